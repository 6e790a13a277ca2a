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

package io.github.stampedesafe.sample.lab;

import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * What scenarios are made of. All of it happens in both lanes at the same moment. It is
 * used by one scenario at a time, on one thread.
 */
final class Stage {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Callers callers;

    private final Traffic traffic;

    private final Instances instances;

    private final WorkDatabases databases;

    private final RedisSwitch redis;

    private final Map<LaneName, Round> rounds = new EnumMap<>(LaneName.class);

    private final Consumer<String> audience;

    Stage(Callers callers, Traffic traffic, Instances instances, WorkDatabases databases, RedisSwitch redis,
            Consumer<String> audience) {
        this.callers = callers;
        this.traffic = traffic;
        this.instances = instances;
        this.databases = databases;
        this.redis = redis;
        this.audience = audience;
    }

    /** Says what happens now. */
    void tell(String sentence) {
        this.audience.accept(sentence);
    }

    Instances instances() {
        return this.instances;
    }

    RedisSwitch redis() {
        return this.redis;
    }

    /**
     * Returns an instance that serves.
     * @throws Refusal if none does
     */
    Instance requireInstance() {
        return this.instances.serving()
            .stream()
            .findFirst()
            .orElseThrow(() -> Refusal.conflict("No instance is up yet. Wait some seconds."));
    }

    /**
     * Makes sure that one instance can leave.
     * @throws Refusal if it would be the last
     */
    void requireTwoInstances() {
        if (this.instances.serving().size() < 2) {
            throw Refusal.conflict("Another instance has to be up meanwhile. Add one first.");
        }
    }

    /**
     * Makes sure that Redis may be stopped, and that an instance serves.
     * @throws Refusal if not
     */
    void requireEmbeddedRedis() {
        this.redis.embedded();
        requireInstance();
    }

    /** Stops the traffic and waits until nobody waits for an answer. */
    void calm() throws InterruptedException {
        this.traffic.flow(0);
        for (LaneName lane : LaneName.values()) {
            this.callers.lane(lane).awaitCalm((instance) -> true, LONGEST_WAIT);
        }
    }

    /** Waits until nobody waits for an instance. */
    void calm(Instance instance) throws InterruptedException {
        for (LaneName lane : LaneName.values()) {
            this.callers.lane(lane).awaitCalm((number) -> number == instance.number(), LONGEST_WAIT);
        }
    }

    /** Evicts the main key, and returns when that is done. */
    void evict() throws InterruptedException {
        for (LaneName lane : LaneName.values()) {
            evict(lane, 0);
        }
    }

    /** Changes the row of the main key, evicts it, and returns when that is done. */
    void change() throws InterruptedException {
        try {
            for (LaneName lane : LaneName.values()) {
                evict(lane, this.databases.of(lane).change(Settings.MAIN_KEY));
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The row cannot be changed.", ex);
        }
    }

    private void evict(LaneName lane, long version) throws InterruptedException {
        Instance instance = requireInstance();
        if (!this.callers.evict(lane, instance, Settings.MAIN_KEY)) {
            throw Refusal.conflict("Instance %d could not evict the value.".formatted(instance.number()));
        }
        this.callers.lane(lane).evicted(Settings.MAIN_KEY, version);
    }

    /** Fills the cache with new values of the same age, without traffic. */
    void refill() throws InterruptedException {
        calm();
        evict();
        crowd(1);
        calm();
    }

    /** Counts the callers from now on. */
    void measure() {
        for (LaneName lane : LaneName.values()) {
            this.rounds.put(lane, this.callers.lane(lane).begin());
        }
    }

    /** Sends callers at once to the main key, in turn to all instances. */
    void crowd(int number) {
        crowd(number, this.instances.serving());
    }

    /** Sends callers at once to the main key, in turn to those instances. */
    void crowd(int number, List<Instance> to) {
        this.traffic.send(number, () -> Settings.MAIN_KEY, to);
    }

    /** Sends callers at once, each to the next key that is given. */
    void crowd(int number, IntSupplier keys) {
        this.traffic.send(number, keys);
    }

    /** Sends that many callers a second to the main key, from now on. */
    void flow(int perSecond) {
        this.traffic.flow(perSecond);
    }

    /** Sends that many callers a second to the keys that are given, from now on. */
    void flow(int perSecond, IntSupplier keys) {
        this.traffic.flow(perSecond, keys);
    }

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    /** Makes the query take so many times as long. */
    void slowDown(int times) {
        workloads((workload) -> workload.slowDown(times));
    }

    /** Lets the databases refuse queries, or not. */
    void fail(boolean refuse) {
        workloads((workload) -> workload.fail(refuse));
    }

    private void workloads(Consumer<Workload> change) {
        for (LaneName lane : LaneName.values()) {
            change.accept(this.databases.of(lane).workload());
        }
    }

    /** Lets the databases run that many more queries at one time, or fewer. */
    void widen(int queries) throws InterruptedException {
        for (LaneName lane : LaneName.values()) {
            this.databases.of(lane).workload().widen(queries);
        }
    }

    /**
     * Waits until both databases are as wanted, at most two seconds.
     * @return whether they were
     */
    boolean awaitQuery(Predicate<Gauge> wanted) throws InterruptedException {
        boolean reached = true;
        for (LaneName lane : LaneName.values()) {
            reached &= this.databases.of(lane).workload().await(wanted, Duration.ofSeconds(2));
        }
        return reached;
    }

    /** Stops the traffic, waits for all answers and returns what was measured. */
    Figures figures() throws InterruptedException {
        calm();
        for (LaneName lane : LaneName.values()) {
            this.callers.lane(lane).stopCounting();
        }
        return new Figures(this.callers.lane(LaneName.PROTECTED).callers(round(LaneName.PROTECTED)),
                figures(LaneName.PROTECTED), figures(LaneName.UNPROTECTED));
    }

    private LaneFigures figures(LaneName lane) {
        return this.callers.lane(lane).figures(round(lane));
    }

    private Round round(LaneName lane) {
        return Objects.requireNonNull(this.rounds.get(lane), "nothing was measured");
    }

    /** Leaves everything as it was before the scenario, whatever became of that. */
    void clear() {
        this.traffic.flow(0);
        slowDown(1);
        fail(false);
        for (LaneName lane : LaneName.values()) {
            this.callers.lane(lane).stopCounting();
        }
    }

}
