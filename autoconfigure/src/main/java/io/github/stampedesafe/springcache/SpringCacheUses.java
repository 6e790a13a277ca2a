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

package io.github.stampedesafe.springcache;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.AbstractCacheResolver;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

import io.github.stampedesafe.policy.CacheUse;

/**
 * Finds which methods use caches of ours by Spring's annotations, among the singletons
 * that exist. Caches that a resolver of the application chooses are found when they are
 * first used.
 */
public final class SpringCacheUses {

    private final ConfigurableListableBeanFactory beans;

    private final StampedeSafeCacheManager manager;

    /**
     * Creates the finder.
     * @param beans where the beans are
     * @param manager our manager
     */
    public SpringCacheUses(ConfigurableListableBeanFactory beans, StampedeSafeCacheManager manager) {
        this.beans = beans;
        this.manager = manager;
    }

    /**
     * Returns the uses by methods, and by code of caches that no method uses.
     */
    public List<CacheUse> all() {
        List<CacheUse> uses = new ArrayList<>();
        for (Found found : found()) {
            if (found.operation() instanceof CacheableOperation) {
                for (String cache : found.operation().getCacheNames()) {
                    uses.add(new CacheUse(cache, found.element(), this.manager.cache(cache).effective()));
                }
            }
        }
        Set<String> used = uses.stream().map(CacheUse::cache).collect(Collectors.toSet());
        this.manager.uses().stream().filter((use) -> !used.contains(use.cache())).forEach(uses::add);
        return uses;
    }

    /**
     * Returns the names of the caches that the annotations name, or that are declared.
     */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(this.manager.getCacheNames());
        found().forEach((found) -> names.addAll(found.operation().getCacheNames()));
        return names;
    }

    private List<Found> found() {
        List<Found> found = new ArrayList<>();
        for (String name : this.beans.getSingletonNames()) {
            Object bean = this.beans.getSingleton(name);
            StampedeSafeCacheInterceptor interceptor = (bean instanceof Advised advised) ? interceptor(advised) : null;
            if (bean != null && interceptor != null) {
                Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
                ReflectionUtils.doWithMethods(type, (method) -> add(found, interceptor, method, type),
                        ReflectionUtils.USER_DECLARED_METHODS);
            }
        }
        return found;
    }

    private static @Nullable StampedeSafeCacheInterceptor interceptor(Advised advised) {
        for (Advisor advisor : advised.getAdvisors()) {
            if (advisor.getAdvice() instanceof StampedeSafeCacheInterceptor ours) {
                return ours;
            }
        }
        return null;
    }

    private void add(List<Found> found, StampedeSafeCacheInterceptor interceptor, Method method, Class<?> type) {
        CacheOperationSource source = interceptor.getCacheOperationSource();
        Collection<CacheOperation> operations = (source != null) ? source.getCacheOperations(method, type) : null;
        if (operations == null) {
            return;
        }
        for (CacheOperation operation : operations) {
            if (isOurs(operation, interceptor)) {
                found.add(new Found(interceptor.method(method, type).method().element(), operation));
            }
        }
    }

    /** As Spring finds the caches of an operation, of which there is no call yet. */
    private boolean isOurs(CacheOperation operation, StampedeSafeCacheInterceptor interceptor) {
        if (StringUtils.hasText(operation.getCacheResolver())) {
            return false;
        }
        if (StringUtils.hasText(operation.getCacheManager())) {
            return this.beans.containsBean(operation.getCacheManager())
                    && this.beans.getBean(operation.getCacheManager()) == this.manager;
        }
        return interceptor.getCacheResolver() instanceof AbstractCacheResolver resolver
                && resolver.getCacheManager() == this.manager;
    }

    /**
     * An operation on a cache of ours.
     *
     * @param element class, name and parameter types of its method
     * @param operation the operation
     */
    private record Found(String element, CacheOperation operation) {
    }

}
