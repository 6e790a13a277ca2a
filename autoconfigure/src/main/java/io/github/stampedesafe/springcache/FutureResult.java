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

package io.github.stampedesafe.springcache;

import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** The value of a future, which is on its way when the method returns. */
final class FutureResult implements LaterResult {

    private static final Set<Class<?>> FUTURES = Set.of(CompletableFuture.class, CompletionStage.class);

    @Override
    public Type type(Type returned) {
        ResolvableType future = ResolvableType.forType(returned);
        if (FUTURES.contains(future.toClass())) {
            ResolvableType value = future.getGeneric();
            return value.equals(ResolvableType.NONE) ? Object.class : value.getType();
        }
        Class<?> value = future.as(CompletionStage.class).resolveGeneric();
        return (value != null) ? value : Object.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    public CompletionStage<@Nullable Object> value(Object returned, @Nullable Object context) {
        return (CompletionStage<@Nullable Object>) returned;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is what the caller gets
    public Object returned(Function<@Nullable Object, CompletionStage<@Nullable Object>> flight) {
        return flight.apply(null).toCompletableFuture();
    }

}
