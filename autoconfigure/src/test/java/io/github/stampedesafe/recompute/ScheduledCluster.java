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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.BETA;

/**
 * Instances that recompute the same method by the same trigger, in virtual time. Each
 * looks at its schedule every quarter of a second, in a phase of its own, also while
 * another one is loading. Nobody reads but the test, which looks at every step whether a
 * value could be served.
 */
final class ScheduledCluster {

    private static final Duration STEP = Duration.ofMillis(50);

    private static final int STEPS_A_LOOK = 5;

    final MutableClock clock = new MutableClock();

    final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    /** When each load began, by key. */
    final Map<String, List<Instant>> loads = new LinkedHashMap<>();

    /** Steps at which a key that has been there had no value that could be served. */
    final List<Instant> gaps = new ArrayList<>();

    final List<Instance> instances = new ArrayList<>();

    final Policy policy;

    /** What each load does when its time is over. */
    Callable<@Nullable Object> source = () -> "value";

    Duration cost = Duration.ofMillis(200);

    Callable<List<String>> arguments = () -> List.of("DE");

    /** What happens whenever a thread is asked for to evaluate the arguments. */
    Runnable threads = () -> {
    };

    private final Trigger trigger;

    private final Map<Instance, RecomputeSchedule> running = new LinkedHashMap<>();

    private final Set<MutableClock> clocks = new LinkedHashSet<>(Set.of(this.clock));

    private long step;

    ScheduledCluster(Trigger trigger, PolicyLayer rules) {
        this.trigger = trigger;
        this.policy = Policy.resolve(rules.with(BETA, 0.0));
    }

    static PolicyLayer rules() {
        return PolicyLayer.from(SettingSource.properties("test"));
    }

    static CacheKey key(String text) {
        return new CacheKey("totals", text);
    }

    /** Starts an instance. */
    Instance start() {
        return start(Instance.on(this.store));
    }

    /** Starts a given instance. */
    Instance start(Instance instance) {
        return start(instance, this.clock);
    }

    /** Starts a given instance whose clock is another one than the store's. */
    Instance start(Instance instance, MutableClock clock) {
        instance.random().uniform(0.5);
        ScheduledMethod method = new ScheduledMethod("Shop.totals(String)", this.trigger, this::requests);
        EngineResources resources = new EngineResources(clock, clock::nanoTime, instance.random(), instance.waiting(),
                (task) -> {
                    this.threads.run();
                    instance.refreshes().execute(task);
                });
        this.running.put(instance, new RecomputeSchedule(() -> List.of(method),
                new RecomputeDispatcher(instance::engine, resources, instance.listener(), 1), resources.refreshes()));
        this.instances.add(instance);
        this.clocks.add(clock);
        return instance;
    }

    /** Ends an instance, whatever it is doing. */
    void kill(Instance instance) {
        this.running.remove(instance);
    }

    /** Has an instance recompute a key now. */
    boolean recompute(Instance instance, String key) {
        RecomputeSchedule schedule = this.running.get(instance);
        return schedule != null && schedule.recompute(key(key));
    }

    /** Lets time pass. */
    void pass(Duration time) {
        Duration end = this.clock.passed().plus(time);
        while (this.clock.passed().compareTo(end) < 0) {
            this.clocks.forEach((clock) -> clock.advance(STEP));
            this.step++;
            int phase = 0;
            for (Instance instance : List.copyOf(this.running.keySet())) {
                RecomputeSchedule schedule = this.running.get(instance);
                if (schedule != null && this.step % STEPS_A_LOOK == phase++ % STEPS_A_LOOK) {
                    schedule.run();
                }
                instance.refreshes().runAll();
                instance.engine().extendLeases();
            }
            this.loads.keySet().stream().filter((key) -> !isServable(key)).forEach((key) -> this.gaps.add(now()));
        }
    }

    /** Somebody outside of all instances takes the lease of the key and goes away. */
    void leaseTo(String key, Duration life) {
        new InMemoryLeases(this.store).tryAcquire(key(key), life);
    }

    int loads(String key) {
        return this.loads.getOrDefault(key, List.of()).size();
    }

    /** Returns the times between the loads of a key. */
    List<Duration> pauses(String key) {
        List<Instant> times = this.loads.getOrDefault(key, List.of());
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            pauses.add(Duration.between(times.get(i - 1), times.get(i)));
        }
        return pauses;
    }

    Instant now() {
        return this.clock.instant();
    }

    private boolean isServable(String key) {
        Entry entry = this.store.get(key(key));
        return entry != null && now().isBefore(entry.freshUntil().plus(this.policy.staleWhileRevalidate()));
    }

    private List<Request> requests() throws Exception {
        return this.arguments.call()
            .stream()
            .map((key) -> new Request(key(key), this.policy, new StringCodec(), () -> load(key)))
            .toList();
    }

    private @Nullable Object load(String key) throws Exception {
        List<Instant> times = this.loads.get(key);
        if (times == null) {
            times = new ArrayList<>();
        }
        times.add(now());
        pass(this.cost);
        this.loads.put(key, times);
        return this.source.call();
    }

}
