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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.LOAD_DEADLINE;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Loads that nobody waits for. */
class RefreshTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private Hold load = new Hold();

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    @Test
    void aStaleValueIsServedAtOnceAndReplacedByOneLoadHoweverManyRead() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        assertThat(callers(16, this.a).results()).hasSize(16).containsOnly("stale");
        assertThat(this.scene.source.loads()).isZero();
        assertThat(this.a.engine().underWay()).isEqualTo(new UnderWay(0, 0, 0, 1, 0));
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("loaded totals:DE STALE")).isOne();
        assertThat(callers(1, this.a).result()).isEqualTo("old");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aDueValueIsServedAtOnceAndRefreshedEarly() {
        Policy early = Scene.policy(Scene.rules().with(BETA, 1.0));
        this.scene.source.meanwhile(() -> {
            this.scene.clock.advance(Scene.seconds(1));
            return null;
        });
        read(early);
        this.a.random().exponential(3);
        this.scene.clock.advance(Duration.ofMillis(6_999));
        read(early);
        assertThat(this.a.refreshes().waiting()).isZero();
        this.scene.clock.advance(Duration.ofMillis(1));
        this.scene.source.set("new");
        assertThat(read(early)).isEqualTo("old");
        assertThat(this.a.listener().count("hit totals:DE DUE")).isOne();
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.a.listener().count("loaded totals:DE EARLY")).isOne();
        assertThat(read(early)).isEqualTo("new");
    }

    @Test
    void twoInstancesThatAreBothDueLoadOnce() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        callers(1, this.a).result();
        callers(1, this.scene.b).result();
        this.a.refreshes().runAll();
        this.scene.b.refreshes().runAll();
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aRefreshNeverLeavesAnEmptyWindow() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        Hold load = this.scene.source.hold();
        Hold beforePublish = this.a.store().holdBefore(Operation.PUBLISH);
        Hold afterPublish = this.a.store().holdAfter(Operation.PUBLISH);
        callers(1, this.a).result();
        Crowd refresh = run(this.a.refreshes().take());
        for (Hold window : new Hold[] { load, beforePublish }) {
            window.awaitReached();
            assertEverybodyIsServed("stale");
            window.release();
        }
        afterPublish.awaitReached();
        assertEverybodyIsServed("old");
        afterPublish.release();
        refresh.result();
        assertThat(this.scene.source.loads()).isOne();
    }

    private void assertEverybodyIsServed(String value) {
        for (Instance instance : new Instance[] { this.a, this.scene.b, this.scene.c }) {
            assertThat(callers(2, instance).results()).containsOnly(value);
            assertThat(instance.waiting().waits()).isEmpty();
        }
    }

    @Test
    void anExpiredValueIsServedUntilOneLoadHasReplacedIt() {
        Policy noWindow = Scene.plain();
        this.a.put(Scene.KEY, noWindow, "expired");
        this.a.expire(Scene.KEY);
        assertThat(read(noWindow)).isEqualTo("expired");
        assertThat(read(noWindow)).isEqualTo("expired");
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(read(noWindow)).isEqualTo("old");
        assertThat(this.a.listener().count("hit totals:DE FRESH")).isOne();
    }

    @Test
    void anExpireDuringARefreshStartsAnotherAtOnce() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        Hold load = this.scene.source.hold();
        callers(1, this.a).result();
        Crowd refresh = run(this.a.refreshes().take());
        load.awaitReached();
        this.scene.source.set("new");
        this.scene.b.expire(Scene.KEY);
        assertThat(callers(1, this.a).result()).isEqualTo("stale");
        assertThat(this.a.refreshes().runAll()).isOne();
        load.release();
        refresh.result();
        assertThat(callers(1, this.a).result()).isEqualTo("new");
        assertThat(this.a.listener().count("publishRefused")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aHungRefreshIsReplacedAfterItsDeadline() {
        Policy impatient = Scene.policy(
                Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)).with(LOAD_DEADLINE, Scene.seconds(6)));
        this.scene.fillStale(impatient, Duration.ZERO);
        Hold load = this.scene.source.hold();
        read(impatient);
        Crowd refresh = run(this.a.refreshes().take());
        load.awaitReached();
        this.scene.source.set("new");
        this.scene.clock.advance(Scene.seconds(6));
        assertThat(read(impatient)).isEqualTo("stale");
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(read(impatient)).isEqualTo("new");
        load.release();
        refresh.result();
        assertThat(read(impatient)).isEqualTo("new");
        this.scene.assertNothingLeaks();
    }

    @Test
    void whoMissesWhileARefreshRunsWaitsForItAndNeedsNoSignal() {
        this.a.deaf();
        Crowd refresh = refreshThatOutlivesTheStaleWindow();
        Crowd followers = callers(3, this.a);
        this.a.waiting().awaitBlocked(3);
        this.load.release();
        refresh.result();
        assertThat(followers.results()).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void anInterruptedRefreshDoesNotPoisonItsFollowers() {
        Crowd refresh = refreshThatOutlivesTheStaleWindow();
        Crowd followers = callers(3, this.a);
        this.a.waiting().awaitBlocked(3);
        refresh.interrupt();
        assertThat(followers.results()).containsOnly("old");
        assertThat(this.scene.source.loads()).isEqualTo(2);
    }

    private Crowd refreshThatOutlivesTheStaleWindow() {
        this.scene.fillStale(this.policy, Scene.seconds(59));
        this.load = this.scene.source.hold();
        callers(1, this.a).result();
        Crowd refresh = run(this.a.refreshes().take());
        this.load.awaitReached();
        this.scene.clock.advance(Scene.seconds(1));
        return refresh;
    }

    private @Nullable Object read(Policy other) {
        return Crowd.one(() -> this.a.get(Scene.KEY, other, this.scene.source)).result();
    }

    private static Crowd run(Runnable task) {
        return Crowd.one(() -> {
            task.run();
            return "done";
        });
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, () -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
