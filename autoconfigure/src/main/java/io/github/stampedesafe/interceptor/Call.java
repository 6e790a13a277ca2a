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
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** One call of an annotated method, as its expressions and key generators see it. */
final class Call {

    private final Object target;

    private final Method method;

    private final @Nullable Object[] arguments;

    private final @Nullable Result result;

    /**
     * Creates a call that has not returned.
     * @param target the bean
     * @param method the method as it was called
     * @param arguments the arguments, not copied
     */
    Call(Object target, Method method, @Nullable Object[] arguments) {
        this(target, method, arguments, null);
    }

    /** Returns the call of an invocation that has not returned. */
    static Call of(ProxyMethodInvocation invocation) {
        Object target = invocation.getThis();
        return new Call((target != null) ? target : invocation.getProxy(), invocation.getMethod(),
                invocation.getArguments());
    }

    /** Returns the call of a suspend function, whose continuation is no argument. */
    static Call ofSuspending(ProxyMethodInvocation invocation) {
        return of(invocation).with(SuspendFunctions.arguments(invocation));
    }

    private Call(Object target, Method method, @Nullable Object[] arguments, @Nullable Result result) {
        this.target = target;
        this.method = method;
        this.arguments = arguments;
        this.result = result;
    }

    /** Returns the call after the method has returned. */
    Call returning(@Nullable Object value) {
        return new Call(this.target, this.method, this.arguments, new Result(value));
    }

    /** Returns a call with other arguments. */
    Call with(@Nullable Object[] arguments) {
        return new Call(this.target, this.method, arguments, this.result);
    }

    /** Returns this call for a time after it, with an array of arguments of its own. */
    Call remembered() {
        return new Call(this.target, this.method, this.arguments.clone(), null);
    }

    Object target() {
        return this.target;
    }

    Method method() {
        return this.method;
    }

    @Nullable Object[] arguments() {
        return this.arguments;
    }

    /**
     * Returns one object for each parameter, as Spring's own types expect them: the
     * arguments, and {@code null} for the continuation of a suspend function.
     */
    @Nullable Object[] parameters() {
        int count = this.method.getParameterCount();
        return (this.arguments.length == count) ? this.arguments : Arrays.copyOf(this.arguments, count);
    }

    /** Returns what the method returned, {@code null} before it did. */
    @Nullable Result result() {
        return this.result;
    }

    /**
     * What a method returned.
     *
     * @param value the value, that in it if it is an {@code Optional}
     */
    record Result(@Nullable Object value) {
    }

}
