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

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.interceptor.ProtectedMethod;
import io.github.stampedesafe.interceptor.SpringKeys;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * A cache as one operation of one invocation sees it: with the type that the method
 * returns, and the method itself as the load of a miss.
 */
final class MethodCache implements Cache, ProtectedMethod.Use {

    private final SpringCache cache;

    private final CachedMethod method;

    private final SpringInvocation invocation;

    private final SpringOperation operation;

    MethodCache(SpringCache cache, CachedMethod method, SpringInvocation invocation, SpringOperation operation) {
        this.cache = cache;
        this.method = method;
        this.invocation = invocation;
        this.operation = operation;
    }

    @Override
    public String getName() {
        return this.cache.getName();
    }

    @Override
    public Object getNativeCache() {
        return this.cache.getNativeCache();
    }

    /**
     * Finds nothing if the flight of the invocation looks for itself: then look-up, call
     * and put are one.
     */
    @Override
    public @Nullable ValueWrapper get(Object key) {
        return this.invocation.isFlight() ? null : this.cache.find(key, codec());
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        return this.cache.get(key, type);
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        return this.cache.get(key, codec(), valueLoader);
    }

    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        return this.invocation.isFlight() ? null
                : this.cache.retrieve(key, codec())
                    .<@Nullable ValueWrapper>thenApply((found) -> (found != null)
                            ? new SimpleValueWrapper(this.method.method().returned(found.get())) : null);
    }

    @Override
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        return this.cache.retrieve(key, codec(), valueLoader);
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        this.cache.put(key, codec(), this.method.method().stored(value));
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        return this.cache.putIfAbsent(key, value);
    }

    @Override
    public void evict(Object key) {
        this.cache.evict(key);
    }

    /** Spring does not ask here whether there was a value. */
    @Override
    public boolean evictIfPresent(Object key) {
        this.cache.evictNow(key);
        return false;
    }

    @Override
    public void clear() {
        this.cache.clear();
    }

    @Override
    public boolean invalidate() {
        return this.cache.invalidate();
    }

    @Override
    public String cache() {
        return this.cache.getName();
    }

    @Override
    public EffectivePolicy effective() {
        return this.cache.effective();
    }

    @Override
    public PayloadCodec codec() {
        return this.method.codec(this.cache);
    }

    @Override
    public boolean appliesTo(@Nullable Object[] arguments) {
        return this.invocation.isOf(arguments) || this.operation.with(arguments).appliesTo();
    }

    @Override
    public String keyText(@Nullable Object[] arguments) {
        Object key = this.invocation.isOf(arguments) ? this.operation.key() : this.operation.with(arguments).key();
        return SpringKeys.text(key);
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        return this.operation.isStorable(value);
    }

    /** Returns a load that asks this cache first. */
    Load through(ProxyMethodInvocation invocation, Load inner) {
        return this.method.method().through(this.cache.parts().engine(), this, invocation, inner);
    }

    /** Returns the key that the operation has in this cache. */
    CacheKey key() {
        return this.cache.key(this.operation.key());
    }

    SpringOperation operation() {
        return this.operation;
    }

}
