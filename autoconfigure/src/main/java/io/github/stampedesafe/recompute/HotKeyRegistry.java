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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.SharedRanking;

/**
 * The registry of hot keys: counts what is asked for, ranks it by the load time that
 * keeping it fresh saves the cluster's callers, and recomputes the top before it expires.
 * What makes a key hot is said by {@link HotKeyRule}, when it is recomputed by
 * {@code HotKeyDeadlines}. One sweep serves all keys; there is no timer per key.
 * Thread-safe.
 */
public final class HotKeyRegistry implements HotKeys, ReadRates {

    private final HotKeySettings settings;

    private final InstantSource time;

    private final LongSupplier nanoTime;

    private final ReadCounter counter;

    private final ClusterRanking clusterRanking;

    private final HotKeyDeadlines deadlines;

    private final HotKeyQueue queue;

    private final RecomputeDispatcher dispatcher;

    private volatile Map<CacheKey, Instant> starts = Map.of();

    private long lastSweep;

    /**
     * Creates a registry.
     * @param settings how it works
     * @param rules what makes a key of a cache hot
     * @param shared where the cluster's scores are added up
     * @param dispatcher begins recomputes
     */
    public HotKeyRegistry(HotKeySettings settings, Function<String, HotKeyRule> rules, SharedRanking shared,
            RecomputeDispatcher dispatcher) {
        EngineResources resources = dispatcher.resources();
        Map<String, HotKeyRule> known = new ConcurrentHashMap<>();
        Function<String, HotKeyRule> remembered = (cache) -> {
            HotKeyRule found = known.get(cache);
            return (found != null) ? found : known.computeIfAbsent(cache, rules);
        };
        this.settings = settings;
        this.time = resources.time();
        this.nanoTime = resources.nanoTime();
        this.counter = new ReadCounter(settings.capacity(), remembered, resources.random());
        this.clusterRanking = new ClusterRanking(shared, remembered, resources.time());
        this.deadlines = new HotKeyDeadlines(settings, remembered);
        this.queue = new HotKeyQueue(settings, dispatcher);
        this.dispatcher = dispatcher;
        dispatcher.add(this.queue);
        this.lastSweep = this.nanoTime.getAsLong();
    }

    @Override
    public void recordRead(Request request, @Nullable Entry found) {
        this.counter.count(request, found);
    }

    @Override
    public boolean recordRead(CacheKey key, @Nullable Entry found) {
        return this.counter.count(key, found);
    }

    @Override
    public double rate(CacheKey key) {
        TrackedKey known = this.counter.find(key);
        return (known != null) ? known.clusterRate() : 0;
    }

    @Override
    public boolean isHot(CacheKey key) {
        TrackedKey known = this.counter.find(key);
        return known != null && known.isHot();
    }

    /**
     * Brings rates and ranking up to date and recomputes what is due. To be called every
     * {@link HotKeySettings#sweepInterval()}, by one thread. Waits for nothing but what
     * the application does to put background loads into their context.
     */
    public void sweep() {
        long now = this.nanoTime.getAsLong();
        double seconds = (now - this.lastSweep) / 1e9;
        this.lastSweep = now;
        this.counter.sweep(seconds, this.settings.idleAfter(), this.clusterRanking.instances());
        List<TrackedKey> keys = List.copyOf(this.counter.tracked());
        this.clusterRanking.rank(keys);
        List<Plan> plans = plan(keys.stream().filter(TrackedKey::isHot).filter(this.queue::canBegin).toList());
        Map<CacheKey, Instant> planned = new HashMap<>();
        plans.forEach((plan) -> planned.put(plan.key().key(), plan.start()));
        this.starts = planned;
        this.queue.plan(plans);
        this.dispatcher.earn(seconds);
        this.dispatcher.dispatch();
    }

    /**
     * Exchanges scores with the other instances. To be called about once a second, by one
     * thread; blocks every five seconds, for one command a cache.
     * @throws io.github.stampedesafe.CacheUnavailableException if the store does not
     * answer; the registry goes on with what it knows
     */
    public void exchange() {
        this.clusterRanking.exchange(List.copyOf(this.counter.tracked()));
    }

    @Override
    public int tracked() {
        return this.counter.tracked().size();
    }

    @Override
    public List<HotKey> keys(String cache) {
        return this.counter.tracked()
            .stream()
            .filter((key) -> key.key().cache().equals(cache))
            .map(this::describe)
            .sorted(Comparator.comparingDouble(HotKey::score).reversed())
            .toList();
    }

    @Override
    public List<SharedRanking.Ranked> ranking(String cache) {
        return this.clusterRanking.ranking(cache).top();
    }

    @Override
    public boolean recompute(CacheKey key) {
        TrackedKey known = this.counter.find(key);
        boolean isDemanded = known != null && this.queue.demand(known);
        if (isDemanded) {
            this.dispatcher.dispatch();
        }
        return isDemanded;
    }

    private List<Plan> plan(List<TrackedKey> hot) {
        int instances = this.clusterRanking.instances();
        List<TrackedKey> now = this.deadlines.affordable(hot, instances).stream().filter(this.queue::mayBegin).toList();
        return this.deadlines.plan(now, instances, this.time.instant());
    }

    private HotKey describe(TrackedKey key) {
        EntryTimes times = key.times();
        Backoff backoff = key.backoff();
        Duration cost = (times != null) ? times.cost() : Duration.ZERO;
        return new HotKey(key.key(), key.localRate(), key.clusterRate(), cost, key.score(), key.isHot(),
                (times != null) ? times.freshUntil() : null, this.starts.get(key.key()), backoff.failures(),
                backoff.lastFailure(), early(key));
    }

    private static @Nullable EarlyRefresh early(TrackedKey key) {
        EntryTimes times = key.times();
        Policy policy = key.policy();
        return (times != null && policy != null) ? EarlyRefresh.of(policy, times, key.clusterRate()) : null;
    }

}
