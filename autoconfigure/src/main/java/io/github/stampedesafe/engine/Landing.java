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

import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;

/**
 * How a flight ended: what its leader returns, and what its followers get. The two differ
 * if the key was changed during the load.
 *
 * @param value the leader's value
 * @param outcome the followers' outcome
 */
record Landing(@Nullable Object value, Outcome outcome) {

    /** The value was found in the store. */
    static Landing found(Request request, Look look, int number) {
        Entry entry = look.entry();
        Outcome outcome = (entry != null) ? new Outcome.Landed(entry.payload(), look.value(), request.codec(), number)
                : new Outcome.StartOver();
        return new Landing(look.value(), outcome);
    }

    /** The value stands in the store. */
    static Landing stored(Request request, @Nullable Object value, Payload payload, int look) {
        return new Landing(value, new Outcome.Landed(payload, value, request.codec(), look));
    }

    /** The value is not stored, but holds for everybody who waited. */
    static Landing unstored(Request request, @Nullable Object value, int look) {
        return new Landing(value, new Outcome.Unstored(value, request.codec(), look));
    }

    /** The value is not stored, and nobody can tell whether it still holds. */
    static Landing unvouched(Request request, @Nullable Object value, int look) {
        return new Landing(value, new Outcome.Unvouched(value, request.codec(), look));
    }

    /** The value is out of date for calls that began after the change. */
    static Landing refused(@Nullable Object value) {
        return new Landing(value, new Outcome.StartOver());
    }

    /** Whether the value is neither in the store nor out of date. */
    boolean isUnstored() {
        return this.outcome instanceof Outcome.Unstored || this.outcome instanceof Outcome.Unvouched;
    }

}
