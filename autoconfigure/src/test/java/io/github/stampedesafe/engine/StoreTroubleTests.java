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
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The store or the leases fail at each step of a call. */
class StoreTroubleTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private Policy policy = Scene.plain();

    @ParameterizedTest
    @EnumSource
    void trueToOnFailureLoadTheMethodIsCalledOnceForAllWhoWait(Trouble trouble) {
        trouble.on.accept(this.a);
        Hold load = this.scene.source.hold();
        Crowd crowd = callers(16, this.a);
        load.awaitReached();
        this.a.waiting().awaitBlocked(15);
        load.release();
        assertThat(crowd.results()).hasSize(16).containsOnly("old");
        assertThat(this.scene.source.mostAtOnce()).isOne();
        assertThat(this.a.listener().count("unavailable totals:DE")).isPositive();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertNothingLeaksOnceHealed();
    }

    @ParameterizedTest
    @EnumSource
    void trueToOnFailureFailCallersAreTold(Trouble trouble) {
        Instance strict = Instance.on(this.scene.shared, OnStoreFailure.FAIL);
        trouble.on.accept(strict);
        assertThat(callers(4, strict).failures()).hasSize(4).hasOnlyElementsOfType(CacheUnavailableException.class);
        assertThat(this.scene.source.loads()).isZero();
        assertThat(strict.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GET_FAILS")
    void theStaleValueIsBetterThanALoadWithoutALease(Trouble trouble) {
        this.policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(1));
        trouble.on.accept(this.a);
        assertThat(callers(8, this.a).results()).hasSize(8).containsOnly("stale");
        assertThat(this.scene.source.loads()).isZero();
        assertThat(this.a.listener().count("hit totals:DE STALE_IF_ERROR")).isEqualTo(8);
        assertNothingLeaksOnceHealed();
    }

    @Test
    void followersOfALeaderThatLosesTheStoreShareItsFailureAndAskNothing() {
        Instance strict = Instance.on(this.scene.shared, OnStoreFailure.FAIL);
        Hold begin = strict.store().holdBefore(Operation.BEGIN);
        strict.store().failBefore(Operation.BEGIN);
        Crowd leader = callers(1, strict);
        begin.awaitReached();
        Crowd followers = callers(3, strict);
        strict.waiting().awaitBlocked(3);
        begin.release();
        Throwable failure = leader.failure();
        assertThat(failure).isInstanceOf(CacheUnavailableException.class);
        assertThat(followers.failures()).hasSize(3).allMatch((shared) -> shared == failure);
        assertThat(strict.store().calls(Operation.BEGIN)).isOne();
        assertThat(strict.store().calls(Operation.GET)).isEqualTo(4);
    }

    @Test
    void aFollowerThatMustLookAgainInVainIsServedTheStaleValueItSaw() {
        this.policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(1));
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd followers = callers(3, this.a);
        this.a.waiting().awaitBlocked(3);
        this.a.store().cut();
        leader.interrupt();
        leader.result();
        assertThat(followers.results()).containsOnly("stale");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aLeaderThatCannotPublishStillServesAllWhoWait() {
        publishFails(() -> this.a.store().failBefore(Operation.PUBLISH));
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLeaderThatDoesNotHearThatItPublishedStillServesAllWhoWait() {
        publishFails(() -> this.a.store().failAfter(Operation.PUBLISH));
        assertThat(this.scene.shared.get(Scene.KEY)).isNotNull();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLeaderThatIsCutOffWhileItLoadsStillServesAllWhoWaitWithOneLoad() {
        publishFails(() -> this.a.store().cut());
        this.scene.shared.evict(Scene.KEY);
        this.scene.assertNothingLeaks();
    }

    private void publishFails(Runnable trouble) {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd followers = callers(3, this.a);
        this.a.waiting().awaitBlocked(3);
        trouble.run();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(followers.results()).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("unavailable")).isPositive();
    }

    @Test
    void aFailureReachesAllEvenIfItsFenceCannotBeDropped() {
        this.a.store().failBefore(Operation.ABANDON);
        IOException failure = new IOException();
        this.scene.source.fail(failure);
        assertThat(callers(1, this.a).failure()).isSameAs(failure);
        assertThat(this.scene.shared.isLeased(Scene.KEY)).isFalse();
        assertThat(this.a.engine().underWay().leases()).isZero();
        this.a.store().heal();
        assertThat(callers(1, this.a).result()).isEqualTo("old");
    }

    @Test
    void aLeaseThatCannotBeReleasedRunsOut() {
        this.a.leases().failBefore(FaultyLeases.Operation.RELEASE);
        assertThat(callers(1, this.a).result()).isEqualTo("old");
        assertThat(this.a.engine().underWay().leases()).isZero();
        this.scene.clock.advance(Instance.LEASE);
        this.scene.assertNothingLeaks();
    }

    @Test
    void anUnexpectedErrorOfTheStoreLeavesNothingBehind() {
        for (Operation operation : List.of(Operation.GET, Operation.BEGIN, Operation.PUBLISH)) {
            this.a.store().failBefore(operation, () -> new IllegalStateException("bug"));
            assertThat(callers(1, this.a).failure()).hasMessage("bug");
            this.a.store().heal();
            assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
            assertThat(this.scene.shared.isLeased(Scene.KEY)).isFalse();
        }
        assertThat(callers(1, this.a).result()).isEqualTo("old");
    }

    @Test
    void aChangeThatMayHaveBeenCarriedOutDetachesTheFlight() {
        this.a.deaf();
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        this.a.store().failAfter(Operation.EVICT);
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> this.a.evict(Scene.KEY));
        this.scene.source.set("new");
        assertThat(callers(1, this.a).result()).isEqualTo("new");
        load.release();
        leader.result();
        assertThat(this.a.listener().count("evicted")).isZero();
    }

    @Test
    void aWaiterThatLosesTheStoreLoadsForItsInstance() {
        this.scene.leaseTo(Scene.seconds(60));
        Crowd waiters = callers(4, this.a);
        this.a.waiting().awaitBlocked(4);
        this.a.store().cut();
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(waiters.results()).hasSize(4).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("loaded totals:DE OUTAGE")).isOne();
    }

    @Test
    void nobodyGuessesWhetherACacheWasCleared() {
        this.a.deaf();
        Crowd.one(() -> this.scene.b.get(Scene.KEY, this.policy, this.scene.source)).result();
        this.scene.shared.clear(Scene.KEY.cache(), 0);
        this.scene.source.set("new");
        this.a.store().failBefore(Operation.MARKS);
        assertThat(callers(1, this.a).result()).isEqualTo("new");
        assertThat(this.a.listener().count("loaded totals:DE OUTAGE")).isOne();
    }

    private void assertNothingLeaksOnceHealed() {
        this.a.store().heal();
        this.a.leases().heal();
        this.scene.shared.evict(Scene.KEY);
        this.scene.assertNothingLeaks();
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, () -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

    enum Trouble {

        GET_FAILS((instance) -> instance.store().failBefore(Operation.GET)),

        BEGIN_FAILS((instance) -> instance.store().failBefore(Operation.BEGIN)),

        BEGIN_IS_CARRIED_OUT_AND_FAILS((instance) -> instance.store().failAfter(Operation.BEGIN)),

        LEASE_FAILS((instance) -> instance.leases().failBefore(FaultyLeases.Operation.ACQUIRE));

        private final Consumer<Instance> on;

        Trouble(Consumer<Instance> on) {
            this.on = on;
        }

    }

}
