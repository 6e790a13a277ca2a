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
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnWaitTimeout;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.LOAD_DEADLINE;
import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** Waits that end: by a limit, by recursion, by a deadline. */
class WaitLimitTests {

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.policy(Scene.rules().with(WAIT_TIMEOUT, Duration.ofMillis(2500)));

    @Test
    void aFollowerAtItsWaitLimitIsToldSo() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd follower = callers(1, this.a);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Duration.ofMillis(2500));
        assertTimedOut(follower.failure());
        assertThat(this.scene.source.loads()).isOne();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
    }

    @Test
    void aWaiterForAnotherInstanceIsToldSoToTheMillisecondAtItsWaitLimit() {
        this.scene.leaseTo(Scene.seconds(60));
        Crowd waiter = callers(1, this.a);
        for (int wait = 1; wait <= 3; wait++) {
            this.a.waiting().awaitWaits(wait);
            this.scene.clock.advance(this.a.waiting().waits().get(wait - 1));
        }
        assertTimedOut(waiter.failure());
        assertThat(this.a.waiting().waits()).containsExactly(Scene.seconds(1), Scene.seconds(1),
                Duration.ofMillis(500));
    }

    @Test
    void aFollowerThatCameLaterWaitsLongerThanItsLeader() {
        this.scene.leaseTo(Scene.seconds(60));
        Crowd leader = callers(1, this.a);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Duration.ofMillis(500));
        Crowd follower = callers(1, this.a);
        this.a.waiting().awaitWaits(2);
        this.scene.clock.advance(Duration.ofMillis(500));
        this.a.waiting().awaitWaits(3);
        this.scene.clock.advance(Scene.seconds(1));
        this.a.waiting().awaitWaits(4);
        this.scene.clock.advance(Duration.ofMillis(500));
        assertTimedOut(leader.failure());
        this.a.waiting().awaitWaits(5);
        this.b.put(Scene.KEY, this.policy, "put");
        assertThat(follower.result()).isEqualTo("put");
    }

    private static void assertTimedOut(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(WaitTimeoutException.class, (timeout) -> {
            assertThat(timeout).hasMessage(
                    "Key 'DE' of cache 'totals' is being loaded by another caller and was not there after 2500 ms");
            assertThat(timeout.cache()).isEqualTo("totals");
            assertThat(timeout.key()).isEqualTo("DE");
            assertThat(timeout.waited()).isEqualTo(Duration.ofMillis(2500));
        });
    }

    @Test
    void allAtTheirWaitLimitAreServedTheStaleValueIfThereIsOne() {
        this.policy = Scene
            .policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Scene.seconds(1));
        this.scene.leaseTo(Scene.seconds(60));
        Crowd crowd = callers(4, this.a);
        this.a.waiting().awaitBlocked(4);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(crowd.results()).hasSize(4).containsOnly("stale");
        assertThat(this.scene.source.loads()).isZero();
    }

    @Test
    void whoMayLoadThenDoesSoOnceAndStoresNothing() {
        this.policy = Scene
            .policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        this.scene.leaseTo(Scene.seconds(60));
        Crowd caller = callers(1, this.a);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(caller.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void whoMayLoadThenDoesNotWhileALoadRunsOnTheSameInstance() {
        this.policy = Scene
            .policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1, this.a);
        load.awaitReached();
        Crowd follower = callers(1, this.a);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(follower.failure()).isInstanceOf(WaitTimeoutException.class);
        load.release();
        leader.result();
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void callersThatWaitTogetherAndMayLoadThenShareOneLoad() {
        this.policy = Scene
            .policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        this.scene.leaseTo(Scene.seconds(60));
        Crowd first = callers(1, this.a);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Duration.ofMillis(500));
        Crowd others = callers(3, this.a);
        this.a.waiting().awaitBlocked(4);
        this.scene.clock.advance(Duration.ofMillis(500));
        assertThat(first.result()).isEqualTo("old");
        assertThat(others.results()).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aLoadThatAsksForItsOwnKeyIsToldSo() {
        Load recursive = () -> this.a.get(Scene.KEY, this.policy, this.scene.source);
        assertThat(Crowd.one(() -> this.a.get(Scene.KEY, this.policy, recursive)).failure())
            .isInstanceOf(RecursiveLoadException.class)
            .hasMessage("The load of key 'DE' of cache 'totals' asks for that same key and would wait for itself");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLoadThatAsksForItsOwnKeyInADetourIsToldSo() {
        Load inner = () -> this.a.get(Scene.KEY, this.policy, this.scene.source);
        Load outer = () -> this.a.get(OTHER, this.policy, inner);
        assertThat(Crowd.one(() -> this.a.get(Scene.KEY, this.policy, outer)).failure())
            .isInstanceOf(RecursiveLoadException.class);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLoadMayUseOtherKeys() {
        Load outer = () -> "outer " + this.a.get(OTHER, this.policy, () -> "inner");
        assertThat(Crowd.one(() -> this.a.get(Scene.KEY, this.policy, outer)).result()).isEqualTo("outer inner");
        this.scene.assertNothingLeaks();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void twoLoadsThatNeedEachOtherEndAtTheirWaitLimit(boolean sameInstance) {
        Crowd crowd = entangle(sameInstance ? this.a : this.b);
        List<Throwable> failures = crowd.failures();
        assertThat(failures).isNotEmpty().hasOnlyElementsOfType(WaitTimeoutException.class);
        assertThat(this.scene.clock.passed()).isLessThan(Scene.seconds(10));
        this.scene.assertNothingLeaks();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void twoLoadsThatNeedEachOtherEndAtTheirDeadlineIfTheirWaitLimitIsLater(boolean sameInstance) {
        this.policy = Scene.policy(Scene.rules().with(LOAD_DEADLINE, Scene.seconds(3)));
        entangle(sameInstance ? this.a : this.b).failures();
        assertThat(this.scene.clock.passed()).isLessThan(Scene.seconds(60));
    }

    private Crowd entangle(Instance second) {
        CyclicBarrier bothLoad = new CyclicBarrier(2);
        Load innermost = () -> "innermost";
        Load one = () -> {
            bothLoad.await(10, TimeUnit.SECONDS);
            return this.a.get(OTHER, this.policy, innermost);
        };
        Load two = () -> {
            bothLoad.await(10, TimeUnit.SECONDS);
            return second.get(Scene.KEY, this.policy, innermost);
        };
        Crowd crowd = Crowd
            .of(List.of(() -> this.a.get(Scene.KEY, this.policy, one), () -> second.get(OTHER, this.policy, two)));
        this.scene.drive(crowd, this.a, second);
        return crowd;
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, () -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
