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

package io.github.stampedesafe.event;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.LoadEvent.Recomputed;
import io.github.stampedesafe.key.CacheKey;

/**
 * Counts what the engine does, per cache, since the start. Meters and the endpoint show
 * these counts. Thread-safe; never blocks.
 */
public final class CacheStatistics implements CacheListener {

    private final ConcurrentMap<String, Counters> caches = new ConcurrentHashMap<>();

    private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

    /**
     * Calls a watcher with the name of each cache that had an event: now for those so
     * far, later with the first event of each further cache, on the thread of that event.
     * A name may come twice.
     * @param watcher receives the name of a cache; quick, and throws nothing
     */
    public void watch(Consumer<String> watcher) {
        // First added, then told: a cache that comes meanwhile is not missed.
        this.watchers.add(watcher);
        this.caches.keySet().forEach(watcher);
    }

    /** Returns the names of the caches that had an event, sorted. */
    public Set<String> caches() {
        return new TreeSet<>(this.caches.keySet());
    }

    /**
     * Returns how often something happened.
     * @param cache name of the cache
     * @param counter what is counted
     */
    public long count(String cache, CacheCounter counter) {
        return this.caches.getOrDefault(cache, Counters.NONE).of(counter).sum();
    }

    /**
     * Returns how many loads returned.
     * @param cache name of the cache
     * @param cause why they ran
     */
    public long loads(String cache, LoadCause cause) {
        return this.caches.getOrDefault(cache, Counters.NONE).loads(cause).sum();
    }

    /**
     * Returns how many loads threw.
     * @param cache name of the cache
     * @param cause why they ran
     */
    public long failedLoads(String cache, LoadCause cause) {
        return this.caches.getOrDefault(cache, Counters.NONE).failedLoads(cause).sum();
    }

    /**
     * Returns how many recomputes had a result.
     * @param cache name of the cache
     * @param result the result
     */
    public long recomputes(String cache, RecomputeOutcome.Result result) {
        return this.caches.getOrDefault(cache, Counters.NONE).recomputes(result).sum();
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        increment(key.cache(), CacheCounter.of(freshness));
    }

    @Override
    public void miss(CacheKey key) {
        increment(key.cache(), CacheCounter.MISS);
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof Loaded loaded) {
            counters(loaded.cache()).loads(loaded.cause()).increment();
        }
        else if (event instanceof LoadFailed failed) {
            counters(failed.cache()).failedLoads(failed.cause()).increment();
        }
        else if (event instanceof Recomputed recomputed) {
            counters(recomputed.cache()).recomputes(recomputed.result()).increment();
        }
        else if (event instanceof CacheEvent.OfCache other) {
            CacheCounter counter = CacheCounter.of(other);
            if (counter != null) {
                increment(other.cache(), counter);
            }
        }
    }

    private void increment(String cache, CacheCounter counter) {
        counters(cache).of(counter).increment();
    }

    private Counters counters(String cache) {
        Counters counters = this.caches.get(cache);
        return (counters != null) ? counters : firstCounters(cache);
    }

    private Counters firstCounters(String cache) {
        Counters created = new Counters();
        Counters known = this.caches.putIfAbsent(cache, created);
        if (known != null) {
            return known;
        }
        this.watchers.forEach((watcher) -> watcher.accept(cache));
        return created;
    }

}
