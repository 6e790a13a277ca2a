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

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;

import io.github.stampedesafe.engine.Load;

/**
 * Lets {@code AopContext.currentProxy()} be the proxy of a bean during a load that does
 * not come through it. Only Spring's own proxies can set that. So a small one is made
 * around the load, and its handler is called with the bean's proxy in the place of its
 * own, as any caller of {@link java.lang.reflect.InvocationHandler} may do.
 */
final class ExposedProxy {

    private static final Method LOAD = loadMethod();

    private ExposedProxy() {
    }

    /**
     * Runs a load.
     * @param proxy the bean's, which is exposed if it exposes itself to its own calls
     */
    static @Nullable Object during(Object proxy, Load load) throws Throwable {
        if (!(proxy instanceof Advised advised && advised.isExposeProxy())) {
            return load.load();
        }
        ProxyFactory factory = new ProxyFactory();
        factory.addInterface(Load.class);
        factory.setTarget(load);
        factory.setExposeProxy(true);
        Object exposing = factory.getProxy(ExposedProxy.class.getClassLoader());
        return Proxy.getInvocationHandler(exposing).invoke(proxy, LOAD, null);
    }

    private static Method loadMethod() {
        try {
            return Load.class.getMethod("load");
        }
        catch (NoSuchMethodException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
