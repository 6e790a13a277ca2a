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

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The continuation of a call that nobody made. Spring reads the coroutine context of a
 * continuation, which is empty here, and never resumes one. Made by reflection, because
 * the library does not depend on Kotlin.
 */
final class EmptyContinuation implements InvocationHandler {

    static final String TYPE = "kotlin.coroutines.Continuation";

    static final String CONTEXT = "kotlin.coroutines.EmptyCoroutineContext";

    private final Object context;

    private EmptyContinuation(Object context) {
        this.context = context;
    }

    /** Returns the only one, a {@code kotlin.coroutines.Continuation}. */
    static Object instance() {
        return Holder.INSTANCE;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // there is one
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "getContext" -> this.context;
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "EmptyContinuation";
            default -> throw new IllegalStateException("No coroutine waits for the value of this call");
        };
    }

    /** Not initialized before there is a suspend function. */
    private static final class Holder {

        static final Object INSTANCE = create(KotlinDetector.class.getClassLoader());

        private static Object create(@Nullable ClassLoader loader) {
            Class<?> empty = ClassUtils.resolveClassName(CONTEXT, loader);
            Field instance = Objects.requireNonNull(ReflectionUtils.findField(empty, "INSTANCE"));
            Object context = Objects.requireNonNull(ReflectionUtils.getField(instance, null));
            Class<?> type = ClassUtils.resolveClassName(TYPE, loader);
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
                    new EmptyContinuation(context));
        }

    }

}
