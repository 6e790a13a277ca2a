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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Futures: the call begins when the method is called. */
final class FutureResult implements AsyncResult {

    static final FutureResult INSTANCE = new FutureResult();

    private FutureResult() {
    }

    /** Whether a type is one that we can make. */
    static boolean isFuture(Class<?> type) {
        return type == CompletableFuture.class || type == CompletionStage.class;
    }

    @Override
    public Type value(Type exact) {
        return (exact instanceof ParameterizedType typed) ? typed.getActualTypeArguments()[0] : Object.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    public CompletionStage<@Nullable Object> value(Object returned, AsyncCall call) {
        return (CompletionStage<@Nullable Object>) returned;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is what the caller gets
    public Object answer(Function<AsyncCall, CompletionStage<@Nullable Object>> flight) {
        return flight.apply(AsyncCall.PLAIN).toCompletableFuture();
    }

    @Override
    public CallHandler handler(AsyncOperations operations) {
        return new FutureCallHandler(operations);
    }

}
