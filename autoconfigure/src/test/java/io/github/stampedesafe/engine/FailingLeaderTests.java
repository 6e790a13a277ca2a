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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.WaitInterruptedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.policy.OnWaitTimeout;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** Loads that throw and callers that are interrupted. */
class FailingLeaderTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.plain();

    @Test
    void allWhoWaitOnAnInstanceGetTheSameException() {
        IOException failure = new IOException("no table");
        Hold load = holdThenFail(failure);
        Crowd crowd = callers(8, this.a);
        load.awaitReached();
        this.a.waiting().awaitBlocked(7);
        load.release();
        assertThat(crowd.failures()).hasSize(8).allMatch((thrown) -> thrown == failure);
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("loadFailed totals:DE MISS IOException")).isOne();
        this.scene.assertNothingLeaks();
        assertThat(callers(1, this.a).result()).isEqualTo("old");
    }

    @Test
    void howLongAFailedLoadTookIsTold() {
        Crowd caller = Crowd.one(() -> this.a.get(Scene.KEY, this.policy, () -> {
            this.scene.clock.advance(Scene.seconds(7));
            throw new IOException();
        }));
        assertThat(caller.failure()).isInstanceOf(IOException.class);
        assertThat(this.a.listener().count("loadFailed totals:DE MISS IOException PT7S")).isOne();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatTheLoadThrowsReachesItsCallerUnchangedAndIsNotMistakenForTheEnginesOwn(Throwable failure) {
        this.policy = Scene
            .policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        this.scene.source.fail(failure);
        assertThat(callers(1, this.a).failure()).isSameAs(failure);
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("unavailable")).isZero();
        this.scene.assertNothingLeaks();
    }

    static List<Throwable> failures() {
        return List.of(new IOException(), new IllegalStateException(), new StackOverflowError(), new Throwable(),
                new AssertionError(), new WaitTimeoutException("totals", "DE", Duration.ZERO),
                new CacheUnavailableException("Another cache is down", null),
                new RecursiveLoadException("totals", "DE"), new PayloadException("Another cache", null),
                new WaitInterruptedException("totals", "DE", new InterruptedException()));
    }

    @Test
    void theLeaseIsFreeBeforeOthersHearOfTheFailure() {
        Hold load = holdThenFail(new IOException());
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd waiter = callers(1, this.b);
        this.b.waiting().awaitBlocked(1);
        Hold told = this.a.store().holdAfter(FaultyEntryStore.Operation.ABANDON);
        load.release();
        told.awaitReached();
        assertThat(waiter.result()).isEqualTo("old");
        told.release();
        assertThat(leader.failure()).isInstanceOf(IOException.class);
        assertThat(this.a.leases().calls(FaultyLeases.Operation.RELEASE)).isOne();
    }

    @Test
    void theLeaseIsFreeBeforeOthersHearThatThereIsNothingToStore() {
        Hold load = this.scene.source.storable(false).hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd waiter = callers(1, this.b);
        this.b.waiting().awaitBlocked(1);
        Hold told = this.a.store().holdAfter(FaultyEntryStore.Operation.ABANDON);
        load.release();
        told.awaitReached();
        assertThat(waiter.result()).isEqualTo("old");
        told.release();
        assertThat(leader.result()).isEqualTo("old");
    }

    @Test
    void aFailingSourceDoesNotMakeThreeInstancesWaitForEachOther() {
        for (int i = 0; i < 60; i++) {
            this.scene.source.meanwhile(() -> {
                this.scene.clock.advance(Duration.ofMillis(200));
                throw new IOException();
            });
        }
        Crowd crowd = Crowd.of(List.of(call(this.a), call(this.a), call(this.b), call(this.b), call(this.scene.c)));
        assertThat(crowd.failures()).hasSize(5).hasOnlyElementsOfType(IOException.class);
        assertThat(this.scene.clock.passed()).isLessThanOrEqualTo(Scene.seconds(1));
    }

    @Test
    void anInterruptedLeaderDoesNotPoisonItsFollowers() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd followers = callers(3, this.a);
        this.a.waiting().awaitBlocked(3);
        leader.interrupt();
        assertThat(leader.failure()).isInstanceOf(InterruptedException.class);
        assertThat(followers.results()).containsOnly("old");
        assertThat(this.scene.source.loads()).isEqualTo(2);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLeaderThatNoticesItsInterruptionInAnotherWayDoesNotPoisonItsFollowers() {
        Hold load = new Hold();
        this.scene.source.meanwhile(() -> {
            load.stop();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cancelled");
        });
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd followers = callers(3, this.a);
        this.a.waiting().awaitBlocked(3);
        load.release();
        assertThat(leader.failure()).hasMessage("cancelled");
        assertThat(followers.results()).containsOnly("old");
    }

    @Test
    void anInterruptedLeaderThatIsServedTheStaleValueStaysInterrupted() {
        this.policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(1));
        Hold load = this.scene.source.hold();
        AtomicBoolean interrupted = new AtomicBoolean();
        Crowd leader = Crowd.one(() -> {
            Object value = this.a.get(Scene.KEY, this.policy, this.scene.source);
            interrupted.set(Thread.currentThread().isInterrupted());
            return value;
        });
        load.awaitReached();
        leader.interrupt();
        assertThat(leader.result()).isEqualTo("stale");
        assertThat(interrupted).isTrue();
    }

    @Test
    void anInterruptedFollowerLeavesAloneAndTheLoadGoesOn() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        AtomicBoolean interrupted = new AtomicBoolean();
        Crowd follower = Crowd.one(() -> {
            try {
                return this.a.get(Scene.KEY, this.policy, this.scene.source);
            }
            finally {
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        this.a.waiting().awaitBlocked(1);
        follower.interrupt();
        assertThat(follower.failure()).isInstanceOf(WaitInterruptedException.class)
            .hasCauseInstanceOf(InterruptedException.class)
            .hasMessage("Interrupted while key 'DE' of cache 'totals' was loaded by another caller");
        assertThat(interrupted).isTrue();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void anInterruptedWaiterForAnotherInstanceDoesNotPoisonItsFollowers() {
        this.scene.leaseTo(Scene.seconds(3));
        Crowd leader = callers(1, this.b);
        this.b.waiting().awaitBlocked(1);
        Crowd follower = callers(1, this.b);
        this.b.waiting().awaitBlocked(2);
        leader.interrupt();
        assertThat(leader.failure()).isInstanceOf(WaitInterruptedException.class);
        this.scene.drive(follower);
        assertThat(follower.result()).isEqualTo("old");
        this.scene.assertNothingLeaks();
    }

    @Test
    void allWhoWaitGetTheStaleValueInsteadOfAnException() {
        this.policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(1));
        Hold load = holdThenFail(new IOException());
        Crowd crowd = callers(4, this.a);
        load.awaitReached();
        this.a.waiting().awaitBlocked(3);
        load.release();
        assertThat(crowd.results()).hasSize(4).containsOnly("stale");
        assertThat(this.a.listener().count("hit totals:DE STALE_IF_ERROR")).isEqualTo(4);
        this.scene.assertNothingLeaks();
    }

    @Test
    void theStaleValueIsNoLongerServedAfterItsWindow() {
        this.policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(60));
        IOException failure = new IOException();
        this.scene.source.fail(failure);
        assertThat(callers(1, this.a).failure()).isSameAs(failure);
    }

    @Test
    void aFollowerThatStartsOverFallsBackOnTheStaleValueThatItFindsThen() {
        this.policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        Hold load = this.scene.source.hold();
        this.scene.source.fail(new IOException());
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd follower = callers(1, this.a);
        this.a.waiting().awaitBlocked(1);
        this.scene.fillStale(this.policy, Scene.seconds(1));
        leader.interrupt();
        assertThat(leader.failure()).isInstanceOf(InterruptedException.class);
        assertThat(follower.result()).isEqualTo("stale");
        assertThat(this.scene.source.loads()).isEqualTo(2);
        this.scene.assertNothingLeaks();
    }

    private Hold holdThenFail(Throwable failure) {
        Hold load = new Hold();
        this.scene.source.meanwhile(() -> {
            load.stop();
            throw (Exception) failure;
        });
        return load;
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, call(instance));
    }

    private Crowd.Call call(Instance instance) {
        return () -> instance.get(Scene.KEY, this.policy, this.scene.source);
    }

}
