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

package io.github.stampedesafe.interceptor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/**
 * What the caller of a method gets that returns a future. A failure is what the method
 * failed with, and not wrapped. If the caller ends it, by {@code cancel} or a time-out,
 * the call that brings its value is cancelled.
 */
final class CallerFuture extends CompletableFuture<@Nullable Object> {

    /**
     * Creates a future.
     * @param value brings the value
     * @param ending brings what the caller gets for the value, at the time it gets it
     */
    CallerFuture(CompletionStage<?> value, Function<@Nullable Object, CompletionStage<@Nullable Object>> ending) {
        var unused = value.thenCompose(ending).whenComplete((end, failure) -> {
            if (failure != null) {
                completeExceptionally(Stages.cause(failure));
            }
            else {
                complete(end);
            }
        });
        var unusedToo = whenComplete((end, failure) -> cancel(value));
    }

    private static void cancel(CompletionStage<?> value) {
        if (value instanceof CompletableFuture<?> future && !future.isDone()) {
            future.cancel(true);
        }
    }

}
