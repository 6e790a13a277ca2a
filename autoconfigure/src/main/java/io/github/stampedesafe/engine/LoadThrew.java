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

/**
 * Carries what a load threw past the engine's own exceptions, which may be of the same
 * types if the load itself uses a cache. Never reaches a caller.
 */
final class LoadThrew extends Exception {

    private final transient Throwable failure;

    private final int look;

    LoadThrew(Throwable failure) {
        this(failure, Integer.MAX_VALUE);
    }

    /**
     * Creates the carrier of a failure that was found in the store.
     * @param look number of the look that found it
     */
    LoadThrew(Throwable failure, int look) {
        super(null, failure, false, false);
        this.failure = failure;
        this.look = look;
    }

    /** Returns what the load threw. */
    Throwable failure() {
        return this.failure;
    }

    /**
     * Returns what followers get: the failure too, or another try if the load ended
     * because its thread was interrupted, or had no caller, neither of which is a failure
     * of the source. To be called by that thread.
     */
    Outcome outcome() {
        return (isInterrupt() || needsCaller()) ? new Outcome.StartOver() : new Outcome.Failed(this.failure, this.look);
    }

    /** Whether there was no load, because only a caller can run it. */
    boolean needsCaller() {
        return this.failure instanceof LoadNeedsCallerException;
    }

    /**
     * Whether others would fail alike: not if this thread was interrupted or had no
     * caller, and not for an error of this virtual machine. To be called by the thread
     * that loaded.
     */
    boolean isOfTheSource() {
        return this.failure instanceof Exception && !isInterrupt() && !needsCaller();
    }

    private boolean isInterrupt() {
        return this.failure instanceof InterruptedException || Thread.currentThread().isInterrupted();
    }

}
