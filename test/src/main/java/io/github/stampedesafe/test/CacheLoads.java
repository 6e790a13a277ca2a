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

package io.github.stampedesafe.test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.key.KeyText;

/**
 * The loads of all instances of a test: how many began since the test began, loads in the
 * background included. One call of a method that loads several keys is one load, and one
 * load of each of these keys. Can hold a load open. Thread-safe; never blocks.
 */
public final class CacheLoads {

    private final Map<CacheKey, Integer> counts = new HashMap<>();

    private final Map<String, Integer> inCaches = new HashMap<>();

    private final Map<CacheKey, Queue<Hold>> holds = new HashMap<>();

    private final List<Hold> held = new ArrayList<>();

    CacheLoads() {
    }

    /**
     * Returns how many loads of a key began.
     * @param cache name of the cache
     * @param key the key, or the arguments of a method without {@code key}
     */
    public synchronized int of(String cache, @Nullable Object... key) {
        return this.counts.getOrDefault(key(cache, key), 0);
    }

    /**
     * Returns how many loads of a cache began.
     * @param cache name of the cache
     */
    public synchronized int inCache(String cache) {
        return this.inCaches.getOrDefault(cache, 0);
    }

    /** Returns how many loads of all caches began. */
    public synchronized int total() {
        return this.inCaches.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Holds the next load of a key open: the method has returned, and neither the cache
     * nor its caller has the value yet. So what the method read is old as soon as the
     * test changes the source. A second call holds the load after the next.
     * @param cache name of the cache
     * @param key the key, or the arguments of a method without {@code key}
     * @return the point at which the load stops. A load that is not released within ten
     * seconds fails with an {@code AssertionError}, and the end of the test releases it
     */
    public synchronized Hold hold(String cache, @Nullable Object... key) {
        Hold hold = new Hold();
        this.holds.computeIfAbsent(key(cache, key), (none) -> new ArrayDeque<>()).add(hold);
        this.held.add(hold);
        return hold;
    }

    @Override
    public String toString() {
        return byKey().toString();
    }

    /** Returns how many loads began, by {@code cache:key}. */
    synchronized Map<String, Integer> byKey() {
        Map<String, Integer> byKey = new TreeMap<>();
        this.counts.forEach((key, count) -> byKey.put(key.toString(), count));
        return byKey;
    }

    /** Forgets all counts, and lets go of all loads. */
    synchronized void reset() {
        this.held.forEach(Hold::release);
        this.held.clear();
        this.holds.clear();
        this.counts.clear();
        this.inCaches.clear();
    }

    CompletionStage<@Nullable Object> start(Request request, LoadCause cause) {
        List<Hold> holds = begin(request.key(), request.load().keys(request.key()));
        CompletionStage<@Nullable Object> load = LoadScope.NONE.start(request, cause);
        for (Hold hold : holds) {
            load = hold.stop(load);
        }
        return load;
    }

    private synchronized List<Hold> begin(CacheKey name, List<CacheKey> keys) {
        this.inCaches.merge(name.cache(), 1, Integer::sum);
        List<Hold> found = new ArrayList<>();
        for (CacheKey key : keys) {
            this.counts.merge(key, 1, Integer::sum);
            Hold hold = this.holds.getOrDefault(key, new ArrayDeque<>()).poll();
            if (hold != null) {
                found.add(hold);
            }
        }
        return found;
    }

    static CacheKey key(String cache, @Nullable Object... key) {
        return new CacheKey(cache, KeyText.ofArguments(key));
    }

}
