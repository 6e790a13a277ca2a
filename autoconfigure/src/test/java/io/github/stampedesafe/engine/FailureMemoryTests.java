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
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.RememberedFailureException;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.FAILURE_TTL;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** For failure-ttl after a failed load nobody in the cluster tries again. */
class FailureMemoryTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.policy(Scene.rules().with(FAILURE_TTL, Scene.seconds(3)));

    @Test
    void oneAttemptAFailureTtlInTheWholeCluster() {
        failOnce(new IOException("no table"));
        for (Instance instance : List.of(this.a, this.b, this.scene.c)) {
            assertThat(call(instance).failure()).isInstanceOf(RememberedFailureException.class)
                .hasMessage(
                        "A load of key 'DE' of cache 'totals' failed at 2026-01-01T00:00:00Z and is not tried again "
                                + "before its failure-ttl is over: java.io.IOException: no table");
        }
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.b.listener().count("failureRemembered totals:DE")).isOne();
        this.scene.assertNothingLeaks();

        this.scene.clock.advance(Scene.seconds(3));
        assertThat(call(this.b).result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isEqualTo(2);
    }

    @Test
    void whoComesAfterAChangeDoesNotGetTheFailureThatItEnded() {
        failOnce(new IOException("no table"));
        this.b.deaf();
        Hold heard = this.b.store().holdAfter(FaultyEntryStore.Operation.FAILURE);
        Crowd leader = call(this.b);
        heard.awaitReached();
        this.a.evict(Scene.KEY);
        Crowd late = call(this.b);
        this.b.waiting().awaitBlocked(1);
        heard.release();
        assertThat(leader.failure()).isInstanceOf(RememberedFailureException.class);
        assertThat(late.result()).isEqualTo("old");
    }

    @Test
    void theStoreAloneSaysWhenAFailureIsOver() {
        Claim claim = new Claim("token", null, Scene.seconds(60), true);
        Instant longAgo = this.scene.clock.instant().minusSeconds(3600);
        Stages.join(this.scene.shared.begin(Scene.KEY, null, claim));
        Stages.join(this.scene.shared.fail(Scene.KEY, claim,
                new RememberedFailure("Type", "by a clock that is late", longAgo), Scene.seconds(3)));
        assertThat(call(this.a).failure()).isInstanceOf(RememberedFailureException.class);
        assertThat(this.a.leases().calls(FaultyLeases.Operation.ACQUIRE)).as("kept from nobody").isZero();
        this.scene.clock.advance(Scene.seconds(3));
        assertThat(call(this.a).result()).isEqualTo("old");
    }

    @Test
    void theExceptionSaysWhatWasThrownWhereAndWhen() {
        failOnce(new IllegalStateException());
        RememberedFailureException failure = (RememberedFailureException) call(this.b).failure();
        assertThat(failure.cache()).isEqualTo("totals");
        assertThat(failure.key()).isEqualTo("DE");
        assertThat(failure.failureType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failure.failureMessage()).isEmpty();
        assertThat(failure.failedAt()).isEqualTo(this.scene.clock.instant());
    }

    @Test
    void whoWaitedForTheFailedLoadGetsItsOwnExceptionAndWhoWaitedElsewhereTheRememberedOne() {
        IOException failure = new IOException();
        Hold load = new Hold();
        this.scene.source.meanwhile(() -> {
            load.stop();
            throw failure;
        });
        Crowd here = Crowd.of(3, () -> this.a.get(Scene.KEY, this.policy, this.scene.source));
        load.awaitReached();
        this.a.waiting().awaitBlocked(2);
        Crowd there = call(this.b);
        this.b.waiting().awaitBlocked(1);
        load.release();

        assertThat(here.failures()).hasSize(3).containsOnly(failure);
        assertThat(there.failure()).isInstanceOf(RememberedFailureException.class);
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aStaleValueIsServedInsteadOfTheFailure() {
        this.policy = Scene
            .policy(Scene.rules().with(FAILURE_TTL, Scene.seconds(3)).with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(1));
        this.scene.source.fail(new IOException());

        assertThat(call(this.a).result()).isEqualTo("stale");
        assertThat(call(this.b).result()).isEqualTo("stale");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aRefreshHeedsTheFailureToo() {
        this.policy = Scene
            .policy(Scene.rules().with(FAILURE_TTL, Scene.seconds(3)).with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(1));
        this.scene.source.fail(new IOException());
        call(this.a).result();
        this.a.refreshes().runAll();

        assertThat(call(this.b).result()).isEqualTo("stale");
        this.b.refreshes().runAll();

        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aChangeOfTheKeyAllowsAnotherAttempt() {
        failOnce(new IOException());
        this.b.evict(Scene.KEY);
        assertThat(call(this.b).result()).isEqualTo("old");
    }

    @Test
    void anInterruptAndAnErrorOfThisVirtualMachineAreNotRemembered() {
        failOnce(new InterruptedException());
        failOnce(new OutOfMemoryError());
        assertThat(call(this.b).result()).isEqualTo("old");
    }

    @Test
    void withoutFailureTtlNothingIsRemembered() {
        this.policy = Scene.plain();
        failOnce(new IOException());
        assertThat(call(this.b).result()).isEqualTo("old");
    }

    private void failOnce(Throwable failure) {
        this.scene.source.fail(failure);
        assertThat(call(this.a).failure()).isSameAs(failure);
    }

    private Crowd call(Instance instance) {
        return Crowd.of(1, () -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
