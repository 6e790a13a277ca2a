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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** The store's clock is set, in either direction. */
class ClockStepTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.policy(Scene.rules().with(TTL, Duration.ofMinutes(10)));

    @Test
    void aClearAfterTheClockWasSetBackIsNoLessAClear() {
        assertThat(get(this.a)).isEqualTo("old");
        this.scene.clock.setBack(Scene.seconds(2));
        this.scene.source.set("new");
        this.b.clear(Scene.KEY.cache());
        assertThat(get(this.a)).isEqualTo("new");
        assertThat(get(this.b)).isEqualTo("new");
        this.scene.source.set("newer");
        this.b.clear(Scene.KEY.cache());
        assertThat(get(this.b)).isEqualTo("newer");
        this.scene.clock.advance(Scene.seconds(12));
        assertThat(get(this.a)).isEqualTo("newer");
        assertThat(this.scene.source.loads()).isEqualTo(3);
    }

    @Test
    void aPutAfterAClearAfterTheClockWasSetBackIsServed() {
        get(this.a);
        this.scene.clock.setBack(Duration.ofDays(400));
        this.a.clear(Scene.KEY.cache());
        this.a.put(Scene.KEY, this.policy, "put");
        assertThat(get(this.a)).isEqualTo("put");
        assertThat(get(this.b)).isEqualTo("put");
    }

    @Test
    void anExpiryAfterTheClockWasSetBackIsNoLessAnExpiry() {
        get(this.a);
        get(this.b);
        this.scene.clock.setBack(Scene.seconds(2));
        this.scene.source.set("new");
        this.b.engine().expireAll(Scene.KEY.cache()).apply();
        for (Instance instance : new Instance[] { this.a, this.b }) {
            assertThat(get(instance)).as("served while it is replaced").isEqualTo("old");
        }
        assertThat(this.a.refreshes().runAll()).isOne();
        this.b.refreshes().runAll();
        assertThat(get(this.a)).isEqualTo("new");
        assertThat(get(this.b)).isEqualTo("new");
        assertThat(this.scene.source.loads()).isEqualTo(2);
        assertThat(this.a.refreshes().waiting() + this.b.refreshes().waiting()).isZero();
    }

    @Test
    void allCallersShareTheLoadThatFollowsAClearAtWhichTheClockWasAhead() {
        get(this.a);
        this.scene.clock.setBack(Scene.seconds(-3));
        this.b.clear(Scene.KEY.cache());
        this.scene.clock.setBack(Scene.seconds(3));
        this.scene.source.set("new");
        Hold load = this.scene.source.hold();
        Crowd leader = Crowd.one(() -> this.a.get(Scene.KEY, this.policy, this.scene.source));
        load.awaitReached();
        Crowd followers = Crowd.of(29, () -> this.a.get(Scene.KEY, this.policy, this.scene.source));
        this.a.waiting().awaitBlocked(29);
        load.release();
        assertThat(leader.result()).isEqualTo("new");
        assertThat(followers.results()).hasSize(29).containsOnly("new");
        assertThat(get(this.b)).isEqualTo("new");
        assertThat(this.scene.source.loads()).isEqualTo(2);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLoadThatBeganBeforeAClearIsOutOfDateHoweverFarTheClockWasSetMeanwhile() {
        for (long step : new long[] { -3_600, 3_600 }) {
            this.scene.shared.evict(Scene.KEY);
            this.scene.source.set("old");
            Hold load = this.scene.source.hold();
            Crowd leader = Crowd.one(() -> this.a.get(Scene.KEY, this.policy, this.scene.source));
            load.awaitReached();
            this.a.deaf();
            this.scene.clock.setBack(Scene.seconds(step));
            this.b.clear(Scene.KEY.cache());
            this.scene.source.set("new");
            this.a.engine().refreshMarks();
            load.release();
            assertThat(leader.result()).isEqualTo("old");
            assertThat(get(this.a)).isEqualTo("new");
            assertThat(get(this.b)).isEqualTo("new");
        }
    }

    @Test
    void anEntryFromBeforeTheClockWasSetBackByAnHourIsServedAndRefreshed() {
        get(this.a);
        this.scene.clock.setBack(Duration.ofHours(1));
        this.scene.source.set("new");
        assertThat(get(this.a)).isEqualTo("old");
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(get(this.a)).isEqualTo("new");
        assertThat(this.a.refreshes().waiting()).isZero();
        this.scene.clock.advance(Duration.ofMinutes(10));
        this.scene.source.set("newer");
        assertThat(get(this.a)).as("a ttl later").isEqualTo("newer");
    }

    @Test
    void anEntryThatIsAheadByLessThanAnInstanceKnowsTheTimeIsFresh() {
        get(this.a);
        this.scene.clock.setBack(Scene.seconds(1));
        get(this.a);
        assertThat(this.a.refreshes().waiting()).isZero();
        this.scene.clock.setBack(Duration.ofMillis(1));
        get(this.a);
        assertThat(this.a.refreshes().waiting()).isOne();
    }

    private Object get(Instance instance) {
        return Crowd.one(() -> instance.get(Scene.KEY, this.policy, this.scene.source)).result();
    }

}
