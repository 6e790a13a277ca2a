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
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Refreshes that are refused, or that bring nothing. */
class RestingRefreshTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    @Test
    void aRefusedRefreshIsCountedAndLeavesNothingBehind() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.a.refreshes().capacity(0);
        for (int i = 0; i < 3; i++) {
            assertThat(callers(1, this.a).result()).isEqualTo("stale");
        }
        assertThat(this.a.listener().count("refreshRefused totals:DE")).isEqualTo(3);
        this.scene.assertNothingLeaks();
        this.a.refreshes().capacity(1);
        callers(1, this.a).result();
        assertThat(this.a.refreshes().runAll()).isOne();
    }

    @Test
    void anExecutorThatBreaksKeepsNoKeyFromBeingRefreshedLater() {
        boolean[] broken = { true };
        Instance live = Instance.live(this.scene.shared, (task) -> {
            if (broken[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        });
        this.scene.fillStale(this.policy, Duration.ZERO);
        callers(1, live).failures();
        broken[0] = false;
        callers(1, live).result();
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aKeyWhoseLeaseIsAnothersRestsForASecond() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.leaseTo(Scene.seconds(60));
        assertRestsForASecond();
    }

    @Test
    void aKeyWhoseLoadFailedRestsForASecond() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.source.fail(new IOException());
        assertRestsForASecond();
        assertThat(this.a.listener().count("loadFailed totals:DE STALE IOException")).isOne();
    }

    @Test
    void aKeyWhoseLeaseCannotBeAskedForRestsForASecond() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.a.leases().failBefore(FaultyLeases.Operation.ACQUIRE);
        assertRestsForASecond();
        assertThat(this.a.listener().count("unavailable")).isEqualTo(2);
    }

    @Test
    void aKeyWhoseNewValueIsNotWorthStoringRestsForASecond() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.source.storable(false);
        assertRestsForASecond();
    }

    @Test
    void aKeyWhoseNewValueCannotBeStoredRestsForASecond() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.a.store().failBefore(Operation.PUBLISH);
        assertRestsForASecond();
    }

    @Test
    void aKeyWhoseRecomputeFindsNoStoreRestsForASecond() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.a.store().failBefore(Operation.GET);
        this.a.engine()
            .recompute(new Request(Scene.KEY, this.policy, new StringCodec(), this.scene.source), (seen) -> true,
                    (end) -> {
                    });
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.a.listener().count("unavailable totals:DE")).isOne();
        this.a.store().heal();
        assertRefreshedAfterASecond();
    }

    private void assertRestsForASecond() {
        callers(1, this.a).result();
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        assertRefreshedAfterASecond();
    }

    private void assertRefreshedAfterASecond() {
        this.scene.clock.advance(Duration.ofMillis(999));
        assertThat(callers(1, this.a).result()).isEqualTo("stale");
        assertThat(this.a.refreshes().waiting()).isZero();
        this.scene.clock.advance(Duration.ofMillis(1));
        callers(1, this.a).result();
        assertThat(this.a.refreshes().runAll()).isOne();
    }

    @Test
    void aRestingKeyIsWokenByNews() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.leaseTo(Scene.seconds(60));
        for (Signal news : new Signal[] { new Signal.Filled(Scene.KEY), new Signal.Evicted(Scene.KEY) }) {
            callers(1, this.a).result();
            assertThat(this.a.refreshes().runAll()).isOne();
            callers(1, this.a).result();
            assertThat(this.a.refreshes().waiting()).isZero();
            this.a.engine().receive(news);
        }
        callers(1, this.a).result();
        assertThat(this.a.refreshes().waiting()).isOne();
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, () -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
