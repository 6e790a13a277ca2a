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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

/**
 * Counts, per cache and since the start, what the engine does: the one source of what
 * meters and endpoints show. Thread-safe; never blocks.
 */
public final class CacheStatistics implements CacheListener {

    private final ConcurrentMap<String, Counters> caches = new ConcurrentHashMap<>();

    private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

    /**
     * Tells of every cache of which anything is heard: now of those that are known, and
     * later of each when the first news of it comes, on the thread that brings it. May
     * tell twice.
     * @param watcher hears the name of a cache; quick, and throws nothing
     */
    public void watch(Consumer<String> watcher) {
        // First added, then told: a cache that comes meanwhile is not missed.
        this.watchers.add(watcher);
        this.caches.keySet().forEach(watcher);
    }

    /** Returns the names of the caches of which anything was heard, in order. */
    public Set<String> caches() {
        return new TreeSet<>(this.caches.keySet());
    }

    /**
     * Returns how often something happened.
     * @param cache name of the cache
     * @param event what
     */
    public long count(String cache, CacheEvent event) {
        return this.caches.getOrDefault(cache, Counters.NONE).event(event).sum();
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
     * Returns how many recomputes ended in a way.
     * @param cache name of the cache
     * @param result the way
     */
    public long recomputes(String cache, RecomputeOutcome.Result result) {
        return this.caches.getOrDefault(cache, Counters.NONE).recomputes(result).sum();
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        count(key, switch (freshness) {
            case STALE -> CacheEvent.STALE_HIT;
            case STALE_IF_ERROR -> CacheEvent.LAST_RESORT;
            default -> CacheEvent.HIT;
        });
    }

    @Override
    public void miss(CacheKey key) {
        count(key, CacheEvent.MISS);
    }

    @Override
    public void followed(CacheKey key, Duration waited) {
        count(key, CacheEvent.FOLLOWED);
    }

    @Override
    public void leaseWaited(CacheKey key, Duration waited) {
        count(key, CacheEvent.LEASE_WAITED);
    }

    @Override
    public void loaded(CacheKey key, LoadCause cause, Duration cost) {
        counters(key.cache()).loads(cause).increment();
    }

    @Override
    public void loadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) {
        counters(key.cache()).failedLoads(cause).increment();
    }

    @Override
    public void filled(CacheKey key) {
        count(key, CacheEvent.FILLED);
    }

    @Override
    public void recomputed(CacheKey key, RecomputeOutcome.Result result, Duration lag) {
        counters(key.cache()).recomputes(result).increment();
    }

    @Override
    public void loadWaited(CacheKey key, Duration waited) {
        count(key, CacheEvent.LOAD_WAITED);
    }

    @Override
    public void loadRefused(CacheKey key) {
        count(key, CacheEvent.LOAD_REFUSED);
    }

    @Override
    public void loadOverdue(CacheKey key, Duration deadline) {
        count(key, CacheEvent.LOAD_OVERDUE);
    }

    @Override
    public void publishRefused(CacheKey key) {
        count(key, CacheEvent.PUBLISH_REFUSED);
    }

    @Override
    public void outdated(CacheKey key) {
        count(key, CacheEvent.OUTDATED);
    }

    @Override
    public void failureRemembered(CacheKey key) {
        count(key, CacheEvent.FAILURE_REMEMBERED);
    }

    @Override
    public void unwritable(CacheKey key, RuntimeException failure) {
        count(key, CacheEvent.UNWRITABLE);
    }

    @Override
    public void oversized(CacheKey key, ByteSize size, ByteSize limit) {
        count(key, CacheEvent.OVERSIZED);
    }

    @Override
    public void unfaithful(CacheKey key, UnfaithfulValue value) {
        count(key, CacheEvent.UNFAITHFUL);
    }

    @Override
    public void unreadable(CacheKey key, RuntimeException failure) {
        count(key, CacheEvent.UNREADABLE);
    }

    @Override
    public void foreign(CacheKey key, String found, String expected) {
        count(key, CacheEvent.FOREIGN);
    }

    @Override
    public void refreshRefused(CacheKey key) {
        count(key, CacheEvent.REFRESH_REFUSED);
    }

    @Override
    public void refreshNeedsCaller(CacheKey key, LoadNeedsCallerException reason) {
        count(key, CacheEvent.REFRESH_NEEDS_CALLER);
    }

    @Override
    public void leaseLost(CacheKey key) {
        count(key, CacheEvent.LEASE_LOST);
    }

    @Override
    public void unavailable(CacheKey key, CacheUnavailableException failure) {
        count(key, CacheEvent.UNAVAILABLE);
    }

    @Override
    public void put(CacheKey key) {
        count(key, CacheEvent.PUT);
    }

    @Override
    public void evicted(CacheKey key) {
        count(key, CacheEvent.EVICTED);
    }

    @Override
    public void cleared(String cache) {
        counters(cache).event(CacheEvent.CLEARED).increment();
    }

    @Override
    public void expired(String cache) {
        counters(cache).event(CacheEvent.EXPIRED).increment();
    }

    private void count(CacheKey key, CacheEvent event) {
        counters(key.cache()).event(event).increment();
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
