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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/**
 * A future that ends as another one ends. A failure is the same, and not wrapped. It can
 * be cancelled if the other one can.
 *
 * @param <T> type of the other's value
 */
public final class LinkedFuture<T extends @Nullable Object> extends CompletableFuture<@Nullable Object> {

    private final CompletionStage<T> source;

    /**
     * Creates a future.
     * @param source the other one
     * @param mapping maps its value
     */
    public LinkedFuture(CompletionStage<T> source, Mapping<T> mapping) {
        this.source = source;
        var unused = source.whenComplete((value, failure) -> {
            if (failure != null) {
                completeExceptionally(Stages.cause(failure));
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

    /** Cancels the source, if the work behind it ends, too. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return this.source instanceof CompletableFuture<?> future && Stages.tryCancel(future)
                && (super.cancel(mayInterruptIfRunning) || isCancelled());
    }

    /**
     * Maps a value.
     *
     * @param <T> its type
     */
    @FunctionalInterface
    public interface Mapping<T extends @Nullable Object> {

        /** Returns what the future brings for a value. */
        @Nullable Object map(T value) throws Throwable;

    }

}
