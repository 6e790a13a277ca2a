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

import java.util.function.UnaryOperator;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

import io.github.stampedesafe.engine.Load;

/**
 * Calls the method through the inner advice, which Stampede Safe's own surrounds. A
 * refresh does so after the call has returned, on another thread, perhaps several times.
 * Each call has its own invocation and array of arguments. The invocation is exposed to
 * the thread, because AspectJ advice looks for it there.
 */
final class InvocationLoad implements Load {

    private final ProxyMethodInvocation invocation;

    private final ReturnType returnType;

    private final boolean isRepeatable;

    private final UnaryOperator<@Nullable Object[]> copy;

    /**
     * Creates a load.
     * @param isRepeatable whether the target outlives the call
     */
    InvocationLoad(ProxyMethodInvocation invocation, ReturnType returnType, boolean isRepeatable) {
        this(invocation, returnType, isRepeatable, (arguments) -> arguments.clone());
    }

    /**
     * Creates a load.
     * @param isRepeatable whether the target outlives the call
     * @param copy makes the arguments of one run, which may change them
     */
    InvocationLoad(ProxyMethodInvocation invocation, ReturnType returnType, boolean isRepeatable,
            UnaryOperator<@Nullable Object[]> copy) {
        this.invocation = invocation;
        this.returnType = returnType;
        this.isRepeatable = isRepeatable;
        this.copy = copy;
    }

    @Override
    public @Nullable Object load() throws Throwable {
        MethodInvocation run = this.invocation.invocableClone(this.copy.apply(this.invocation.getArguments()));
        return this.returnType.stored(ExposeInvocationInterceptor.INSTANCE.invoke(run));
    }

    @Override
    public @Nullable Load repeatable() {
        return (this.isRepeatable && isOfOneTarget(this.invocation)) ? new WithoutCaller(this.invocation.getProxy(),
                new InvocationLoad(SuspendFunctions.detached(this.invocation), this.returnType, true, this.copy))
                : null;
    }

    /** A target of a pool, say, is another caller's as soon as this call has returned. */
    static boolean isOfOneTarget(ProxyMethodInvocation invocation) {
        return !(invocation.getProxy() instanceof Advised advised) || advised.getTargetSource().isStatic();
    }

    /** The same on a thread on which nobody has called the bean. */
    private record WithoutCaller(Object proxy, InvocationLoad inner) implements Load {

        @Override
        public @Nullable Object load() throws Throwable {
            return ExposedProxy.during(this.proxy, this.inner);
        }

        @Override
        public Load repeatable() {
            return this;
        }

    }

}
