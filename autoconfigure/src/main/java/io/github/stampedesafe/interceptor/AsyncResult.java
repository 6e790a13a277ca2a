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

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The kind of what an asynchronous method returns. Decided when its annotations are read.
 */
interface AsyncResult {

    /** Spring's adapters of reactive types are there with Reactor. */
    boolean REACTOR_EXISTS = ClassUtils.isPresent("reactor.core.publisher.Mono", AsyncResult.class.getClassLoader());

    /**
     * Returns the kind of a method's result.
     * @param targetClass the class of the bean
     * @return {@code null} if the method returns its value itself, or what is not
     * supported
     */
    static @Nullable AsyncResult of(Method method, Class<?> targetClass) {
        return of(SuspendFunctions.returned(method, targetClass));
    }

    /** Returns the kind of a type, {@code null} as above. */
    static @Nullable AsyncResult of(Type exact) {
        Class<?> type = ResolvableType.forType(exact).toClass();
        if (FutureResult.isFuture(type)) {
            return FutureResult.INSTANCE;
        }
        return REACTOR_EXISTS ? ReactiveResult.of(type) : null;
    }

    /**
     * Returns the same with a bound.
     * @param method class, name and parameter types of the method
     * @param maxElements largest number of elements that are collected into a value
     */
    default AsyncResult bounded(String method, int maxElements) {
        return this;
    }

    /** Whether the value is a list of several elements that come later. */
    default boolean isSeveral() {
        return false;
    }

    /**
     * Returns the type of the value that comes later.
     * @param exact the exact type of what the method returns
     */
    Type value(Type exact);

    /**
     * Returns the value of something that the method returned.
     * @param returned what it returned
     * @param call the call of the method
     * @return the value; if it can be cancelled, so can what the method does
     */
    CompletionStage<@Nullable Object> value(Object returned, AsyncCall call);

    /**
     * Returns what a caller gets.
     * @param flight brings the value each time a caller asks for it
     */
    Object answer(Function<AsyncCall, CompletionStage<@Nullable Object>> flight);

    /** Returns what handles calls of a method. */
    CallHandler handler(AsyncOperations operations);

}
