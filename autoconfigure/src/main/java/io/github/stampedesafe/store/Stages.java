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

package io.github.stampedesafe.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;

/** Bridges between answers that come later and threads that wait for them. */
public final class Stages {

    private Stages() {
    }

    /**
     * Carries out an operation on the caller's thread, for a store without an
     * asynchronous driver.
     * @param <T> type of the result
     * @param operation the operation, which may block
     * @return a completed stage, which failed with whatever the operation threw
     */
    public static <T extends @Nullable Object> CompletionStage<T> blocking(Supplier<T> operation) {
        try {
            return CompletableFuture.completedFuture(operation.get());
        }
        catch (RuntimeException | Error ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /**
     * Waits until a stage completes, for as long as that takes: a stage of a store or of
     * a lease completes within a bounded time. Never to be called on a thread that
     * completes stages.
     * @param <T> type of the result
     * @param stage the stage
     * @return its result
     * @throws CacheUnavailableException if the stage failed with one, or the waiting
     * thread was interrupted, whose interrupted status is then set
     */
    public static <T extends @Nullable Object> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CacheUnavailableException(Reason.GIVEN_UP, "Interrupted while waiting for an answer", ex);
        }
        catch (ExecutionException ex) {
            throw failure(ex);
        }
    }

    private static RuntimeException failure(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return (cause instanceof RuntimeException unchecked) ? unchecked
                : new CacheUnavailableException("The answer is a failure: " + cause, cause);
    }

}
