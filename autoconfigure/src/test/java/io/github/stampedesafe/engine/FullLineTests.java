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

import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitInterruptedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnWaitTimeout;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** Loads whose turn does not come: the line is full, the wait limit, an interrupt. */
class FullLineTests {

    private static final CacheKey SLOW = new CacheKey("totals", "slow");

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private Hold load = new Hold();

    private Crowd running = Crowd.one(() -> null);

    @BeforeEach
    void occupyThePermit() {
        Policy policy = Scene.policy(rules());
        this.load = this.scene.source.hold();
        this.running = Crowd.one(() -> this.a.get(SLOW, policy, this.scene.source));
        this.load.awaitReached();
    }

    @Test
    void aLoadPastTheEndOfTheLineIsRefusedAtOnce() {
        Policy policy = Scene.policy(rules());
        Crowd waiting = callers(1, OTHER, policy);
        this.a.waiting().awaitBlocked(1);
        assertThat(callers(1, Scene.KEY, policy).failure()).isInstanceOfSatisfying(LoadRefusedException.class,
                (refused) -> {
                    assertThat(refused).hasMessage("Key 'DE' of cache 'totals' was not loaded, because 1 loads of the "
                            + "cache run and 1 wait on this instance. Raise 'max-concurrent-loads' of the cache if its "
                            + "source can bear more loads at one time, or 'max-waiting-loads' if callers can wait "
                            + "longer");
                    assertThat(refused.cache()).isEqualTo("totals");
                    assertThat(refused.key()).isEqualTo("DE");
                    assertThat(refused.maxConcurrentLoads()).isOne();
                    assertThat(refused.maxWaitingLoads()).isOne();
                });
        assertThat(this.a.listener().count("loadRefused totals:DE")).isOne();
        end(waiting);
        assertThat(this.scene.source.loads()).isEqualTo(2);
    }

    @Test
    void whoIsRefusedIsServedTheStaleValueWhereThereIsOne() {
        Policy policy = Scene.policy(rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(policy, Scene.seconds(1));
        Crowd waiting = callers(1, OTHER, policy);
        this.a.waiting().awaitBlocked(1);
        assertThat(callers(1, Scene.KEY, policy).result()).isEqualTo("stale");
        assertThat(this.a.listener().count("hit totals:DE STALE_IF_ERROR")).isOne();
        end(waiting);
    }

    @Test
    void aCallerAtItsWaitLimitIsToldSoAndLeavesTheLine() {
        Policy policy = Scene.policy(rules().with(WAIT_TIMEOUT, Scene.seconds(2)));
        Crowd waiting = callers(1, Scene.KEY, policy);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(2));
        assertThat(waiting.failure()).isInstanceOfSatisfying(WaitTimeoutException.class, (timeout) -> {
            assertThat(timeout).hasMessage("Key 'DE' of cache 'totals' was still waiting for its turn to be loaded "
                    + "after 2000 ms. Raise 'max-concurrent-loads' of the cache if its source can bear more loads at "
                    + "one time");
            assertThat(timeout.waited()).isEqualTo(Scene.seconds(2));
        });
        assertThat(this.a.listener().count("loadWaited totals:DE PT2S")).isOne();
        end(callers(1, OTHER, policy));
    }

    @Test
    void aCallerAtItsWaitLimitIsServedTheStaleValueIfThereIsOne() {
        Policy policy = Scene
            .policy(rules().with(WAIT_TIMEOUT, Scene.seconds(2)).with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(policy, Scene.seconds(1));
        Crowd waiting = callers(1, Scene.KEY, policy);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(2));
        assertThat(waiting.result()).isEqualTo("stale");
        end(callers(1, OTHER, policy));
    }

    @Test
    void whoMayLoadInsteadOfWaitingDoesNotExceedTheBound() {
        Policy policy = Scene
            .policy(rules().with(WAIT_TIMEOUT, Scene.seconds(1)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD));
        Crowd waiting = callers(1, OTHER, policy);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(waiting.failure()).isInstanceOf(WaitTimeoutException.class);

        this.scene.leaseTo(Scene.seconds(60));
        this.load.release();
        this.running.result();
        Crowd free = callers(1, Scene.KEY, policy);
        this.a.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(free.result()).isEqualTo("old");
        assertThat(this.scene.source.mostAtOnce()).isOne();
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void anInterruptEndsTheWaitAtOnceAndGivesThePlaceBack() {
        Policy policy = Scene.policy(rules());
        Crowd interrupted = callers(1, OTHER, policy);
        this.a.waiting().awaitBlocked(1);
        interrupted.interrupt();
        assertThat(interrupted.failure()).isInstanceOf(WaitInterruptedException.class);
        end(callers(1, OTHER, policy));
    }

    private void end(Crowd waiting) {
        this.a.waiting().awaitBlocked(1);
        this.load.release();
        assertThat(waiting.result()).isEqualTo("old");
        assertThat(this.running.result()).isEqualTo("old");
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    private static PolicyLayer rules() {
        return Scene.rules().with(MAX_CONCURRENT_LOADS, 1).with(MAX_WAITING_LOADS, 1);
    }

    private Crowd callers(int callers, CacheKey key, Policy policy) {
        return Crowd.of(callers, () -> this.a.get(key, policy, this.scene.source));
    }

}
