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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.EngineHooks;
import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.EngineSettings;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.Signal;

/**
 * One simulated instance of an application: an engine of its own over a store that all
 * share, everything around it under the test's control.
 */
public final class Instance {

    /** Lifetime of a lease. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    private static final PayloadCodec CODEC = new StringCodec();

    private final FaultyEntryStore store;

    private final FaultyLeases leases;

    private final RecordingListener listener = new RecordingListener();

    private final ScriptedRandom random = new ScriptedRandom();

    private final ManualExecutor refreshes = new ManualExecutor();

    private final ClockWaiting waiting;

    private final SingleFlightCache engine;

    private final EngineResources resources;

    private final List<Signal> late = new ArrayList<>();

    private Hearing hearing = Hearing.WELL;

    private Instance(InMemoryEntryStore shared, EngineSettings settings, @Nullable Waiting waiting,
            @Nullable Executor executor, ReadRates readRates) {
        this.store = new FaultyEntryStore(shared);
        this.leases = new FaultyLeases(new InMemoryLeases(shared));
        this.waiting = new ClockWaiting(shared.clock());
        EngineResources resources = new EngineResources(shared.clock(), shared.clock()::nanoTime, this.random,
                (waiting != null) ? waiting : this.waiting, (executor != null) ? executor : this.refreshes,
                UnaryOperator.identity(), ForkJoinPool.commonPool(), (time, task) -> {
                    shared.clock().in(time, task);
                    return () -> {
                    };
                });
        this.engine = new SingleFlightCache(this.store, this.leases, settings, resources,
                new EngineHooks(this.listener, readRates, LoadScope.NONE, new UnboundedNearMaps()));
        this.resources = resources;
        shared.subscribe(this::hear);
    }

    /** Starts an instance that loads for itself when the store is out of reach. */
    public static Instance on(InMemoryEntryStore store) {
        return on(store, OnStoreFailure.LOAD);
    }

    /** Starts an instance. */
    public static Instance on(InMemoryEntryStore store, OnStoreFailure onStoreFailure) {
        return new Instance(store, new EngineSettings(LEASE, onStoreFailure), null, null, ReadRates.UNKNOWN);
    }

    /** Starts an instance that remembers what it loads in an outage. */
    public static Instance remembering(InMemoryEntryStore store, Duration outageTtl) {
        return new Instance(store, new EngineSettings(LEASE, OnStoreFailure.LOAD, outageTtl), null, null,
                ReadRates.UNKNOWN);
    }

    /** Starts an instance whose refreshes are bounded. */
    public static Instance refreshing(InMemoryEntryStore store, int threads, int queue) {
        return new Instance(store, new EngineSettings(LEASE, OnStoreFailure.LOAD, Duration.ZERO, threads, queue), null,
                null, ReadRates.UNKNOWN);
    }

    /** Starts an instance whose callers wait by real time and whose refreshes run. */
    public static Instance live(InMemoryEntryStore store, Executor refreshes) {
        return new Instance(store, new EngineSettings(LEASE, OnStoreFailure.LOAD), Waiting.blocking(), refreshes,
                ReadRates.UNKNOWN);
    }

    /** Starts an instance that counts what is asked for. */
    public static Instance counting(InMemoryEntryStore store, ReadRates readRates) {
        return new Instance(store, new EngineSettings(LEASE, OnStoreFailure.LOAD), null, null, readRates);
    }

    public @Nullable Object get(CacheKey key, Policy policy, Load load) throws Throwable {
        return this.engine.get(key, policy, CODEC, load);
    }

    public void put(CacheKey key, Policy policy, @Nullable Object value) {
        this.engine.put(key, policy, CODEC, value, null).apply();
    }

    public void evict(CacheKey key) {
        this.engine.evict(key).apply();
    }

    public void expire(CacheKey key) {
        this.engine.expire(key).apply();
    }

    public void clear(String cache) {
        this.engine.clear(cache).apply();
    }

    /** Takes note that every signal was received that was sent until now. */
    public Instance hears() {
        this.engine.near().heard(this.resources.nanoTime().getAsLong());
        return this;
    }

    /** From now on all signals to this instance are lost. */
    public synchronized Instance deaf() {
        this.hearing = Hearing.LOST;
        return this;
    }

    /** From now on signals to this instance are held back. */
    public synchronized Instance slowToHear() {
        this.hearing = Hearing.LATE;
        return this;
    }

    /** Delivers what was held back, and what comes from now on. */
    public void hearAgain() {
        List<Signal> delayed;
        synchronized (this) {
            this.hearing = Hearing.WELL;
            delayed = List.copyOf(this.late);
            this.late.clear();
        }
        delayed.forEach(this.engine::receive);
    }

    public SingleFlightCache engine() {
        return this.engine;
    }

    public EngineResources resources() {
        return this.resources;
    }

    public FaultyEntryStore store() {
        return this.store;
    }

    public FaultyLeases leases() {
        return this.leases;
    }

    public RecordingListener listener() {
        return this.listener;
    }

    public ScriptedRandom random() {
        return this.random;
    }

    public ManualExecutor refreshes() {
        return this.refreshes;
    }

    public ClockWaiting waiting() {
        return this.waiting;
    }

    private void hear(Signal signal) {
        synchronized (this) {
            if (this.hearing == Hearing.LATE) {
                this.late.add(signal);
            }
            if (this.hearing != Hearing.WELL) {
                return;
            }
        }
        this.engine.receive(signal);
    }

    private enum Hearing {

        WELL, LATE, LOST

    }

}
