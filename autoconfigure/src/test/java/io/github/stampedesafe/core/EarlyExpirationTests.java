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

package io.github.stampedesafe.core;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    void drawsNobodyIfTheCostIsUnknown() {
        assertThat(drawn(1000, Duration.ZERO, Duration.ofNanos(1))).isZero();
    }

    private double drawn(double beta, Duration cost, Duration left) {
        Instant freshUntil = FILLED.plusSeconds(10);
        Entry entry = new Entry(FILLED.minus(cost), freshUntil, cost, null, Entry.Kind.VALUE, Payload.ofNull());
        int reads = 100_000;
        int drawn = 0;
        for (int i = 0; i < reads; i++) {
            if (EarlyExpiration.isDue(entry, beta, freshUntil.minus(left), this.random.nextExponential())) {
                drawn++;
            }
        }
        return (double) drawn / reads;
    }

    @Test
    void aBusyKeyWhoseCostIsNearItsTtlIsNotRenewedWithoutPause() {
        assertThat(loads(true)).isBetween(15, 18);
        assertThat(loads(false)).isBetween(55, 63);
    }

    /**
     * 12,000 reads a second for 20 s of one key, whose load takes 0.3 s, with a ttl of 2
     * s.
     */
    private int loads(boolean bounded) {
        Duration cost = Duration.ofMillis(300);
        Entry entry = filledAt(FILLED, cost);
        Instant end = null;
        int loads = 1;
        for (int read = 0; read < 20 * 12_000; read++) {
            Instant now = FILLED.plusNanos(read * 1_000_000_000L / 12_000);
            if (end != null && !now.isBefore(end)) {
                entry = filledAt(end, cost);
                end = null;
            }
            double draw = this.random.nextExponential();
            boolean due = bounded ? EarlyExpiration.isDue(entry, 1, now, draw)
                    : cost.toNanos() * draw >= Duration.between(now, entry.freshUntil()).toNanos();
            if (end == null && (due || !now.isBefore(entry.freshUntil()))) {
                end = now.plus(cost);
                loads++;
            }
        }
        return loads;
    }

    private static Entry filledAt(Instant filled, Duration cost) {
        return new Entry(filled.minus(cost), filled.plusSeconds(2), cost, null, Entry.Kind.VALUE, Payload.ofNull());
    }

}
