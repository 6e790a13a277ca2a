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

package io.github.stampedesafe.event;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.store.Entry;

/**
 * How a recompute ended.
 *
 * @param result what became of it
 * @param seen what was stored before it, {@code null} if nothing or not known
 * @param failure why it was {@link Result#FAILED} or {@link Result#NEEDS_CALLER},
 * {@code null} if it was neither
 */
public record RecomputeOutcome(Result result, @Nullable Entry seen, @Nullable Throwable failure) {

    /**
     * Returns the end of a recompute that did not fail.
     * @param result what became of it
     * @param seen what was stored before it, {@code null} if nothing or not known
     */
    public static RecomputeOutcome of(Result result, @Nullable Entry seen) {
        return new RecomputeOutcome(result, seen, null);
    }

    /** What became of a recompute. */
    public enum Result {

        /** A new value is stored. */
        STORED,

        /** The key was loaded, and the value is not stored: it was changed meanwhile. */
        UNSTORED,

        /** It was not due, or somebody replaced the value at the same time. */
        NEEDLESS,

        /** Another caller or instance is loading the key. */
        ELSEWHERE,

        /** The load threw, or a failure a short time ago is remembered. */
        FAILED,

        /** Only a caller can load the key, see {@link LoadNeedsCallerException}. */
        NEEDS_CALLER,

        /** As many refreshes as allowed run and wait. */
        REFUSED,

        /** The store or the leases did not answer. */
        UNAVAILABLE;

        /** Whether it came to a load. */
        public boolean hasLoaded() {
            return this == STORED || this == UNSTORED || this == FAILED;
        }

    }

}
