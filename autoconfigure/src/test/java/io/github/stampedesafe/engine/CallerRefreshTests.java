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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.FAILURE_TTL;
import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Refreshes that only a caller can run. */
class CallerRefreshTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    @Test
    void oneCallerLoadsAndAllOthersAreServedTheOldValue() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        Hold load = this.scene.source.hold();
        Crowd caller = callers(1, new OfCallers());
        load.awaitReached();
        assertThat(callers(8, new OfCallers()).results()).containsOnly("stale");
        assertThat(Crowd.of(8, () -> this.scene.b.get(Scene.KEY, this.policy, new OfCallers())).results())
            .containsOnly("stale");
        load.release();
        assertThat(caller.result()).isEqualTo("old");
        assertThat(callers(8, new OfCallers()).results()).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.waiting().waits()).isEmpty();
        assertThat(this.a.listener().count("loaded totals:DE STALE")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aBackgroundLoadThatNeedsItsCallerAsksForNoLeaseAndTheNextCallerLoads() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.leaseTo(Scene.seconds(1));
        assertThat(callers(1, new Checked(true)).result()).isEqualTo("stale");
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.a.listener().count("refreshNeedsCaller")).isOne();
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(callers(1, new Checked(true)).result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void whoJoinedALoadThatTurnsOutToNeedItsCallerLoadsForHimselfAndNoFailureIsRemembered() {
        this.policy = Scene
            .policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(5)).with(FAILURE_TTL, Scene.seconds(60)));
        this.scene.fillStale(this.policy, Duration.ZERO);
        Hold load = this.scene.source.hold();
        callers(1, new Checked(false)).result();
        Crowd refresh = Crowd.one(() -> {
            this.a.refreshes().take().run();
            return null;
        });
        load.awaitReached();
        this.scene.clock.advance(Scene.seconds(5));
        Crowd joined = callers(4, new Checked(false));
        while (this.a.waiting().waits().size() < 4) {
            Thread.onSpinWait();
        }
        load.release();
        refresh.result();
        assertThat(joined.results()).containsOnly("old");
        assertThat(this.scene.source.loads()).isEqualTo(2);
        assertThat(this.a.listener().count("loadFailed")).isZero();
        assertThat(this.a.listener().count("failureRemembered")).isZero();
        assertThat(this.a.listener().count("refreshNeedsCaller")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void afterTenMinutesTheBackgroundIsTriedAgain() {
        this.policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Duration.ofHours(1)));
        this.scene.fillStale(this.policy, Duration.ZERO);
        callers(1, new OfCallers()).result();
        this.scene.clock.advance(Duration.ofMinutes(9));
        callers(1, this.scene.source).result();
        assertThat(this.scene.source.loads()).isEqualTo(2);
        this.scene.clock.advance(Duration.ofMinutes(1));
        callers(1, this.scene.source).result();
        assertThat(this.a.refreshes().runAll()).isOne();
    }

    @Test
    void aCallersLoadThatFailsIsCountedAndTheOldValueServed() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.source.fail(new IOException());
        assertThat(callers(1, new OfCallers()).result()).isEqualTo("stale");
        assertThat(this.a.listener().count("loadFailed totals:DE STALE IOException")).isOne();
        assertThat(callers(1, new OfCallers()).result()).isEqualTo("stale");
        assertThat(this.scene.source.loads()).isOne();
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(callers(1, new OfCallers()).result()).isEqualTo("old");
    }

    @Test
    void aCallerWhoseLoadIsInterruptedGetsTheOldValueAndIsStillInterrupted() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.source.fail(new InterruptedException());
        Crowd caller = Crowd.one(() -> {
            Object value = this.a.get(Scene.KEY, this.policy, new OfCallers());
            return value + ", interrupted: " + Thread.interrupted();
        });
        assertThat(caller.result()).isEqualTo("stale, interrupted: true");
    }

    @Test
    void aCallerDoesNotWaitForAnothersLease() {
        this.scene.fillStale(this.policy, Duration.ZERO);
        this.scene.leaseTo(Scene.seconds(60));
        assertThat(callers(1, new OfCallers()).result()).isEqualTo("stale");
        assertThat(this.scene.source.loads()).isZero();
        assertThat(this.a.waiting().waits()).isEmpty();
    }

    @Test
    void aCallerDoesNotWaitForItsTurnToLoad() {
        this.policy = Scene
            .policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)).with(MAX_CONCURRENT_LOADS, 1));
        this.scene.fillStale(this.policy, Duration.ZERO);
        Hold load = this.scene.source.hold();
        Crowd other = Crowd.one(() -> this.a.get(new CacheKey("totals", "FR"), this.policy, this.scene.source));
        load.awaitReached();
        assertThat(callers(1, new OfCallers()).result()).isEqualTo("stale");
        load.release();
        other.result();
        assertThat(callers(1, new OfCallers()).result()).isEqualTo("old");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aRecomputeThatNeedsACallerSaysSo() {
        this.a.put(Scene.KEY, this.policy, "before");
        RecomputeOutcome[] end = new RecomputeOutcome[1];
        this.a.engine()
            .recompute(new Request(Scene.KEY, this.policy, new io.github.stampedesafe.testing.StringCodec(),
                    new Checked(true)), (seen) -> true, (recomputed) -> end[0] = recomputed);
        this.a.refreshes().runAll();
        assertThat(end[0].result()).isEqualTo(RecomputeOutcome.Result.NEEDS_CALLER);
        assertThat(end[0].failure()).isInstanceOf(LoadNeedsCallerException.class);
        assertThat(this.scene.source.loads()).isZero();
        this.scene.assertNothingLeaks();
    }

    private Crowd callers(int callers, Load load) {
        return Crowd.of(callers, () -> this.a.get(Scene.KEY, this.policy, load));
    }

    private static LoadNeedsCallerException refusal() {
        return new LoadNeedsCallerException("No caller.", null);
    }

    /** A load that only callers can run, as is known beforehand. */
    private final class OfCallers implements Load {

        @Override
        public @Nullable Object load() throws Throwable {
            return CallerRefreshTests.this.scene.source.load();
        }

        @Override
        public Load detached() {
            throw refusal();
        }

    }

    /** A load that turns out to need its caller, before it begins or when it ends. */
    private final class Checked implements Load {

        private final boolean before;

        private Checked(boolean before) {
            this.before = before;
        }

        @Override
        public @Nullable Object load() throws Throwable {
            return CallerRefreshTests.this.scene.source.load();
        }

        @Override
        public void verify() {
            if (this.before) {
                throw refusal();
            }
        }

        @Override
        public Load detached() {
            return new Detached(this);
        }

    }

    /** The same, without its caller. */
    private record Detached(Checked checked) implements Load {

        @Override
        public @Nullable Object load() throws Throwable {
            this.checked.load();
            throw refusal();
        }

        @Override
        public void verify() {
            this.checked.verify();
        }

    }

}
