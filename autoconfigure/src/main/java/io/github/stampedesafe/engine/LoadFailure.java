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

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.RememberedFailureException;

/**
 * Carries what a load threw past the engine's own exceptions, which may be of the same
 * types if the load itself uses a cache, and past {@link Steps}, which take off what
 * stages wrap a failure in. It never reaches a caller: the leader, and followers that may
 * take its result, get what the load threw itself, or the stale value if
 * {@code stale-if-error} allows it ({@link FollowerRules}). Calls that come later get a
 * {@link io.github.stampedesafe.RememberedFailureException} while the failure is
 * remembered ({@link FailureMemory}).
 */
final class LoadFailure extends RuntimeException {

    private final transient Throwable failure;

    private final boolean isInterrupt;

    private final int look;

    /**
     * Creates the carrier of what a load threw.
     * @param isInterrupt whether it threw because its thread was interrupted
     */
    LoadFailure(Throwable failure, boolean isInterrupt) {
        this(failure, isInterrupt, Integer.MAX_VALUE);
    }

    /**
     * Creates the carrier of a failure that was found in the store.
     * @param look number of the look that found it
     */
    LoadFailure(RememberedFailureException failure, int look) {
        this(failure, false, look);
    }

    private LoadFailure(Throwable failure, boolean isInterrupt, int look) {
        super(null, failure, false, false);
        this.failure = failure;
        this.isInterrupt = isInterrupt;
        this.look = look;
    }

    /** Returns what the load threw. */
    Throwable failure() {
        return this.failure;
    }

    /**
     * Returns what followers get: the failure too, or another try if the load ended
     * because its thread was interrupted, or had no caller, neither of which is a failure
     * of the source.
     */
    FlightResult shared() {
        return (this.isInterrupt || needsCaller()) ? new FlightResult.StartOver()
                : new FlightResult.Failed(this.failure, this.look);
    }

    /** Whether there was no load, because only a caller can run it. */
    boolean needsCaller() {
        return this.failure instanceof LoadNeedsCallerException;
    }

    /**
     * Whether others would fail alike: not if the thread was interrupted or had no
     * caller, and not for an error of this virtual machine.
     */
    boolean isOfTheSource() {
        return this.failure instanceof Exception && !this.isInterrupt && !needsCaller();
    }

}
