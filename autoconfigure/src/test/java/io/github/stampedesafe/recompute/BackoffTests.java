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

package io.github.stampedesafe.recompute;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.stampedesafe.testing.ScriptedRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a key is left alone that cannot be recomputed. */
class BackoffTests {

    private static final long NOW = Long.MAX_VALUE - 1; // nano time may overflow

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ScriptedRandom random = new ScriptedRandom();

    @ParameterizedTest
    @CsvSource({ "1, 1000", "2, 2000", "3, 4000", "9, 256000", "10, 300000", "1000, 300000" })
    void pausesDoubleUpToFiveMinutes(int failures, long millis) {
        assertThat(pause(failures, 0)).isEqualTo(Duration.ofMillis(millis / 2));
        assertThat(pause(failures, 0.5)).isEqualTo(Duration.ofMillis(millis * 3 / 4));
    }

    @Test
    void aKeyIsLeftAloneUntilItsPauseIsOver() {
        Backoff backoff = Backoff.NONE.failed(new IOException("down"), LONGEST, NOW, this.random);
        assertThat(backoff.isPausing(NOW)).isTrue();
        assertThat(backoff.isPausing(NOW + Duration.ofMillis(499).toNanos())).isTrue();
        assertThat(backoff.isPausing(NOW + Duration.ofMillis(500).toNanos())).isFalse();
        assertThat(backoff.failures()).isOne();
        assertThat(backoff.lastFailure()).isEqualTo("java.io.IOException: down");
    }

    @Test
    void whoHasNoSetbacksDoesNotPause() {
        assertThat(Backoff.NONE.isPausing(Long.MIN_VALUE)).isFalse();
        assertThat(Backoff.NONE.isPausing(Long.MAX_VALUE)).isFalse();
    }

    private Duration pause(int failures, double chance) {
        this.random.uniform(chance);
        Backoff backoff = Backoff.NONE;
        for (int i = 0; i < failures; i++) {
            backoff = backoff.failed(null, LONGEST, NOW, this.random);
        }
        return Duration.ofNanos(backoff.notBefore() - NOW);
    }

}
