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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnWaitTimeout;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** Callers that wait for the load of another, in a bounded cache. */
class BoundedFollowersTests {

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));

    @Test
    void followersNeedNoPermit() {
        Hold load = this.scene.source.hold();
        Crowd crowd = Crowd.of(8, () -> get(this.a, Scene.KEY));
        load.awaitReached();
        this.a.waiting().awaitBlocked(7);
        load.release();
        assertThat(crowd.results()).hasSize(8).containsOnly("old");
        assertThat(this.a.listener().count("loadWaited")).isZero();
    }

    @Test
    void whoWaitsForAnotherInstanceHoldsNoPermit() {
        this.scene.leaseTo(Scene.seconds(60));
        Crowd waiter = caller(this.a, Scene.KEY);
        this.a.waiting().awaitBlocked(1);
        assertThat(caller(this.a, OTHER).result()).isEqualTo("old");
        this.b.put(Scene.KEY, this.policy, "put");
        assertThat(waiter.result()).isEqualTo("put");
        this.scene.assertNothingLeaks();
    }

    @Test
    void whoWaitsForAnotherInstanceIsNotRefusedWhenItTriesAgain() {
        FullLine line = new FullLine(Scene.seconds(60));
        this.b.put(Scene.KEY, this.policy, "put");
        assertThat(line.waiter.result()).isEqualTo("put");
        line.clear();
        assertThat(this.a.listener().count("loadRefused")).isZero();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLeaderThatIsRefusedWhenItTriesAgainAsksAgainSoon() {
        FullLine line = new FullLine(Scene.seconds(1));
        line.clear();
        this.scene.clock.advance(Duration.ofMillis(250));
        assertThat(line.waiter.result()).isEqualTo("old");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aCallerThatMayLoadAtItsWaitLimitDoesNotExceedTheBound() {
        this.policy = Scene.policy(Scene.rules()
            .with(MAX_CONCURRENT_LOADS, 1)
            .with(WAIT_TIMEOUT, Duration.ofMillis(900))
            .with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        this.scene.leaseTo(Scene.seconds(60));
        Crowd waiter = caller(this.a, Scene.KEY);
        this.a.waiting().awaitBlocked(1);
        Hold load = this.scene.source.hold();
        Crowd running = caller(this.a, OTHER);
        load.awaitReached();
        this.scene.clock.advance(Duration.ofMillis(900));
        assertThat(waiter.failure()).isInstanceOf(WaitTimeoutException.class);
        load.release();
        running.result();
        assertThat(this.scene.source.loads()).isOne();
    }

    private Crowd caller(Instance instance, CacheKey key) {
        return Crowd.one(() -> get(instance, key));
    }

    private @Nullable Object get(Instance instance, CacheKey key) throws Throwable {
        return instance.get(key, this.policy, this.scene.source);
    }

    /**
     * A caller that waits for another instance and is refused when it tries again: of two
     * other keys one loads, and one waits in a line for one.
     */
    private final class FullLine {

        private final Crowd waiter;

        private final Hold load;

        private final Crowd running;

        private final Crowd queued;

        /**
         * Lets the waiter be refused.
         * @param lease how long the other instance has the lease of its key
         */
        FullLine(Duration lease) {
            Instance instance = BoundedFollowersTests.this.a;
            BoundedFollowersTests.this.policy = Scene
                .policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1).with(MAX_WAITING_LOADS, 1));
            BoundedFollowersTests.this.scene.leaseTo(lease);
            this.waiter = caller(instance, Scene.KEY);
            instance.waiting().awaitBlocked(1);
            this.load = BoundedFollowersTests.this.scene.source.hold();
            this.running = caller(instance, OTHER);
            this.load.awaitReached();
            this.queued = caller(instance, new CacheKey("totals", "IT"));
            instance.waiting().awaitBlocked(2);
            BoundedFollowersTests.this.scene.clock.advance(Scene.seconds(1));
            instance.waiting().awaitWaits(3);
        }

        /** Lets the loads of the other keys end. */
        void clear() {
            this.load.release();
            assertThat(List.of(this.running.results(), this.queued.results())).containsOnly(List.of("old"));
        }

    }

}
