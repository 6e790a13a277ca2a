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
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/**
 * A future that ends as another one ends. A failure is the same, and not wrapped. It can
 * be cancelled if the other one can.
 *
 * @param <T> type of the other's value
 * @param <R> type of its own
 */
public final class LinkedFuture<T extends @Nullable Object, R extends @Nullable Object> extends CompletableFuture<R> {

    private final CompletionStage<T> source;

    /**
     * Creates a future that is linked to what a user's method returned. What stages wrap
     * its failure in is taken off.
     * @param source the other one
     * @param mapping maps its value
     */
    public LinkedFuture(CompletionStage<T> source, Mapping<T, R> mapping) {
        this(source, mapping, Stages::cause);
    }

    private LinkedFuture(CompletionStage<T> source, Mapping<T, R> mapping, UnaryOperator<Throwable> cause) {
        this.source = source;
        var unused = source.whenComplete((value, failure) -> {
            if (failure != null) {
                completeExceptionally(cause.apply(failure));
                return;
            }
            try {
                complete(mapping.map(value));
            }
            catch (Throwable ex) {
                completeExceptionally(ex);
            }
        });
    }

    /**
     * Returns a future that is linked to an answer of the engine, which fails with what a
     * load threw, as it is: also with a {@code CompletionException} of the load's own.
     * @param answer the answer
     * @param mapping maps its value
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> LinkedFuture<T, R> ofAnswer(
            CompletionStage<T> answer, Mapping<T, R> mapping) {
        return new LinkedFuture<>(answer, mapping, UnaryOperator.identity());
    }

    /** Cancels the source, if the work behind it ends, too. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return this.source instanceof CompletableFuture<?> future && Stages.tryCancel(future)
                && super.cancel(mayInterruptIfRunning);
    }

    /**
     * Maps a value.
     *
     * @param <T> its type
     * @param <R> type of what it is mapped to
     */
    @FunctionalInterface
    public interface Mapping<T extends @Nullable Object, R extends @Nullable Object> {

        /** Returns what the future brings for a value. */
        R map(T value) throws Throwable;

    }

}
