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

import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotationUtils;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** Matches the annotated methods. */
final class CachedMethodPointcut extends StaticMethodMatcherPointcut {

    private final CachedMethods methods;

    CachedMethodPointcut(CachedMethods methods) {
        this.methods = methods;
        setClassFilter((type) -> AnnotationUtils.isCandidateClass(type, List.of(StampedeSafeCacheable.class,
                StampedeSafeCachePut.class, StampedeSafeCacheEvict.class, ScheduledRecompute.class)));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return this.methods.find(method, targetClass) != null;
    }

}
