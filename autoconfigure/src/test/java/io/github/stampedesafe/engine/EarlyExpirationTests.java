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
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.StoreClock;
import io.github.stampedesafe.testing.ScriptedRandom;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.EARLY_EXPIRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

/** Which reads are drawn to refresh what they read. */
class EarlyExpirationTests {

    private static final Instant FILLED = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random = new SplittableRandom(42);

    @ParameterizedTest
    @CsvSource({ "1.0, 100, 50", "1.0, 100, 300", "1.0, 2000, 1000", "2.0, 100, 300", "0.5, 1000, 400",
            "10, 20, 1000" })
    void drawsTheShareOfReadsThatThePaperSays(double beta, long costMillis, long leftMillis) {
        double expected = Math.exp(-leftMillis / (beta * costMillis));
        assertThat(drawn(beta, Duration.ofMillis(costMillis), Duration.ofMillis(leftMillis))).isCloseTo(expected,
                within(0.005));
    }

    @Test
    void aCostOfMicrosecondsCountsToo() {
        assertThat(drawn(1, Duration.ofNanos(200_000), Duration.ofNanos(100_000))).isCloseTo(Math.exp(-0.5),
                within(0.005));
    }

    @ParameterizedTest
    @CsvSource({ "1.0, 5001", "1000, 5001", "1000, 9999", "0, 1" })
    void drawsNobodyInTheFirstHalfOfTheLifeOrWithoutBeta(double beta, long leftMillis) {
        assertThat(drawn(beta, Duration.ofSeconds(60), Duration.ofMillis(leftMillis))).isZero();
    }

    @Test
    void timesOfMoreNanosecondsThanALongHoldsAreJudgedLikeOthers() {
        Instant farthest = Instant.ofEpochMilli((1L << 53) - 1);
        EarlyExpiration judge = new EarlyExpiration(this.random, ReadRates.UNKNOWN);
        for (EarlyExpirationMode choice : EarlyExpirationMode.values()) {
            Policy policy = Scene.policy(Scene.rules().with(BETA, 1.0).with(EARLY_EXPIRATION, choice));
            Entry entry = new Entry(Instant.EPOCH, farthest, Duration.ofSeconds(1), null, Entry.Kind.VALUE,
                    Payload.ofNull());
            assertThat(judge.isDue(Scene.KEY, policy, entry, StoreClock.micros(FILLED))).isFalse();
            assertThat(judge.isDue(Scene.KEY, policy, entry, StoreClock.micros(farthest.minusSeconds(9_223_372_037L))))
                .isFalse();
            assertThat(FreshnessRule.of(entry, false, policy, FILLED)).isEqualTo(Freshness.FRESH);
            assertThat(FreshnessRule.of(entry, false, policy, farthest)).isEqualTo(Freshness.ABSENT);
        }
    }

    @Test
    void drawsNobodyIfTheCostIsUnknown() {
        assertThat(drawn(1000, Duration.ZERO, Duration.ofNanos(1))).isZero();
    }

    private double drawn(double beta, Duration cost, Duration left) {
        Instant freshUntil = FILLED.plusSeconds(10);
        Entry entry = new Entry(FILLED.minus(cost), freshUntil, cost, null, Entry.Kind.VALUE, Payload.ofNull());
        EarlyExpiration judge = new EarlyExpiration(this.random, ReadRates.UNKNOWN);
        Policy policy = Scene.policy(Scene.rules().with(BETA, beta));
        int reads = 100_000;
        int drawn = 0;
        for (int i = 0; i < reads; i++) {
            if (judge.isDue(Scene.KEY, policy, entry, StoreClock.micros(freshUntil.minus(left)))) {
                drawn++;
            }
        }
        return (double) drawn / reads;
    }

    @Test
    void aBusyKeyWhoseCostIsNearItsTtlIsNotRefreshedWithoutPause() {
        BusyKey fixed = new BusyKey(Scene.rules().with(BETA, 1.0));
        fixed.live(false);
        assertThat(fixed.loads).isBetween(15, 18);
        assertThat(fixed.waiting).isZero();
        BusyKey unbounded = new BusyKey(Scene.rules().with(BETA, 1.0));
        unbounded.live(true);
        assertThat(unbounded.loads).isBetween(55, 63);
    }

    @Test
    void withABetaOfItsOwnABusyKeyIsLoadedHardlyMoreOftenThanItMust() {
        BusyKey adaptive = new BusyKey(Scene.rules().with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE));
        adaptive.live(false);
        assertThat(adaptive.loads).isBetween(11, 13);
        assertThat(adaptive.waiting).isZero();
        assertThat(adaptive.earliest).isBetween(Duration.ofMillis(400), Duration.ofMillis(900));
    }

    @Test
    void withoutEarlyExpirationReadersOfABusyKeyWaitAgainAndAgain() {
        BusyKey never = new BusyKey(Scene.rules().with(BETA, 0.0));
        never.live(false);
        assertThat(never.loads).isEqualTo(9);
        assertThat(never.waiting).isBetween(28_000, 33_000);
    }

    @Test
    void aKeyOfUnknownRateFallsBackToTheFixedBeta() {
        Policy adaptive = Scene
            .policy(Scene.rules().with(BETA, 0.5).with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE));
        Policy fixed = Scene.policy(Scene.rules().with(BETA, 0.5));
        Entry entry = filledAt(FILLED, Duration.ofMillis(300));
        for (int i = 0; i < 10_000; i++) {
            ScriptedRandom draw = new ScriptedRandom().exponential(this.random.nextExponential());
            EarlyExpiration judge = new EarlyExpiration(draw, ReadRates.UNKNOWN);
            Instant now = FILLED.plusMillis(this.random.nextInt(2_000));
            assertThat(judge.isDue(Scene.KEY, adaptive, entry, StoreClock.micros(now)))
                .isEqualTo(judge.isDue(Scene.KEY, fixed, entry, StoreClock.micros(now)));
        }
    }

    @Test
    void withABetaOfItsOwnAKeyIsRefreshedInTheLastQuarterOfItsLife() {
        Policy adaptive = Scene.policy(Scene.rules().with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE));
        Entry entry = filledAt(FILLED, Duration.ofMillis(10));
        ScriptedRandom draws = new ScriptedRandom().exponential(1_000);
        EarlyExpiration judge = new EarlyExpiration(draws, new Rate(12_000));
        assertThat(judge.isDue(Scene.KEY, adaptive, entry, StoreClock.micros(FILLED.plusMillis(1_499)))).isFalse();
        draws.exponential(1_000);
        assertThat(judge.isDue(Scene.KEY, adaptive, entry, StoreClock.micros(FILLED.plusMillis(1_500)))).isTrue();
    }

    @Test
    void theRateIsAskedForOnlyIfItMatters() {
        ReadRates nobody = new Rate(Double.NaN);
        Entry entry = filledAt(FILLED, Duration.ofMillis(300));
        EarlyExpiration judge = new EarlyExpiration(this.random, nobody);
        Policy adaptive = Scene.policy(Scene.rules().with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE));
        assertThat(judge.isDue(Scene.KEY, adaptive, entry, StoreClock.micros(FILLED.plusMillis(999)))).isFalse();
        assertThat(judge.isDue(Scene.KEY, Scene.plain(), entry, StoreClock.micros(FILLED.plusMillis(1_999)))).isFalse();
        assertThatIllegalStateException()
            .isThrownBy(() -> judge.isDue(Scene.KEY, adaptive, entry, StoreClock.micros(FILLED.plusMillis(1_000))));
    }

    private static Entry filledAt(Instant filled, Duration cost) {
        return new Entry(filled.minus(cost), filled.plusSeconds(2), cost, null, Entry.Kind.VALUE, Payload.ofNull());
    }

    /** Knows the rate of all keys; that it is not to be asked, if it is not a number. */
    private record Rate(double rate) implements ReadRates {

        @Override
        public void recordRead(Request request, @Nullable Entry found) {
        }

        @Override
        public double rate(CacheKey key) {
            if (Double.isNaN(this.rate)) {
                throw new IllegalStateException("Nobody should ask");
            }
            return this.rate;
        }

    }

    /** 12,000 reads a second of a key, whose load takes 0.3 s and whose ttl is 2 s. */
    private static final class BusyKey {

        private static final Duration COST = Duration.ofMillis(300);

        private final RandomGenerator random = new SplittableRandom(42);

        private final EarlyExpiration judge = new EarlyExpiration(this.random, new Rate(12_000));

        private final Policy policy;

        private int loads = 1;

        private int waiting;

        private Duration earliest = Duration.ZERO;

        BusyKey(PolicyLayer rules) {
            this.policy = Scene.policy(rules);
        }

        /**
         * Lives for 20 s.
         * @param unbounded whether a draw counts in the first half of a life, too
         */
        void live(boolean unbounded) {
            Entry entry = filledAt(FILLED, COST);
            Instant end = null;
            for (int read = 0; read < 20 * 12_000; read++) {
                Instant now = FILLED.plusNanos(read * 1_000_000_000L / 12_000);
                if (end != null && !now.isBefore(end)) {
                    entry = filledAt(end, COST);
                    end = null;
                }
                Duration left = Duration.between(now, entry.freshUntil());
                boolean expired = left.isZero() || left.isNegative();
                this.waiting += expired ? 1 : 0;
                if (end == null && (expired || isDue(entry, now, left, unbounded))) {
                    end = now.plus(COST);
                    this.loads++;
                    this.earliest = (left.compareTo(this.earliest) > 0) ? left : this.earliest;
                }
            }
        }

        private boolean isDue(Entry entry, Instant now, Duration left, boolean unbounded) {
            return unbounded ? COST.toNanos() * this.random.nextExponential() >= left.toNanos()
                    : this.judge.isDue(Scene.KEY, this.policy, entry, StoreClock.micros(now));
        }

    }

}
