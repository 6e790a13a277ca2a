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

package io.github.stampedesafe.policy;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DurationTextTests {

    @ParameterizedTest
    @CsvSource({ "PT0S, 0s", "PT10M, 10m", "PT1H, 1h", "PT24H, 1d", "PT25H, 25h", "PT90S, 90s", "PT1.5S, 1500ms",
            "PT0.000001S, 1us", "PT0.000000001S, 1ns", "PT-5S, -5s", "PT-1.5S, -1500ms", "P3650D, 3650d",
            "P100000D, 100000d", "P100001D, PT2400024H" })
    void saysItInTheLargestWholeUnit(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({ "PT0S, 0s", "PT10M, 10m", "PT24H, 1d", "PT22H30M, 22h30m", "P1DT1H, 1d1h", "PT90S, 1m30s",
            "PT1.5S, 1s500ms", "PT0.001002003S, 1ms2us3ns", "PT0.000000001S, 1ns", "PT-90S, -90s", "P100000D, 100000d",
            "P100001D, PT2400024H" })
    void saysItInAllItsUnits(Duration duration, String text) {
        assertThat(DurationText.inUnits(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({ "5, true", "-5, true", "+10, true", "05, true", "0, false", "-000, false", "5s, false", "1.5, false",
            "'', false" })
    void onlyZeroIsWithoutAUnit(String text, boolean lacksUnit) {
        assertThat(DurationText.lacksUnit(text)).isEqualTo(lacksUnit);
    }

    @Test
    void saysWhatToWriteForANumberWithoutAUnit() {
        assertThat(DurationText.unitRemedy("5")).isEqualTo("Write '5s', or '5ms' for milliseconds");
    }

    @Test
    void saysEvenWhatNobodyCouldMean() {
        assertThat(DurationText.of(Duration.ofSeconds(Long.MAX_VALUE))).startsWith("PT");
        assertThat(DurationText.of(Duration.ofSeconds(Long.MIN_VALUE))).startsWith("PT-");
    }

}
