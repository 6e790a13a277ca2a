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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.DefaultAdvisorChainFactory;
import org.springframework.aop.framework.ReflectiveMethodInvocation;

/**
 * Makes calls of a method that no caller made, as a refresh does: through the inner
 * advice, which Stampede Safe's own surrounds, to the method itself. Outer advice, such
 * as method security, is about callers and is left out, because there is no caller.
 */
final class InnerCalls {

    private final Object proxy;

    private final Advised advised;

    private final Method method;

    private InnerCalls(Object proxy, Advised advised, Method method) {
        this.proxy = proxy;
        this.advised = advised;
        this.method = method;
    }

    /**
     * Finds our advice around a bean, which may be a proxy of a proxy.
     * @return {@code null} if there is none
     */
    static @Nullable InnerCalls of(Object bean, Method method) {
        Object current = bean;
        while (current instanceof Advised advised) {
            Object target = target(advised);
            if (target == null) {
                return null;
            }
            InnerCalls calls = new InnerCalls(current, advised, method);
            if (ours(calls.chain(target.getClass())) >= 0) {
                return calls;
            }
            current = target;
        }
        return null;
    }

    /**
     * Returns a call of the method.
     * @param arguments its arguments, without a continuation
     */
    ProxyMethodInvocation invocation(@Nullable Object[] arguments) {
        Object target = target(this.advised);
        if (target == null) {
            throw new IllegalStateException("No target of " + this.method);
        }
        List<Object> chain = chain(target.getClass());
        List<Object> inner = chain.subList(ours(chain) + 1, chain.size());
        return new ReflectiveMethodInvocation(this.proxy, target, this.method,
                SuspendFunctions.withoutCaller(this.method, arguments), target.getClass(), inner) {
        };
    }

    private List<Object> chain(Class<?> targetClass) {
        return DefaultAdvisorChainFactory.INSTANCE.getInterceptorsAndDynamicInterceptionAdvice(this.advised,
                this.method, targetClass);
    }

    private static int ours(List<Object> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i) instanceof StampedeSafeInterceptor) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object target(Advised advised) {
        try {
            return advised.getTargetSource().getTarget();
        }
        catch (Exception ex) {
            throw new IllegalStateException("No target of " + advised, ex);
        }
    }

}
