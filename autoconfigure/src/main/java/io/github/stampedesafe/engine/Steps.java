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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/** What {@link CompletionStage} leaves out. */
final class Steps {

    private Steps() {
    }

    /** Returns a stage that is complete. */
    static <T extends @Nullable Object> CompletionStage<T> of(T value) {
        return CompletableFuture.completedFuture(value);
    }

    /** Returns a stage that has failed. */
    static <T extends @Nullable Object> CompletionStage<T> failed(Throwable failure) {
        return CompletableFuture.failedFuture(failure);
    }

    /** Calls what begins a stage; what it throws fails the stage. */
    static <T extends @Nullable Object> CompletionStage<T> begin(Supplier<CompletionStage<T>> beginning) {
        return of(beginning).thenCompose(Supplier::get);
    }

    /** Goes on from the end of a stage, whichever it is. */
    static <T extends @Nullable Object, R extends @Nullable Object> CompletionStage<R> then(CompletionStage<T> stage,
            BiFunction<@Nullable T, @Nullable Throwable, CompletionStage<R>> next) {
        return stage.handle((value, failure) -> next.apply(value, (failure != null) ? Stages.cause(failure) : null))
            .thenCompose(Function.identity());
    }

    /**
     * Calls an action when an event happens, unless the wait for it is over by then: it
     * leaves nothing at the event, which may be long in coming.
     */
    static void unlessOver(CompletionStage<?> event, CompletableFuture<?> wait, Runnable action) {
        var unused = CompletableFuture.anyOf(event.toCompletableFuture(), wait).whenComplete((first, failure) -> {
            if (!wait.isDone()) {
                action.run();
            }
        });
    }

    /** Ends a stage as another one ended. */
    static <T extends @Nullable Object> void end(CompletableFuture<T> stage, T value, @Nullable Throwable failure) {
        if (failure != null) {
            stage.completeExceptionally(failure);
        }
        else {
            stage.complete(value);
        }
    }

    /**
     * Returns the result of a stage that is complete.
     * @throws Throwable what it failed with; of a load, what the load threw
     */
    static <T extends @Nullable Object> T result(CompletableFuture<T> stage) throws Throwable {
        try {
            return stage.join();
        }
        catch (CompletionException ex) {
            throw thrown(ex);
        }
    }

    /**
     * Returns what a caller gets for what a stage failed with. What a load threw is
     * carried by a {@link LoadFailure}, so that nothing of it is taken off.
     */
    static Throwable thrown(Throwable failure) {
        Throwable cause = Stages.cause(failure);
        return (cause instanceof LoadFailure load) ? load.failure() : cause;
    }

    /** Calls what throws unchecked exceptions only. */
    static <T extends @Nullable Object> T unchecked(UserCode<T> code) {
        try {
            return code.run();
        }
        catch (Throwable ex) {
            throw rethrown(ex);
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (failure instanceof RuntimeException ex) ? ex : new CompletionException(failure);
    }

    /**
     * Code that may throw anything.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    interface UserCode<T extends @Nullable Object> {

        T run() throws Throwable;

    }

}
