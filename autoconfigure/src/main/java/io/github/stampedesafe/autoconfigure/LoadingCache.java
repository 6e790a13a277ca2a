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

package io.github.stampedesafe.autoconfigure;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.engine.LinkedFuture;

/**
 * A cache that is switched off: loads on every call and stores nothing.
 *
 * @param name name of the cache
 */
record LoadingCache(String name) implements StampedeSafeCache {

    @Override
    public @Nullable Object get(Object key, Type type, Callable<? extends @Nullable Object> loader) throws Exception {
        return loader.call();
    }

    @Override
    public @Nullable Object get(Object key, Type type, Object fairnessKey, Callable<? extends @Nullable Object> loader)
            throws Exception {
        return loader.call();
    }

    @Override
    @SuppressWarnings("unchecked")
    public CompletableFuture<@Nullable Object> getAsync(Object key, Type type,
            Supplier<? extends CompletionStage<? extends @Nullable Object>> loader) {
        try {
            return (CompletableFuture<@Nullable Object>) loader.get().toCompletableFuture();
        }
        catch (RuntimeException | Error ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    @Override
    public <K> Map<K, Object> getAll(Collection<? extends K> keys, Type type, BulkLoader<K, ?> loader)
            throws Exception {
        List<K> distinct = List.copyOf(new LinkedHashSet<>(keys));
        return found(distinct, distinct.isEmpty() ? null : loader.load(distinct));
    }

    @Override
    public <K> CompletableFuture<Map<K, Object>> getAllAsync(Collection<? extends K> keys, Type type,
            Function<List<K>, ? extends CompletionStage<? extends @Nullable Map<K, ? extends @Nullable Object>>> loader) {
        try {
            List<K> distinct = List.copyOf(new LinkedHashSet<>(keys));
            return distinct.isEmpty() ? CompletableFuture.completedFuture(Map.of())
                    : new LinkedFuture<>(loader.apply(distinct), (loaded) -> found(distinct, loaded));
        }
        catch (RuntimeException | Error ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private static <K> Map<K, Object> found(List<K> distinct, @Nullable Map<K, ? extends @Nullable Object> loaded) {
        Map<K, Object> values = new LinkedHashMap<>();
        for (K key : distinct) {
            Object value = (loaded != null) ? loaded.get(key) : null;
            if (value != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    @Override
    public void putAll(Map<?, ?> values) {
    }

    @Override
    public void putAll(Map<?, ? extends @Nullable Object> values, Type type) {
    }

    @Override
    public void evictAll(Collection<?> keys) {
    }

    @Override
    public void expireAll(Collection<?> keys) {
    }

    @Override
    public void put(Object key, Type type, @Nullable Object value) {
    }

    @Override
    public void put(Object key, Type type, @Nullable Object value, long version) {
    }

    @Override
    public void evict(Object key) {
    }

    @Override
    public void evict(Object key, long version) {
    }

    @Override
    public void expire(Object key) {
    }

    @Override
    public void clear() {
    }

    @Override
    public void expireAll() {
    }

}
