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

import io.github.stampedesafe.key.CacheKey;

/**
 * The keys of a call in code for several. Of keys that have the same text, the loader is
 * given the first.
 *
 * @param <K> the type of the keys
 */
final class GivenKeys<K> {

    /** The keys as they were given, with what they are here. */
    private final Map<K, CacheKey> given = new LinkedHashMap<>();

    private final Map<CacheKey, K> first = new LinkedHashMap<>();

    /**
     * Creates keys.
     * @param names names the keys
     * @param keys the keys
     */
    GivenKeys(Function<K, CacheKey> names, Collection<? extends K> keys) {
        for (K key : keys) {
            CacheKey name = names.apply(Objects.requireNonNull(key, "A key is null"));
            this.given.put(key, name);
            this.first.putIfAbsent(name, key);
        }
    }

    /** Returns the keys, each once. */
    List<CacheKey> names() {
        return List.copyOf(this.first.keySet());
    }

    /** Returns some of the keys as a loader is given them. */
    List<K> asked(List<CacheKey> names) {
        return names.stream().map((name) -> Objects.requireNonNull(this.first.get(name))).toList();
    }

    /**
     * Returns the values of some of the keys.
     * @param loaded what the loader brought for them
     */
    Map<CacheKey, @Nullable Object> loaded(List<CacheKey> names, @Nullable Map<?, ? extends @Nullable Object> loaded) {
        Map<CacheKey, @Nullable Object> values = new HashMap<>();
        names.forEach((name) -> values.put(name, (loaded != null) ? loaded.get(this.first.get(name)) : null));
        return values;
    }

    /**
     * Returns what the caller gets.
     * @param values the values in the order of {@link #names()}
     */
    Map<K, Object> found(List<? extends @Nullable Object> values) {
        Map<CacheKey, @Nullable Object> byName = new HashMap<>();
        int next = 0;
        for (CacheKey name : this.first.keySet()) {
            byName.put(name, values.get(next++));
        }
        Map<K, Object> found = new LinkedHashMap<>();
        this.given.forEach((key, name) -> {
            Object value = byName.get(name);
            if (value != null) {
                found.put(key, value);
            }
        });
        return found;
    }

}
