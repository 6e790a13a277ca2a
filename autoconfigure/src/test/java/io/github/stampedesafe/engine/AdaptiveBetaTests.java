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
import java.util.OptionalDouble;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.stampedesafe.engine.AdaptiveBeta.Judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds for any rate, cost, life and target, drawn from a seed. */
@Tag("any-jdk")
class AdaptiveBetaTests {

    private static final int ROUNDS = 20_000;

    private static final double NONE = Double.POSITIVE_INFINITY;

    private final SplittableRandom random = new SplittableRandom(20261121);

    @Test
    void aKeyThatIsReadTwelveThousandTimesASecondNeedsAFifthOfTheUsualBeta() {
        assertThat(AdaptiveBeta.of(12_000, Duration.ofMillis(300), Duration.ofSeconds(2), 0.001).getAsDouble())
            .isCloseTo(0.21, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({ "0, 300, 60", "0.1, 300, 60", "12000, 0, 60", "12000, 40000, 60", "0.4, 1, 60" })
    void rareKeysAndUnknownOnesHaveNone(double rate, long costMillis, long lifeSeconds) {
        assertThat(AdaptiveBeta.of(rate, Duration.ofMillis(costMillis), Duration.ofSeconds(lifeSeconds), 0.001))
            .isEmpty();
        assertThat(new AdaptiveBeta(rate, Duration.ofMillis(costMillis), Duration.ofSeconds(lifeSeconds), 0.001)
            .judge(Duration.ofMillis(1), 100)).isEqualTo(Judgement.OUT_OF_REACH);
    }

    @Test
    void aReadIsDueIfAndOnlyIfItsDrawReachesTheEndWithTheSmallestBeta() {
        int due = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Key key = key();
            OptionalDouble beta = key.beta();
            Duration left = between(1, key.life.toNanos() / 2);
            double draw = this.random.nextExponential();
            Judgement judgement = key.judge(left, draw);
            if (beta.isEmpty()) {
                assertThat(judgement).isEqualTo(Judgement.OUT_OF_REACH);
            }
            else if (left.compareTo(key.window()) <= 0) {
                double reach = beta.getAsDouble() * key.cost.toNanos() * draw;
                double margin = reach / left.toNanos();
                if (Math.abs(margin - 1) > 1e-6) {
                    assertThat(judgement).as(key::toString).isEqualTo((margin > 1) ? Judgement.DUE : Judgement.NOT_DUE);
                    due += (margin > 1) ? 1 : 0;
                }
            }
            else {
                assertThat(judgement).isEqualTo(Judgement.NOT_DUE);
            }
        }
        assertThat(due).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void aLongerDrawAndANearerEndNeverMakeAReadLessDue() {
        for (int i = 0; i < ROUNDS; i++) {
            Key key = key();
            Duration left = between(1, key.life.toNanos());
            double draw = this.random.nextExponential();
            if (key.judge(left, draw) == Judgement.DUE) {
                assertThat(key.judge(left, draw * (1 + this.random.nextDouble()))).isEqualTo(Judgement.DUE);
                assertThat(key.judge(between(1, left.toNanos()), draw)).isEqualTo(Judgement.DUE);
            }
        }
    }

    @Test
    void nobodyIsDueInTheFirstHalfOfALife() {
        for (int i = 0; i < ROUNDS; i++) {
            Key key = key();
            Duration left = between(key.life.toNanos() / 2 + 2, key.life.toNanos() + 2);
            assertThat(key.judge(left, 1e6)).isNotEqualTo(Judgement.DUE);
        }
    }

    @Test
    void moreReadsAndALaxerTargetNeverNeedALargerBeta() {
        for (int i = 0; i < ROUNDS; i++) {
            Key key = key();
            double beta = key.beta().orElse(NONE);
            Key busier = new Key(key.rate * 2, key.cost, key.life, key.waitRate);
            Key laxer = new Key(key.rate, key.cost, key.life, Math.sqrt(key.waitRate));
            assertThat(busier.beta().orElse(NONE)).isLessThanOrEqualTo(beta);
            assertThat(laxer.beta().orElse(NONE)).isLessThanOrEqualTo(beta);
        }
    }

    @ParameterizedTest
    @CsvSource({ "12000, 300, 2000, 0.01", "12000, 300, 2000, 0.1", "1, 200, 60000, 0.01", "30, 200, 60000, 0.01",
            "30, 200, 60000, 0.2", "5, 5000, 60000, 0.05" })
    void asManyLivesEndWithoutATimelyDrawAsTheTargetSays(double rate, long costMillis, long lifeMillis,
            double waitRate) {
        Key key = new Key(rate, Duration.ofMillis(costMillis), Duration.ofMillis(lifeMillis), waitRate);
        int lives = 20_000;
        int late = 0;
        for (int i = 0; i < lives; i++) {
            late += key.isLate(this.random) ? 1 : 0;
        }
        double deviation = Math.sqrt(waitRate * (1 - waitRate) / lives);
        assertThat((double) late / lives).isCloseTo(waitRate, within(4 * deviation));
    }

    private Key key() {
        double rate = Math.pow(10, -2 + 7 * this.random.nextDouble());
        Duration cost = Duration.ofNanos((long) Math.pow(10, 4 + 6 * this.random.nextDouble()));
        Duration life = Duration.ofNanos((long) Math.pow(10, 8 + 4 * this.random.nextDouble()));
        return new Key(rate, cost, life, Math.pow(10, -6 * this.random.nextDouble() - 0.01));
    }

    private Duration between(long from, long to) {
        return Duration.ofNanos(this.random.nextLong(from, Math.max(from + 1, to)));
    }

    private record Key(double rate, Duration cost, Duration life, double waitRate) {

        private OptionalDouble beta() {
            return AdaptiveBeta.of(this.rate, this.cost, this.life, this.waitRate);
        }

        private Judgement judge(Duration left, double draw) {
            return new AdaptiveBeta(this.rate, this.cost, this.life, this.waitRate).judge(left, draw);
        }

        private Duration window() {
            Duration quarter = this.life.dividedBy(4);
            Duration twice = this.cost.multipliedBy(2);
            Duration longer = (quarter.compareTo(twice) > 0) ? quarter : twice;
            return (longer.compareTo(this.life.dividedBy(2)) < 0) ? longer : this.life.dividedBy(2);
        }

        /** Whether no read of a life is drawn while there is time for a load. */
        private boolean isLate(SplittableRandom random) {
            double left = window().toNanos();
            while (true) {
                left -= random.nextExponential() / this.rate * 1e9;
                if (left <= this.cost.toNanos()) {
                    return true;
                }
                if (judge(Duration.ofNanos((long) left), random.nextExponential()) == Judgement.DUE) {
                    return false;
                }
            }
        }

    }

}
