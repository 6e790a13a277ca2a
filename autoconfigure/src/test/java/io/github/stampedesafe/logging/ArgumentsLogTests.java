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

package io.github.stampedesafe.logging;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.ScheduleEvent.ArgumentsFailed;
import io.github.stampedesafe.event.ScheduleEvent.ArgumentsOverdue;

import static org.assertj.core.api.Assertions.assertThat;

class ArgumentsLogTests {

    private static final String TOTALS = "Shop.totals(String)";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final LoggingCacheListener listener = new LoggingCacheListener(this.now::get);

    @Test
    void argumentsThatCannotBeEvaluatedAreAWarningEveryFiveMinutesForEachMethod() {
        try (LogRecorder recorder = new LogRecorder(ArgumentsLog.class, Level.WARN)) {
            this.listener.onEvent(new ArgumentsFailed(TOTALS, new IOException("down")));
            this.listener.onEvent(new ArgumentsFailed(TOTALS, new IOException("down")));
            this.listener.onEvent(new ArgumentsFailed("Shop.prices(long)", new IOException("down")));
            this.now.addAndGet(Duration.ofMinutes(5).toNanos());
            this.listener.onEvent(new ArgumentsFailed(TOTALS, new IOException("down")));
            assertThat(recorder.lines()).containsExactly(
                    "WARN The arguments for recomputing Shop.totals(String) could not be evaluated; the last ones stay, "
                            + "and it is tried again every few seconds",
                    "WARN The arguments for recomputing Shop.prices(long) could not be evaluated; the last ones stay, "
                            + "and it is tried again every few seconds",
                    "WARN The arguments for recomputing Shop.totals(String) could not be evaluated; the last ones stay, "
                            + "and it is tried again every few seconds (and 1 more since the last such line)");
            assertThat(recorder.fields()).last().isEqualTo("[method=\"Shop.totals(String)\", count=\"2\"]");
        }
    }

    @Test
    void argumentsThatAreLongInComingAreAWarning() {
        try (LogRecorder recorder = new LogRecorder(ArgumentsLog.class, Level.WARN)) {
            this.listener.onEvent(new ArgumentsOverdue(TOTALS, Duration.ofMillis(60_250)));
            assertThat(recorder.lines())
                .containsExactly("WARN The arguments for recomputing Shop.totals(String) have been awaited for 60 s; "
                        + "the last ones stay until they are there");
            assertThat(recorder.fields()).containsExactly("[method=\"Shop.totals(String)\", count=\"1\"]");
        }
    }

}
