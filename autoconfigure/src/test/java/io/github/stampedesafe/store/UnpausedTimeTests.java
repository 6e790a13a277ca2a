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

package io.github.stampedesafe.store;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnpausedTimeTests {

    private static final long PERIOD = 100;

    private final UnpausedTime time = new UnpausedTime(Duration.ofNanos(PERIOD), 1_000);

    @Test
    void aTickAtTwiceItsTimeIsNotLate() {
        this.time.tick(1_000 + 2 * PERIOD);
        assertThat(this.time.nanos()).isEqualTo(2 * PERIOD);
        assertThat(this.time.isSettled()).isTrue();
    }

    @Test
    void aLateTickCountsAsOnePeriodAndTheNextOneSettles() {
        this.time.tick(1_001 + 2 * PERIOD);
        assertThat(this.time.nanos()).isEqualTo(PERIOD);
        assertThat(this.time.isSettled()).isFalse();
        this.time.tick(1_001 + 3 * PERIOD);
        assertThat(this.time.nanos()).isEqualTo(2 * PERIOD);
        assertThat(this.time.isSettled()).isTrue();
    }

    @Test
    void theRunningPeriodCountsUpToItsLength() {
        this.time.tick(1_000 + PERIOD);
        assertThat(this.time.nanos(1_000 + PERIOD + 30)).isEqualTo(PERIOD + 30);
        assertThat(this.time.nanos(1_000 + 9 * PERIOD)).isEqualTo(2 * PERIOD);
        assertThat(this.time.nanos(1_000)).isEqualTo(PERIOD);
    }

    @Test
    void aTimeWithoutTicksDoesNotCount() {
        this.time.tick(9_000);
        this.time.resume(20_000);
        assertThat(this.time.isSettled()).isTrue();
        assertThat(this.time.nanos(20_010)).isEqualTo(PERIOD + 10);
    }

}
