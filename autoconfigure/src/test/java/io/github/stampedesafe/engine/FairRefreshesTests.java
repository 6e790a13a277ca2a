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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Background refreshes of several tenants and caches that share the threads. */
class FairRefreshesTests {

    private final Scene scene = new Scene();

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    private final Policy bounded = Scene
        .policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)).with(MAX_CONCURRENT_LOADS, 1));

    private final List<String> order = new ArrayList<>();

    @Test
    void refreshesOfSeveralTenantsAreTakenInTurn() {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 1_000);
        readStale(instance, "reports", this.policy, "A1", "A2", "A3", "A4", "B1", "B2", "C1");
        assertThat(instance.refreshes().waiting()).isOne();
        assertThat(instance.refreshes().runAll()).isEqualTo(7);
        assertThat(this.order).containsExactly("A1", "A2", "B1", "C1", "A3", "B2", "A4");
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void theSameTenantOfTwoCachesTakesTurnsWithItself() {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 1_000);
        readStale(instance, "reports", this.policy, "A1", "A2", "A3");
        readStale(instance, "prices", this.policy, "A7", "A8");
        instance.refreshes().runAll();
        assertThat(this.order).containsExactly("A1", "A2", "A7", "A3", "A8");
    }

    @Test
    void whatNeitherRunsNorWaitsIsRefusedAndTheLongestLaneLosesFirst() {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 2);
        readStale(instance, "reports", this.policy, "A1", "A2", "A3", "A4");
        assertThat(instance.listener().count("refreshRefused reports:A4")).isOne();
        readStale(instance, "reports", this.policy, "B1");
        assertThat(instance.listener().count("refreshRefused reports:A3")).isOne();
        readStale(instance, "reports", this.policy, "B2");
        assertThat(instance.listener().count("refreshRefused reports:B2")).isOne();
        instance.refreshes().runAll();
        assertThat(this.order).containsExactly("A1", "A2", "B1");
        readStale(instance, "reports", this.policy, "A3");
        assertThat(instance.refreshes().runAll()).isOne();
        assertThat(instance.listener().count("refreshRefused")).isEqualTo(3);
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void refreshesForWhichNoThreadCouldBeHadHoldNoPlace() {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 1_000);
        instance.refreshes().capacity(0);
        readStale(instance, "reports", this.policy, "A1", "A2", "A3");
        assertThat(instance.listener().count("refreshRefused")).isEqualTo(3);
        instance.refreshes().capacity(1);
        readStale(instance, "reports", this.policy, "B1");
        assertThat(instance.refreshes().runAll()).isOne();
        assertThat(this.order).containsExactly("B1");
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void withoutAQueueWhatCannotRunIsRefused() {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 0);
        readStale(instance, "reports", this.policy, "A1", "B1");
        assertThat(instance.listener().count("refreshRefused reports:B1")).isOne();
        assertThat(instance.refreshes().runAll()).isOne();
    }

    @Test
    void refreshesThatWaitForTheirCachesTurnOccupyNoThread() {
        Instance instance = Instance.refreshing(this.scene.shared, 2, 1_000);
        readStale(instance, "reports", this.bounded, "A1", "A2", "A3", "B1");
        assertThat(instance.refreshes().waiting()).isOne();
        readStale(instance, "prices", this.policy, "A7");
        assertThat(instance.refreshes().waiting()).isEqualTo(2);
        Runnable report = instance.refreshes().take();
        instance.refreshes().take().run();
        assertThat(this.order).containsExactly("A7");
        assertThat(instance.refreshes().waiting()).isZero();
        report.run();
        instance.refreshes().runAll();
        assertThat(this.order).containsExactly("A7", "A1", "A2", "B1", "A3");
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aRefreshWaitsForTheLoadsOfCallersWhoGoFirst() {
        Instance instance = Instance.refreshing(this.scene.shared, 2, 1_000);
        Tenants tenants = new Tenants(1);
        CacheKey[] cold = { new CacheKey("reports", "cold 1"), new CacheKey("reports", "cold 2") };
        store("reports", this.bounded, "A1");
        Crowd running = Crowd.one(() -> instance.get(cold[0], this.bounded, tenants.load("A", "cold 1")));
        tenants.awaitBegun();
        read(instance, "reports", this.bounded, "A1");
        Crowd waiting = Crowd.one(() -> instance.get(cold[1], this.bounded, tenants.load("A", "cold 2")));
        instance.waiting().awaitBlocked(1);
        assertThat(instance.refreshes().waiting()).isZero();
        tenants.open();
        running.result();
        waiting.result();
        assertThat(tenants.order()).containsExactly("cold 1", "cold 2");
        assertThat(instance.refreshes().runAll()).isOne();
        assertThat(this.order).containsExactly("A1");
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aLoadOfACallerWaitsForARefresh() {
        Instance instance = Instance.refreshing(this.scene.shared, 2, 1_000);
        readStale(instance, "reports", this.bounded, "A1");
        Crowd waiting = Crowd.one(() -> instance.get(new CacheKey("reports", "cold"), this.bounded, load("A", "cold")));
        instance.waiting().awaitBlocked(1);
        instance.refreshes().runAll();
        assertThat(waiting.result()).isEqualTo("cold");
        assertThat(this.order).containsExactly("A1", "cold");
    }

    @Test
    void aLoadNestedInARefreshNeedsNoPermitOfItsOwn() {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 1_000);
        store("reports", this.bounded, "A1");
        Load outer = () -> instance.get(new CacheKey("reports", "inner"), this.bounded, load("A", "inner"));
        Crowd.one(() -> instance.get(new CacheKey("reports", "A1"), this.bounded, outer)).result();
        instance.refreshes().runAll();
        assertThat(this.order).containsExactly("inner");
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void anExecutorThatRefusesGivesTheTurnBack() {
        Instance instance = Instance.refreshing(this.scene.shared, 8, 1_000);
        ManualExecutor executor = instance.refreshes().capacity(0);
        readStale(instance, "reports", this.bounded, "A1", "A2");
        assertThat(instance.listener().count("refreshRefused")).isEqualTo(2);
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        executor.capacity(1);
        readStale(instance, "reports", this.bounded, "A3");
        assertThat(executor.runAll()).isOne();
    }

    @Test
    void aFairnessKeyThatFailsHarmsNoCallerThatIsServed() {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 1_000);
        store("reports", this.policy, "A1");
        Load load = new Load() {

            @Override
            public Object load() {
                return "never";
            }

            @Override
            public String fairnessKey() {
                throw new IllegalStateException("No tenant");
            }

        };
        for (int i = 0; i < 2; i++) {
            assertThat(Crowd.one(() -> instance.get(new CacheKey("reports", "A1"), this.policy, load)).result())
                .isEqualTo("stale");
        }
        assertThat(instance.listener().count("loadFailed reports:A1 STALE IllegalStateException")).isOne();
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    /** Reads keys that are stale, whose first letter is the tenant's. */
    private void readStale(Instance instance, String cache, Policy rules, String... keys) {
        store(cache, rules, keys);
        read(instance, cache, rules, keys);
    }

    private void store(String cache, Policy rules, String... keys) {
        for (String key : keys) {
            this.scene.b.put(new CacheKey(cache, key), rules, "stale");
        }
        this.scene.clock.advance(Scene.seconds(11));
    }

    private void read(Instance instance, String cache, Policy rules, String... keys) {
        for (String key : keys) {
            assertThat(Crowd.one(() -> instance.get(new CacheKey(cache, key), rules, load(key.substring(0, 1), key)))
                .result()).isEqualTo("stale");
        }
    }

    private Load load(String tenant, String name) {
        return new Load() {

            @Override
            public Object load() {
                FairRefreshesTests.this.order.add(name);
                return name;
            }

            @Override
            public String fairnessKey() {
                return tenant;
            }

        };
    }

}
