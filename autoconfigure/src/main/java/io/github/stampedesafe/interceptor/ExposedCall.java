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
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.engine.Load;

/**
 * Calls a method for a load, through the inner advice, which Stampede Safe's own
 * surrounds. The invocation is exposed to the thread, because AspectJ advice looks for it
 * there.
 * <p>
 * {@code AopContext.currentProxy()} is the proxy of the bean, although the call of a
 * refresh does not come through it. Only Spring's own proxies can set that. So a small
 * one is made around the call, and its handler is called with the bean's proxy in the
 * place of its own, as any caller of {@link java.lang.reflect.InvocationHandler} may do.
 */
final class ExposedCall {

    private static final Method LOAD = ClassUtils.getMethod(Load.class, "load");

    private ExposedCall() {
    }

    /**
     * Calls a method.
     * @param invocation the call, of whose proxy {@code AopContext} knows if the proxy
     * exposes itself to its own calls; not used up
     * @param copy makes the arguments, which the method may change
     * @return what the method returned
     * @throws Throwable what the method threw
     */
    static @Nullable Object of(ProxyMethodInvocation invocation, UnaryOperator<@Nullable Object[]> copy)
            throws Throwable {
        MethodInvocation run = invocation.invocableClone(copy.apply(invocation.getArguments()));
        Load call = () -> ExposeInvocationInterceptor.INSTANCE.invoke(run);
        Object proxy = invocation.getProxy();
        if (!(proxy instanceof Advised advised && advised.isExposeProxy())) {
            return call.load();
        }
        ProxyFactory factory = new ProxyFactory();
        factory.addInterface(Load.class);
        factory.setTarget(call);
        factory.setExposeProxy(true);
        Object exposing = factory.getProxy(ExposedCall.class.getClassLoader());
        return Proxy.getInvocationHandler(exposing).invoke(proxy, LOAD, null);
    }

}
