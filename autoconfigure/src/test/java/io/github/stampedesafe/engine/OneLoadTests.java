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

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.Instance;

import static org.assertj.core.api.Assertions.assertThat;

class OneLoadTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final Instance c = this.scene.c;

    private final Policy policy = Scene.plain();

    @Test
    void sixtyFourCallersOfOneInstanceShareOneLoad() {
        Hold load = this.scene.source.hold();
        Crowd crowd = callers(64, this.a);
        load.awaitReached();
        this.a.waiting().awaitBlocked(63);
        load.release();
        assertThat(crowd.results()).hasSize(64).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("loaded totals:DE MISS")).isOne();
        assertThat(this.a.listener().count("followed")).isEqualTo(63);
        this.scene.assertNothingLeaks();
    }

    @Test
    void callersOfThreeInstancesShareOneLoadAndAreWokenWithoutTimePassing() {
        Hold load = this.scene.source.hold();
        Crowd leaders = callers(32, this.a);
        load.awaitReached();
        Crowd others = callers(32, this.b);
        Crowd more = callers(32, this.c);
        this.a.waiting().awaitBlocked(31);
        this.b.waiting().awaitBlocked(32);
        this.c.waiting().awaitBlocked(32);
        load.release();
        assertThat(leaders.results()).hasSize(32).containsOnly("old");
        assertThat(others.results()).hasSize(32).containsOnly("old");
        assertThat(more.results()).hasSize(32).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @RepeatedTest(20)
    void callersThatStartAtTheSameMomentShareOneLoad() {
        List<Crowd.Call> calls = new ArrayList<>();
        for (Instance instance : List.of(this.a, this.b, this.c)) {
            for (int i = 0; i < 16; i++) {
                calls.add(() -> instance.get(Scene.KEY, this.policy, this.scene.source));
            }
        }
        Crowd crowd = Crowd.of(calls);
        this.scene.drive(crowd, this.a, this.b, this.c);
        assertThat(crowd.results()).hasSize(48).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLostSignalIsCoveredByThePoll() {
        this.b.deaf();
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd waiter = callers(1, this.b);
        this.b.waiting().awaitBlocked(1);
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        this.b.waiting().awaitBlocked(1);
        assertThat(waiter.isDone()).isFalse();
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(waiter.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aDeadLeaderIsReplacedOnceItsLeaseHasRunOut() {
        this.scene.leaseTo(Instance.LEASE);
        Crowd waiter = callers(1, this.b);
        for (int second = 1; second <= 5; second++) {
            this.b.waiting().awaitWaits(second);
            assertThat(this.scene.source.loads()).isZero();
            this.scene.clock.advance(Scene.seconds(1));
        }
        assertThat(waiter.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void anInstanceLooksAndTriesTheLeaseOnceASecondHoweverManyWait() {
        this.scene.leaseTo(Scene.seconds(60));
        Crowd waiters = callers(32, this.a);
        this.a.waiting().awaitBlocked(32);
        for (int second = 1; second <= 10; second++) {
            this.scene.clock.advance(Scene.seconds(1));
            this.a.waiting().awaitWaits(32 + second);
        }
        assertThat(this.a.leases().calls(FaultyLeases.Operation.ACQUIRE)).isEqualTo(1 + 10);
        assertThat(this.a.store().calls(FaultyEntryStore.Operation.GET)).isEqualTo(32 + 1 + 10);
        this.b.put(Scene.KEY, this.policy, "put");
        assertThat(waiters.results()).hasSize(32).containsOnly("put");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLeaderWhoseLookWasBeforeAnothersPublishDoesNotLoadAgain() {
        Hold look = this.b.store().holdAfter(FaultyEntryStore.Operation.GET);
        Crowd late = callers(1, this.b);
        look.awaitReached();
        assertThat(callers(1, this.a).result()).isEqualTo("old");
        this.scene.source.set("loaded twice");
        look.release();
        assertThat(late.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aSignalBetweenTheLostLeaseAndTheWatchIsNotMissed() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Hold lease = this.b.leases().holdAfter(FaultyLeases.Operation.ACQUIRE);
        Crowd late = callers(1, this.b);
        lease.awaitReached();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        lease.release();
        assertThat(late.result()).isEqualTo("old");
        assertThat(this.b.waiting().waits()).isEmpty();
    }

    @Test
    void aSignalBetweenTheLookAndTheWaitIsNotMissed() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Hold lease = this.b.leases().holdAfter(FaultyLeases.Operation.ACQUIRE);
        Crowd late = callers(1, this.b);
        lease.awaitReached();
        Hold look = this.b.store().holdAfter(FaultyEntryStore.Operation.GET);
        lease.release();
        look.awaitReached();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        look.release();
        assertThat(late.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aHitIsOneReadOfTheStore() {
        callers(1, this.a).result();
        assertThat(this.a.store().calls(FaultyEntryStore.Operation.MARKS)).isOne();
        assertThat(List.of(this.a.store().calls(FaultyEntryStore.Operation.GET),
                this.a.store().calls(FaultyEntryStore.Operation.BEGIN),
                this.a.store().calls(FaultyEntryStore.Operation.PUBLISH)))
            .containsOnly(1);
        callers(1, this.a).result();
        assertThat(this.a.store().calls(FaultyEntryStore.Operation.GET)).isEqualTo(2);
        assertThat(this.a.store().calls(FaultyEntryStore.Operation.MARKS)).isOne();
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, () -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
