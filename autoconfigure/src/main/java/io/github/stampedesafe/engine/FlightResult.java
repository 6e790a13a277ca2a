/*
 * Copyright 2026 the Stampede Safe authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.stampedesafe.engine;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * What the leader of a flight has for its followers. Each result but the last says which
 * look at the store vouches for it: it holds for a follower that joined before that look
 * was sent, see {@link Flight}.
 */
sealed interface FlightResult {

    /**
     * A value that is in the store.
     *
     * @param payload the value as it is stored, so that each follower reads an object of
     * its own
     * @param value the value itself, for followers that cannot read what the same codec
     * wrote
     * @param codec what the leader reads and writes with
     * @param look number of the look that vouches for the value
     */
    record Stored(Payload payload, @Nullable Object value, PayloadCodec codec, int look) implements FlightResult {
    }

    /**
     * A value that is not stored, because it is not worth it or cannot be written.
     *
     * @param value the value
     * @param codec what the leader reads and writes with
     * @param look number of the look that vouches for the value
     */
    record Unstored(@Nullable Object value, PayloadCodec codec, int look) implements FlightResult {
    }

    /**
     * A value that was not stored and for which the store does not vouch: the key may
     * have been changed since its load began. It holds for followers that joined before,
     * and is the best there is for followers that cannot ask the store either.
     *
     * @param value the value
     * @param codec what the leader reads and writes with
     * @param look number of the last look that was sent before the load began
     */
    record Unvouched(@Nullable Object value, PayloadCodec codec, int look) implements FlightResult {
    }

    /**
     * The load threw, or was not tried because an earlier one threw a short time ago.
     *
     * @param failure what it threw
     * @param look number of the look that vouches for the failure; higher than any if it
     * needs none
     */
    record Failed(Throwable failure, int look) implements FlightResult {

        Failed(Throwable failure) {
            this(failure, Integer.MAX_VALUE);
        }

    }

    /** Nothing that holds for followers: they start over. */
    record StartOver() implements FlightResult {
    }

}
