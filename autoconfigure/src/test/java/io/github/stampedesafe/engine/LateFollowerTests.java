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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

/**
 * A caller that joins a flight when its value is already on the way, an evict on another
 * instance having returned in between, whose signal is late.
 */
class LateFollowerTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.plain();

    @BeforeEach
    void signalsAreLost() {
        this.a.deaf();
    }

    @Test
    void isNotServedWhatWasPublishedBeforeTheEvict() {
        Hold publish = this.a.store().holdAfter(FaultyEntryStore.Operation.PUBLISH);
        Crowd leader = caller(this.a);
        publish.awaitReached();
        assertFollowerIsServedTheNewValue(leader, publish);
    }

    @Test
    void isNotServedWhatAWaitingLeaderReadBeforeTheEvict() {
        Hold load = this.scene.source.hold();
        Crowd other = caller(this.b);
        load.awaitReached();
        Crowd leader = caller(this.a);
        this.a.waiting().awaitBlocked(1);
        Hold look = this.a.store().holdAfter(FaultyEntryStore.Operation.GET);
        load.release();
        assertThat(other.result()).isEqualTo("old");
        this.scene.clock.advance(Scene.seconds(1));
        look.awaitReached();
        assertFollowerIsServedTheNewValue(leader, look);
    }

    @Test
    void isNotServedWhatTheSecondLookReadBeforeTheEvict() {
        Hold look = this.a.store().holdAfter(FaultyEntryStore.Operation.GET);
        Crowd leader = caller(this.a);
        look.awaitReached();
        assertThat(caller(this.b).result()).isEqualTo("old");
        Hold begin = this.a.store().holdAfter(FaultyEntryStore.Operation.BEGIN);
        look.release();
        begin.awaitReached();
        assertFollowerIsServedTheNewValue(leader, begin);
    }

    @Test
    void isNotServedWhatWasLoadedBeforeTheEvictAndIsNotWorthStoring() {
        this.scene.source.storable(false);
        Hold abandon = this.a.store().holdAfter(FaultyEntryStore.Operation.ABANDON);
        Crowd leader = caller(this.a);
        abandon.awaitReached();
        assertFollowerIsServedTheNewValue(leader, abandon);
    }

    @Test
    void isNotServedWhatWasLoadedBeforeTheEvictWithoutTheStore() {
        this.a.store().failBefore(FaultyEntryStore.Operation.GET);
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        this.a.store().heal();
        assertFollowerIsServedTheNewValue(leader, load);
    }

    @Test
    void isNotServedWhatWasLoadedBeforeTheEvictWithoutALease() {
        this.a.leases().failBefore(FaultyLeases.Operation.ACQUIRE);
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        assertFollowerIsServedTheNewValue(leader, load);
    }

    @Test
    void isNotServedWhatACallerAtItsWaitLimitLoadedBeforeTheEvict() {
        this.policy = Scene
            .policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        this.scene.leaseTo(Scene.seconds(60));
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(1));
        load.awaitReached();
        assertFollowerIsServedTheNewValue(leader, load);
    }

    @Test
    void isNotServedWhatWasLoadedBeforeTheEvictIfNobodyCanTellWhetherTheFenceStood() {
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        this.a.store().failBefore(FaultyEntryStore.Operation.PUBLISH, FaultyEntryStore.Operation.ABANDON);
        assertFollowerIsServedTheNewValue(leader, load);
    }

    @Test
    void isNotServedTheStaleValueThatTheLeaderSawBeforeTheEvict() {
        this.policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.b.put(Scene.KEY, this.policy, "old");
        this.scene.clock.advance(Scene.seconds(11));
        this.a.leases().failBefore(FaultyLeases.Operation.ACQUIRE);
        Hold lease = this.a.leases().holdBefore(FaultyLeases.Operation.ACQUIRE);
        Crowd leader = caller(this.a);
        lease.awaitReached();
        assertFollowerIsServedTheNewValue(leader, lease);
    }

    private void assertFollowerIsServedTheNewValue(Crowd leader, Hold window) {
        this.scene.source.set("new");
        this.b.evict(Scene.KEY);
        Crowd follower = caller(this.a);
        this.a.waiting().awaitBlocked(1);
        window.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(follower.result()).isEqualTo("new");
    }

    private Crowd caller(Instance instance) {
        return Crowd.one(() -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
