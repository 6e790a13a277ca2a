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

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What properties say of caches. A name stands for the cache that has it, and for one
 * that differs only in case and separators: an environment variable has neither.
 *
 * @param <T> what they say
 */
final class ByCacheName<T> {

    private final Map<String, T> written;

    private final Map<String, T> byUniformName = new HashMap<>();

    ByCacheName(Map<String, T> written) {
        this.written = Map.copyOf(written);
        new TreeMap<>(written)
            .forEach((name, value) -> this.byUniformName.putIfAbsent(KnownSettings.uniform(name), value));
    }

    /** Returns what is said of a cache, {@code null} if nothing is. */
    @Nullable T get(String cache) {
        T exact = this.written.get(cache);
        return (exact != null) ? exact : this.byUniformName.get(KnownSettings.uniform(cache));
    }

    /** Returns the name of a cache as it is written in a property, behind the group. */
    static String element(String cache) {
        return cache.matches("[A-Za-z0-9-]+") ? "." + cache : "[" + cache + "]";
    }

}
