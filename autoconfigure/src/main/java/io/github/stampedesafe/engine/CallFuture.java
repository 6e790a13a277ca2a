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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/**
 * What the caller of an asynchronous call has. A caller that ends it itself, by
 * {@code cancel} or a time-out, leaves its flights. The others of a flight go on.
 *
 * @param <T> type of what the caller asked for
 */
final class CallFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    private final AsyncCaller caller;

    /**
     * Creates the future of a call.
     * @param leave called at its end, whatever the end is; does nothing if the call is
     * over
     */
    CallFuture(AsyncCaller caller, Runnable leave) {
        this.caller = caller;
        var unused = whenComplete((value, failure) -> leave.run());
    }

    /** Overridden, because it has an effect: see {@link Stages#tryCancel}. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return super.cancel(mayInterruptIfRunning);
    }

    /** Ends the call with what it brought. */
    void end(T value, @Nullable Throwable failure) {
        this.caller.end();
        Steps.end(this, value, failure);
    }

}
