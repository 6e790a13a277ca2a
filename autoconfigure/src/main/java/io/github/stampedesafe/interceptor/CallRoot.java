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
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;

/** What {@code #root} is in an expression. */
final class CallRoot {

    static final Set<String> PROPERTIES = Set.of("method", "methodName", "target", "targetClass", "args", "caches");

    private final Call call;

    private final String cache;

    CallRoot(Call call, String cache) {
        this.call = call;
        this.cache = cache;
    }

    public Method getMethod() {
        return this.call.method();
    }

    public String getMethodName() {
        return this.call.method().getName();
    }

    public Object getTarget() {
        return this.call.target();
    }

    public Class<?> getTargetClass() {
        return AopProxyUtils.ultimateTargetClass(this.call.target());
    }

    public @Nullable Object[] getArgs() {
        return this.call.arguments();
    }

    /** Returns the name of the cache. */
    public Collection<String> getCaches() {
        return List.of(this.cache);
    }

}
