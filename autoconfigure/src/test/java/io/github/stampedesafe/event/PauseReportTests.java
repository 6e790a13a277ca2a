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

package io.github.stampedesafe.event;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

class PauseReportTests {

    private final MutableClock clock = new MutableClock();

    private final PauseReport pauses = new PauseReport(this.clock::nanoTime, this.clock);

    @Test
    void aTickInTimeIsNoPause() {
        for (int i = 0; i < 100; i++) {
            assertThat(tickAfter(PauseReport.PERIOD)).isNull();
        }
        assertThat(this.pauses.latest()).isNull();
    }

    @Test
    void aTickThatIsALittleLateIsNoPause() {
        this.pauses.tick();
        assertThat(tickAfter(PauseReport.PERIOD.plus(PauseReport.SHORTEST).minusNanos(1))).isNull();
    }

    @Test
    void aLateTickTellsHowLongTheInstanceStoodStillAndWhen() {
        this.pauses.tick();
        Instant before = this.clock.instant();
        InstancePause pause = tickAfter(Duration.ofMillis(900));
        assertThat(pause).isEqualTo(new InstancePause(before.plusMillis(900), Duration.ofMillis(800)));
        assertThat(this.pauses.latest()).isEqualTo(pause);
        assertThat(tickAfter(PauseReport.PERIOD)).isNull();
        assertThat(this.pauses.latest()).isEqualTo(pause);
    }

    @Test
    void theLatestPauseIsKept() {
        this.pauses.tick();
        tickAfter(Duration.ofSeconds(3));
        InstancePause later = tickAfter(Duration.ofMillis(500));
        assertThat(this.pauses.latest()).isEqualTo(later);
    }

    @Test
    void theTimeBeforeTheFirstTickIsNoPause() {
        assertThat(tickAfter(Duration.ofHours(1))).isNull();
    }

    @Test
    void theTimeWithoutTicksIsNoPause() {
        this.pauses.tick();
        this.pauses.stop();
        assertThat(tickAfter(Duration.ofHours(1))).isNull();
    }

    private @Nullable InstancePause tickAfter(Duration time) {
        this.clock.advance(time);
        return this.pauses.tick();
    }

}
