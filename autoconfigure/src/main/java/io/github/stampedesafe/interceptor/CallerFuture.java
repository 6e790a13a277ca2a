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
     * @param ending tells what the caller gets for the value, and when
     */
    CallerFuture(CompletionStage<?> value, Function<@Nullable Object, End> ending) {
        var unused = value.whenComplete((result, failure) -> {
            if (failure != null) {
                completeExceptionally(Stages.cause(failure));
                return;
            }
            try {
                end(ending.apply(result));
            }
            catch (Throwable ex) {
                completeExceptionally(ex);
            }
        });
        var unusedToo = whenComplete((result, failure) -> cancel(value));
    }

    private void end(End end) {
        CompletionStage<?> before = end.before();
        if (before == null) {
            complete(end.value());
            return;
        }
        var unused = before.whenComplete((done, failure) -> {
            if (failure != null) {
                completeExceptionally(Stages.cause(failure));
            }
            else {
                complete(end.value());
            }
        });
    }

    private static void cancel(CompletionStage<?> value) {
        if (value instanceof CompletableFuture<?> future && !future.isDone()) {
            future.cancel(true);
        }
    }

    /**
     * The end of a call.
     *
     * @param value what the caller gets
     * @param before what has to end before, {@code null} for nothing
     */
    record End(@Nullable Object value, @Nullable CompletionStage<?> before) {
    }

}
