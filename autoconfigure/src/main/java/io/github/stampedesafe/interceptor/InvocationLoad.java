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

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;

import io.github.stampedesafe.engine.Load;

/**
 * Calls a method that returns its value. A refresh does so after the call has returned,
 * on another thread, perhaps several times. Each call has its own invocation and array of
 * arguments.
 *
 * @param loads what is known of the method
 * @param invocation the call
 * @param copy makes the arguments of one run, which may change them
 */
record InvocationLoad(InvocationLoads loads, ProxyMethodInvocation invocation,
        UnaryOperator<@Nullable Object[]> copy) implements Load {

    @Override
    public @Nullable Object load() throws Throwable {
        return this.loads.returnType().stored(ExposedCall.of(this.invocation, this.copy));
    }

    @Override
    public @Nullable Load repeatable() {
        return (this.loads.isRepeatable() && isOfOneTarget(this.invocation))
                ? new InvocationLoad(this.loads, SuspendFunctions.detached(this.invocation), this.copy) : null;
    }

    /** A target of a pool, say, is another caller's as soon as this call has returned. */
    static boolean isOfOneTarget(ProxyMethodInvocation invocation) {
        return !(invocation.getProxy() instanceof Advised advised) || advised.getTargetSource().isStatic();
    }

}
