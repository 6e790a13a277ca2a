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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.LOAD_DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

/** Leaders that pause, hang, or come back. */
class ReplacedLeaderTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final Policy policy = Scene.policy(Scene.rules().with(LOAD_DEADLINE, Scene.seconds(12)));

    @Test
    void aLeaderThatIsAliveIsNotReplacedHoweverShortTheLease() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd waiter = callers(1, this.b);
        this.b.waiting().awaitBlocked(1);
        for (int second = 1; second <= 11; second++) {
            this.scene.clock.advance(Scene.seconds(1));
            this.a.engine().extendLeases();
            this.b.waiting().awaitWaits(1 + second);
        }
        assertThat(this.scene.source.loads()).isOne();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(waiter.result()).isEqualTo("old");
        assertThat(this.a.listener().count("lease")).isZero();
        assertThat(this.a.listener().count("loadOverdue")).isZero();
    }

    @Test
    void aLeaderPausedBeyondItsLeaseIsReplacedAndCannotPublish() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd followers = callers(2, this.a);
        this.a.waiting().awaitBlocked(2);
        this.scene.source.set("new");
        this.scene.clock.advance(Instance.LEASE);
        assertThat(callers(1, this.b).result()).isEqualTo("new");
        this.a.engine().extendLeases();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(followers.results()).containsOnly("new");
        assertThat(callers(1, this.b).result()).isEqualTo("new");
        assertThat(this.a.listener().count("leaseLost totals:DE")).isOne();
        assertThat(this.a.listener().count("publishRefused totals:DE")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aPausedLeaderWhoseSuccessorStillLoadsCannotPublish() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        this.scene.clock.advance(Instance.LEASE);
        this.scene.source.set("new");
        Hold next = this.scene.source.hold();
        Crowd successor = callers(1, this.b);
        next.awaitReached();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        Crowd third = callers(1, this.a);
        this.a.waiting().awaitBlocked(1);
        next.release();
        assertThat(successor.result()).isEqualTo("new");
        assertThat(third.result()).isEqualTo("new");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aHungLeaderIsLeftAtItsDeadlineAndReplacedOnce() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        this.scene.source.set("new");
        Crowd followers = callers(3, this.a);
        Crowd waiters = callers(3, this.b);
        this.a.waiting().awaitBlocked(3);
        this.b.waiting().awaitBlocked(3);
        this.scene.drive(followers, this.a, this.b);
        this.scene.drive(waiters, this.a, this.b);
        assertThat(followers.results()).containsOnly("new");
        assertThat(waiters.results()).containsOnly("new");
        assertThat(this.scene.source.loads()).isEqualTo(2);
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(callers(1, this.b).result()).isEqualTo("new");
        assertThat(this.a.listener().count("loadOverdue totals:DE PT12S")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aCallerThatComesAfterTheDeadlineDoesNotJoinTheHungFlight() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        this.scene.source.set("new");
        this.scene.clock.advance(Scene.seconds(12));
        assertThat(callers(1, this.a).result()).isEqualTo("new");
        load.release();
        leader.result();
        assertThat(callers(1, this.a).result()).isEqualTo("new");
    }

    @Test
    void theLateResultOfAHungLeaderIsStoredIfNobodyElseStarted() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        for (int second = 1; second <= 15; second++) {
            this.scene.clock.advance(Scene.seconds(1));
            this.a.engine().extendLeases();
        }
        assertThat(this.scene.shared.isLeased(Scene.KEY)).isFalse();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        this.scene.source.set("new");
        assertThat(callers(1, this.b).result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("loadOverdue")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aResultThatComesAfterTwiceTheDeadlineIsNotStored() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        this.scene.clock.advance(Scene.seconds(24));
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, () -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
