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

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.util.function.SingletonSupplier;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.policy.CacheName;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;

/**
 * The caches of the application for Spring's cache abstraction. A cache is the same as
 * the one that our annotations and {@code StampedeSafeCaches} have by its name. Caches
 * need not be declared. Thread-safe.
 */
public final class StampedeSafeCacheManager implements CacheManager {

    private final Supplier<CacheParts> parts;

    private final Set<String> declared;

    private final @Nullable PolicyLayer layer;

    private final ConcurrentMap<String, SpringCache> caches = new ConcurrentHashMap<>();

    /**
     * Creates the manager.
     * @param parts what the caches work with; asked for with the first cache, because the
     * manager may be created long before the engine
     * @param declared names of caches that exist before they are asked for
     * @param layer settings of all caches of the manager, stronger than the defaults and
     * weaker than the properties of a cache; {@code null} for none
     */
    public StampedeSafeCacheManager(Supplier<CacheParts> parts, Collection<String> declared,
            @Nullable PolicyLayer layer) {
        this.parts = SingletonSupplier.of(parts);
        this.declared = Set.copyOf(declared);
        this.layer = layer;
    }

    /**
     * Returns a cache, which need not be declared.
     * @param name its name
     * @throws InvalidSettingException if a cache cannot have the name
     */
    @Override
    public Cache getCache(String name) {
        return cache(name);
    }

    SpringCache cache(String name) {
        SpringCache known = this.caches.get(name);
        return (known != null) ? known : this.caches.computeIfAbsent(name, this::create);
    }

    private SpringCache create(String name) {
        CacheName.require(name, SettingSource.annotation("a Spring cache"));
        CacheParts parts = this.parts.get();
        return new SpringCache(name, parts.policies().effective(name, this.layer), parts);
    }

    /** Returns the names of the caches that are declared, or were asked for so far. */
    @Override
    public Collection<String> getCacheNames() {
        Set<String> names = new TreeSet<>(this.declared);
        names.addAll(this.caches.keySet());
        return Collections.unmodifiableSet(names);
    }

    /**
     * Removes all values of all caches that are declared, or were asked for so far, at
     * once: with one command a cache, however many values there are.
     */
    @Override
    public void resetCaches() {
        getCacheNames().forEach((name) -> cache(name).invalidate());
    }

    /** Returns the caches that were asked for so far. */
    public List<CacheUse> uses() {
        return this.caches.values()
            .stream()
            .map((cache) -> new CacheUse(cache.getName(), null, cache.effective()))
            .toList();
    }

}
