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
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a method returns, and what of it is stored: of an {@code Optional} the value in
 * it.
 *
 * @param type the class of what is returned
 * @param stored the exact type of what is stored; no primitive
 * @param optional whether the method returns an {@code Optional} of it
 */
record ReturnType(Class<?> type, Type stored, boolean optional) {

    /**
     * Returns the return type of a method.
     * @param targetClass the class that says what its type variables are
     */
    static ReturnType of(Method method, Class<?> targetClass) {
        return of(SuspendFunctions.returned(method, targetClass));
    }

    /**
     * Returns what is returned as a type.
     * @param exact the exact type
     */
    static ReturnType of(Type exact) {
        ResolvableType resolved = ResolvableType.forType(exact);
        if (resolved.toClass() == Optional.class) {
            boolean typed = exact instanceof ParameterizedType;
            return new ReturnType(Optional.class, typed ? resolved.getGeneric().getType() : Object.class, true);
        }
        Type stored = (exact instanceof Class<?> type) ? ClassUtils.resolvePrimitiveIfNecessary(type) : exact;
        return new ReturnType(resolved.toClass(), stored, false);
    }

    /**
     * Returns what a method brings: what it returns, or what comes later.
     * @param targetClass the class that says what its type variables are
     */
    static ReturnType ofValue(Method method, Class<?> targetClass) {
        return of(value(method, targetClass));
    }

    /** Returns the exact type of what a method brings. */
    static Type value(Method method, Class<?> targetClass) {
        Type exact = SuspendFunctions.returned(method, targetClass);
        AsyncResult result = AsyncResult.of(exact);
        return (result != null) ? result.value(exact) : exact;
    }

    /** Returns what is stored of something the method returned. */
    @Nullable Object stored(@Nullable Object returned) {
        return (returned instanceof Optional<?> value && this.optional) ? value.orElse(null) : returned;
    }

    /** Returns what the method returns for something that was stored. */
    @Nullable Object returned(@Nullable Object stored) {
        return this.optional ? Optional.ofNullable(stored) : stored;
    }

}
