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

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads a second, of which the newest count most. */
class ReadRateTests {

    private static final Offset<Double> A_HUNDREDTH = Offset.offset(0.1);

    private final ReadRate rate = new ReadRate();

    @Test
    void aSteadyRateIsFound() {
        pass(60, 10);
        assertThat(this.rate.perSecond()).isCloseTo(10, Offset.offset(0.5));
        pass(240, 10);
        assertThat(this.rate.perSecond()).isCloseTo(10, A_HUNDREDTH);
    }

    @Test
    void oneReadMakesNoRate() {
        this.rate.add(1, 0.25);
        assertThat(this.rate.perSecond()).isBetween(0.25, 0.35);
    }

    @Test
    void itForgetsWithATimeConstantOfAMinute() {
        pass(600, 10);
        pass(60, 0);
        assertThat(this.rate.perSecond()).isCloseTo(10 / Math.E, A_HUNDREDTH);
    }

    private void pass(int seconds, long readsPerSecond) {
        for (int i = 0; i < seconds; i++) {
            this.rate.add(readsPerSecond, 1);
        }
    }

}
