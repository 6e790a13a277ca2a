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

package io.github.stampedesafe.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.StampedeSafeCache.BulkLoader;
import io.github.stampedesafe.key.CacheKey;

/**
 * A call in code for several keys, and its loader. Of keys that have the same text, the
 * loader is given the first.
 *
 * @param <K> the type of the keys
 */
final class KeyedLoad<K> implements BulkLoad {

    /** The keys as they were given, with what they are here. */
    private final Map<K, CacheKey> given = new LinkedHashMap<>();

    private final Map<CacheKey, K> first = new LinkedHashMap<>();

    private final BulkLoader<K, ?> loader;

    /**
     * Creates a load.
     * @param names names the keys
     * @param keys the keys
     * @param loader produces values
     */
    KeyedLoad(Function<K, CacheKey> names, Collection<? extends K> keys, BulkLoader<K, ?> loader) {
        this.loader = loader;
        for (K key : keys) {
            CacheKey name = names.apply(Objects.requireNonNull(key, "A key is null"));
            this.given.put(key, name);
            this.first.putIfAbsent(name, key);
        }
    }

    /** Returns the keys, each once. */
    List<CacheKey> keys() {
        return List.copyOf(this.first.keySet());
    }

    @Override
    public Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        List<K> asked = keys.stream().map((key) -> Objects.requireNonNull(this.first.get(key))).toList();
        Map<K, ? extends @Nullable Object> loaded = this.loader.load(asked);
        Map<CacheKey, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(keys.get(i), (loaded != null) ? loaded.get(asked.get(i)) : null);
        }
        return values;
    }

    /**
     * Returns what the caller gets.
     * @param values the values in the order of {@link #keys()}
     */
    Map<K, Object> values(List<? extends @Nullable Object> values) {
        Map<CacheKey, @Nullable Object> byKey = new HashMap<>();
        int next = 0;
        for (CacheKey key : this.first.keySet()) {
            byKey.put(key, values.get(next++));
        }
        Map<K, Object> found = new LinkedHashMap<>();
        this.given.forEach((key, name) -> {
            Object value = byKey.get(name);
            if (value != null) {
                found.put(key, value);
            }
        });
        return found;
    }

}
