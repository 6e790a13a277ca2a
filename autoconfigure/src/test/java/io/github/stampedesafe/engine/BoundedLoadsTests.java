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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.WaitEvent.LoadWaited;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;

/** Loads of a cache that may not all run at one time. */
class BoundedLoadsTests {

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));

    @Test
    void withoutALimitAllLoadsRunAtOneTime() {
        Tenants tenants = new Tenants(20);
        Crowd crowd = Crowd.of(calls(20, Scene.plain(), tenants));
        tenants.awaitBegun();
        tenants.open();
        crowd.results();
        assertThat(tenants.mostAtOnce()).isEqualTo(20);
        assertThat(this.a.listener().count("loadWaited")).isZero();
    }

    @Test
    void withALimitNoMoreRunAtOneTimeAndAllAreServedInTheEnd() {
        Tenants tenants = new Tenants(3);
        Crowd crowd = Crowd.of(calls(20, Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 3)), tenants));
        tenants.awaitBegun();
        this.a.waiting().awaitBlocked(17);
        assertThat(tenants.order()).hasSize(3);
        tenants.open();
        assertThat(crowd.results()).hasSize(20).doesNotHaveDuplicates();
        assertThat(tenants.mostAtOnce()).isEqualTo(3);
        assertThat(this.a.listener().count("loadWaited")).isEqualTo(17);
        this.scene.assertNothingLeaks();
    }

    private List<Crowd.Call> calls(int count, Policy policy, Tenants tenants) {
        List<Crowd.Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "key " + i;
            calls.add(() -> this.a.get(new CacheKey("totals", name), policy, tenants.load("", name)));
        }
        return calls;
    }

    @Test
    void aLoadThatWaitedForItsTurnKeepsTheNextWaiting() {
        Hold first = this.scene.source.hold();
        Crowd running = caller(this.a, Scene.KEY);
        first.awaitReached();
        Crowd next = caller(this.a, OTHER);
        this.a.waiting().awaitBlocked(1);
        Crowd last = caller(this.a, new CacheKey("totals", "IT"));
        this.a.waiting().awaitBlocked(2);
        Hold second = this.scene.source.hold();
        first.release();
        second.awaitReached();
        assertThat(this.a.engine().underWay().permits()).as("one that loads, one that waits").isEqualTo(2);
        second.release();
        assertThat(List.of(running.result(), next.result(), last.result())).containsOnly("old");
        assertThat(this.scene.source.mostAtOnce()).isOne();
    }

    @Test
    void aLoadThatWaitsForItsTurnAsksForNoLeaseAndIsServedWhatOthersLoadMeanwhile() {
        Hold load = this.scene.source.hold();
        Crowd first = caller(this.a, Scene.KEY);
        load.awaitReached();
        Crowd queued = caller(this.a, OTHER);
        this.a.waiting().awaitBlocked(1);
        assertThat(this.a.leases().calls(FaultyLeases.Operation.ACQUIRE)).isOne();

        // The other instance is not kept from loading, and its signal ends the wait.
        assertThat(caller(this.b, OTHER).result()).isEqualTo("old");
        assertThat(queued.result()).isEqualTo("old");
        assertThat(this.a.leases().calls(FaultyLeases.Operation.ACQUIRE)).isOne();
        load.release();
        first.result();
        assertThat(this.scene.source.loads()).isEqualTo(2);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLoadWhoseNewsWasLostLooksAgainWhenItIsItsTurn() {
        this.a.deaf();
        Hold load = this.scene.source.hold();
        Crowd first = caller(this.a, Scene.KEY);
        load.awaitReached();
        Crowd queued = caller(this.a, OTHER);
        this.a.waiting().awaitBlocked(1);
        caller(this.b, OTHER).result();
        this.scene.source.set("loaded twice");
        load.release();
        first.result();
        assertThat(queued.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isEqualTo(2);
    }

    @Test
    void aSignalThatBringsNothingCostsNobodyItsPlace() {
        Hold load = this.scene.source.hold();
        Crowd first = caller(this.a, Scene.KEY);
        load.awaitReached();
        Crowd queued = caller(this.a, OTHER);
        this.a.waiting().awaitWaits(1);
        this.b.evict(OTHER);
        this.a.waiting().awaitWaits(2);
        load.release();
        first.result();
        assertThat(queued.result()).isEqualTo("old");
    }

    @Test
    void loadsWithoutTheStoreAreBoundedToo() {
        this.a.store().cut();
        this.a.leases().failBefore(FaultyLeases.Operation.ACQUIRE);
        Tenants tenants = new Tenants(1);
        Crowd crowd = Crowd.of(calls(5, this.policy, tenants));
        tenants.awaitBegun();
        this.a.waiting().awaitBlocked(4);
        tenants.open();
        assertThat(crowd.results()).hasSize(5);
        assertThat(tenants.mostAtOnce()).isOne();
        this.a.store().heal();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aPermitIsGivenBackWhateverBecomesOfItsLoad() {
        this.scene.source.fail(new IOException());
        assertThat(caller(this.a, Scene.KEY).failure()).isInstanceOf(IOException.class);
        this.scene.source.fail(new StackOverflowError());
        assertThat(caller(this.a, Scene.KEY).failure()).isInstanceOf(StackOverflowError.class);
        this.scene.source.meanwhile(() -> {
            this.b.evict(Scene.KEY);
            return null;
        });
        assertThat(caller(this.a, Scene.KEY).result()).isEqualTo("old");
        this.a.store().failBefore(Operation.BEGIN);
        caller(this.a, Scene.KEY).result();
        this.a.store().heal();
        this.a.store().failBefore(Operation.PUBLISH);
        caller(this.a, Scene.KEY).result();
        this.a.store().heal();
        Hold load = this.scene.source.hold();
        Crowd interrupted = caller(this.a, OTHER);
        load.awaitReached();
        interrupted.interrupt();
        assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
        Load misgrouped = new Load() {

            @Override
            public @Nullable Object load() {
                return null;
            }

            @Override
            public String fairnessKey() {
                throw new IllegalStateException("No tenant");
            }

        };
        assertThat(Crowd.one(() -> this.a.get(OTHER, this.policy, misgrouped)).failure()).hasMessage("No tenant");

        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        assertThat(caller(this.a, OTHER).result()).isEqualTo("old");
        assertThat(this.a.listener().count("loadWaited")).isZero();
    }

    @Test
    void aListenerThatFailsAfterTheWaitInTheLineKeepsNoPermit() {
        LinkageError broken = new LinkageError("broken");
        SingleFlightCache engine = new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), this.a.resources(), new CacheListener() {

                    @Override
                    public void onEvent(CacheEvent event) {
                        if (event instanceof LoadWaited) {
                            throw broken;
                        }
                    }

                });
        Hold first = this.scene.source.hold();
        Crowd loading = Crowd.one(() -> engine.get(Scene.KEY, this.policy, new StringCodec(), this.scene.source));
        first.awaitReached();
        Crowd waiting = Crowd.one(() -> engine.get(OTHER, this.policy, new StringCodec(), this.scene.source));
        this.a.waiting().awaitBlocked(1);
        first.release();
        assertThat(loading.result()).isEqualTo("old");
        assertThat(waiting.failure()).isSameAs(broken);
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    private Crowd caller(Instance instance, CacheKey key) {
        return Crowd.one(() -> get(instance, key));
    }

    private @Nullable Object get(Instance instance, CacheKey key) throws Throwable {
        return instance.get(key, this.policy, this.scene.source);
    }

}
