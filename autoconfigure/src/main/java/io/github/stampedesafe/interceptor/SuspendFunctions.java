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
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Kotlin's suspend functions, as Spring's proxies treat them. Advice gets the arguments
 * and, as the last of them, the continuation of the caller. It returns a {@code Mono},
 * for which the proxy suspends the caller, or a {@code Flux} if the function returns a
 * {@code Flow}. To everything else in this package a suspend function is a method that
 * returns such a publisher and has no continuation.
 * <p>
 * Kotlin's classes are known by name, because they may be on no class path.
 */
final class SuspendFunctions {

    /** Spring calls suspend functions only with all of these. */
    private static final boolean ARE_ADAPTED = AsyncResult.REACTOR_EXISTS && KotlinDetector.isKotlinReflectPresent()
            && ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", AopUtils.class.getClassLoader());

    private static final String FLOW = "kotlinx.coroutines.flow.Flow";

    private static final String UNIT = "kotlin.Unit";

    private SuspendFunctions() {
    }

    /** Whether a method is a suspend function that Spring can call. */
    static boolean isOne(Method method) {
        return ARE_ADAPTED && KotlinDetector.isSuspendingFunction(method);
    }

    /** Returns how many arguments a method has, apart from a continuation. */
    static int parameterCount(Method method) {
        return isOne(method) ? method.getParameterCount() - 1 : method.getParameterCount();
    }

    /** Returns the declared types of the arguments, apart from a continuation. */
    static List<Type> parameterTypes(Method method) {
        return Arrays.asList(method.getGenericParameterTypes()).subList(0, parameterCount(method));
    }

    /** Whether callers of a method get nothing. */
    static boolean isVoid(Method method) {
        return method.getReturnType() == void.class
                || (isOne(method) && value(method, method.getDeclaringClass()) == Void.class);
    }

    /**
     * Returns the exact type of what advice returns.
     * @param targetClass the class that says what type variables are
     */
    static Type returned(Method method, Class<?> targetClass) {
        if (!isOne(method)) {
            return ExactType.of(method.getGenericReturnType(), targetClass);
        }
        ResolvableType value = ResolvableType.forType(value(method, targetClass));
        boolean isFlow = value.toClass().getName().equals(FLOW);
        return isFlow ? ResolvableType.forClassWithGenerics(Flux.class, value.getGeneric()).getType()
                : ResolvableType.forClassWithGenerics(Mono.class, value).getType();
    }

    /** Returns the type of {@code T} in {@code Continuation<? super T>}. */
    private static Type value(Method method, Class<?> targetClass) {
        Type[] parameters = method.getGenericParameterTypes();
        if (!(parameters[parameters.length - 1] instanceof ParameterizedType continuation)) {
            return Object.class;
        }
        Type argument = continuation.getActualTypeArguments()[0];
        boolean isLowerBound = argument instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 1;
        Type exact = ExactType.of(isLowerBound ? ((WildcardType) argument).getLowerBounds()[0] : argument, targetClass);
        return exact.getTypeName().equals(UNIT) ? Void.class : exact;
    }

    /** Returns the arguments of a suspend function without its continuation. */
    static @Nullable Object[] arguments(ProxyMethodInvocation invocation) {
        @Nullable Object[] all = invocation.getArguments();
        return Arrays.copyOf(all, all.length - 1);
    }

    /**
     * Returns an invocation of any method with other arguments. A suspend function keeps
     * the continuation of its caller.
     * @param arguments the arguments, without a continuation
     */
    static ProxyMethodInvocation with(ProxyMethodInvocation invocation, @Nullable Object[] arguments) {
        @Nullable Object[] all = arguments;
        if (isOne(invocation.getMethod())) {
            all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = invocation.getArguments()[arguments.length];
        }
        return (ProxyMethodInvocation) invocation.invocableClone(all);
    }

    /**
     * Returns arguments of any method with an empty continuation, if it needs one.
     * @param arguments the arguments, without a continuation
     */
    static @Nullable Object[] withoutCaller(Method method, @Nullable Object[] arguments) {
        if (!isOne(method)) {
            return arguments;
        }
        @Nullable Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = EmptyContinuation.instance();
        return all;
    }

    /**
     * Returns an invocation for a time after the call. It does not hold on to the
     * coroutine of the caller, nor run on its threads.
     */
    static ProxyMethodInvocation detached(ProxyMethodInvocation invocation) {
        return (ProxyMethodInvocation) (isOne(invocation.getMethod())
                ? invocation.invocableClone(withoutCaller(invocation.getMethod(), arguments(invocation)))
                : invocation.invocableClone());
    }

}
