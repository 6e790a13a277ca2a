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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.OnWaitTimeout;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.DrivenStore;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** What a leader watches and holds, and how often it looks. */
class LeasedLoadTests {

    private static final PayloadCodec CODEC = new StringCodec();

    private static final Duration RETRY = Duration.ofMillis(250);

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.plain();

    @Test
    void aWaitingLeaderLooksAgainSoonAfterTheEntryBecameAnother() {
        List<Duration> pauses = new ArrayList<>();
        this.scene.leaseTo(Scene.seconds(60));
        this.b.deaf();
        Crowd caller = Crowd.one(() -> this.b.get(Scene.KEY, this.policy, this.scene.source));
        pauses.add(LeaseWait.POLL); // nothing is there, as before
        awaitNext(pauses, LeaseWait.POLL);
        tombstone(1);
        awaitNext(pauses, RETRY);
        awaitNext(pauses, LeaseWait.POLL);
        tombstone(2);
        awaitNext(pauses, RETRY);
        this.a.evict(Scene.KEY);
        this.scene.leaseTo(Scene.seconds(60));
        awaitNext(pauses, LeaseWait.POLL); // nothing is there
        this.a.put(Scene.KEY, this.policy, "put");
        this.scene.clock.advance(LeaseWait.POLL);
        assertThat(caller.result()).isEqualTo("put");
    }

    @Test
    void aLeaderThatLoadsWithoutTheStoreWatchesNoSignals() {
        this.a.leases().failBefore(FaultyLeases.Operation.ACQUIRE);
        List<UnderWay> seen = new ArrayList<>();
        assertThat(caller(seen).result()).isEqualTo("loaded");
        assertThat(seen).containsExactly(new UnderWay(1, 0, 0, 0, 0));
    }

    @Test
    void aLeaderThatLoadsAtItsWaitLimitWatchesNoSignals() {
        this.policy = Scene
            .policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        this.scene.leaseTo(Scene.seconds(60));
        List<UnderWay> seen = new ArrayList<>();
        Crowd caller = caller(seen);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(caller.result()).isEqualTo("loaded");
        assertThat(seen).containsExactly(new UnderWay(1, 0, 0, 0, 0));
    }

    @Test
    void aLeaderThatIsLostWhileItAsksForTheLeaseGivesBackItsFlightAndItsWatch() {
        SingleFlightCache engine = withoutStack(this.scene.shared, new DrivenStore(this.scene.shared, (task) -> {
        }));
        assertIsLost(engine);
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aLeaderThatIsLostWhileItBeginsItsLoadGivesBackItsLease() {
        SingleFlightCache engine = withoutStack(new DrivenStore(this.scene.shared, (task) -> {
        }), new InMemoryLeases(this.scene.shared));
        assertIsLost(engine);
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
        assertThat(this.scene.shared.isLeased(Scene.KEY)).isFalse();
    }

    @Test
    void aLeaderThatIsLostWhileItWaitsInTheLineGivesBackItsPlaceAndItsWatch() {
        this.policy = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));
        SingleFlightCache engine = withoutStack(this.scene.shared, new InMemoryLeases(this.scene.shared));
        Hold load = this.scene.source.hold();
        Crowd running = Crowd.one(() -> engine.get(OTHER, this.policy, CODEC, this.scene.source));
        load.awaitReached();
        UnderWay before = engine.underWay();
        assertIsLost(engine);
        assertThat(engine.underWay()).isEqualTo(before).isEqualTo(new UnderWay(1, 1, 1, 0, 1));
        load.release();
        assertThat(running.result()).isEqualTo("old");
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aCallForSeveralKeysThatIsLostGivesBackWhatEachOfThemHolds() {
        Deque<String> answered = new ArrayDeque<>(List.of("look", "look", "marks"));
        SingleFlightCache engine = withoutStack(new DrivenStore(this.scene.shared, (task) -> {
            if (answered.poll() != null) {
                task.run();
            }
        }), new InMemoryLeases(this.scene.shared));
        assertThat(Crowd.one(() -> engine.bulk().get(BulkSource.request(new BulkSource(), this.policy, "1", "2")))
            .failure()).isInstanceOf(StackOverflowError.class);
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
        BulkSource.assertNothingLeaks(this.scene);
    }

    @Test
    void aLeaseThatIsLostBeforeTheLoadBeginsIsToldAndItsNewHolderIsWaitedFor() {
        Hold acquired = this.a.leases().holdAfter(FaultyLeases.Operation.ACQUIRE);
        Crowd caller = Crowd.one(() -> this.a.get(Scene.KEY, this.policy, this.scene.source));
        acquired.awaitReached();
        this.scene.clock.advance(Instance.LEASE);
        this.scene.leaseTo(Scene.seconds(60));
        acquired.release();
        this.a.waiting().awaitBlocked(1);
        assertThat(this.a.listener().count("leaseLost totals:DE")).isOne();
        this.b.put(Scene.KEY, this.policy, "put");
        assertThat(caller.result()).isEqualTo("put");
        assertThat(this.scene.source.loads()).isZero();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLeaderThatNoThreadWaitsForAndThatIsLostInTheLineGivesBackItsPlace() {
        this.policy = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));
        ManualExecutor steps = new ManualExecutor();
        List<SingleFlightCache> engine = new ArrayList<>();
        // The first thing that a leader does in the line is to look at the clock.
        LongSupplier nanoTime = () -> {
            if (!engine.isEmpty() && engine.get(0).underWay().permits() == 2) {
                throw new StackOverflowError();
            }
            return this.scene.clock.nanoTime();
        };
        engine.add(new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD),
                new EngineResources(this.scene.clock, nanoTime, new ScriptedRandom(), Waiting.blocking(),
                        new ManualExecutor(), UnaryOperator.identity(), steps, Delay.system()),
                new RecordingListener()));
        AsyncScene.PendingLoad load = new AsyncScene.PendingLoad();
        CompletableFuture<Object> running = start(engine.get(0), OTHER, load);
        steps.runAll();
        UnderWay before = engine.get(0).underWay();
        CompletableFuture<Object> lost = start(engine.get(0), Scene.KEY, load);
        steps.runAll();
        assertThat(AsyncScene.failure(lost)).isInstanceOf(StackOverflowError.class);
        assertThat(engine.get(0).underWay()).isEqualTo(before).isEqualTo(new UnderWay(1, 1, 1, 0, 1));
        load.value.complete("loaded");
        steps.runAll();
        assertThat(running).isCompletedWithValue("loaded");
        assertThat(engine.get(0).underWay()).isEqualTo(UnderWay.NOTHING);
    }

    private CompletableFuture<Object> start(SingleFlightCache engine, CacheKey key, Load load) {
        return engine.getAsync(key, this.policy, CODEC, load).toCompletableFuture();
    }

    private void assertIsLost(SingleFlightCache engine) {
        assertThat(Crowd.one(() -> engine.get(Scene.KEY, this.policy, CODEC, this.scene.source)).failure())
            .isInstanceOf(StackOverflowError.class);
    }

    /** An engine whose callers run out of stack as soon as they have to wait. */
    private SingleFlightCache withoutStack(EntryStore store, LeaseProvider leases) {
        Waiting waiting = (event, atMost) -> {
            throw new StackOverflowError();
        };
        return new SingleFlightCache(store, leases, new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD),
                new EngineResources(this.scene.clock, this.scene.clock::nanoTime, new ScriptedRandom(), waiting,
                        new ManualExecutor()),
                new RecordingListener());
    }

    /** A caller whose load notes what its engine holds on to. */
    private Crowd caller(List<UnderWay> seen) {
        return Crowd.one(() -> this.a.get(Scene.KEY, this.policy, () -> {
            seen.add(this.a.engine().underWay());
            return "loaded";
        }));
    }

    /** Lets the current pause go by; the leader looks, and pauses again. */
    private void awaitNext(List<Duration> pauses, Duration next) {
        this.b.waiting().awaitWaits(pauses.size());
        this.scene.clock.advance(pauses.get(pauses.size() - 1));
        pauses.add(next);
        this.b.waiting().awaitWaits(pauses.size());
        assertThat(this.b.waiting().waits()).isEqualTo(pauses);
    }

    /** Somebody removes the key, and another instance gets the lease at once. */
    private void tombstone(long version) {
        this.a.engine().evict(Scene.KEY, this.policy, version).apply();
        this.scene.leaseTo(Scene.seconds(60));
    }

}
