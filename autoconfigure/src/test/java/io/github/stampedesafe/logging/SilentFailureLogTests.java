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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.SilentFailures.FailingSource;

import static org.assertj.core.api.Assertions.assertThat;

class SilentFailureLogTests {

    @Test
    void aSourceThatFailsUnnoticedIsAWarningEveryFiveMinutesForEachCache() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        SilentFailureLog log = new SilentFailureLog(now::get);
        try (LogRecorder recorder = new LogRecorder(SilentFailureLog.class, Level.WARN)) {
            log.accept(new FailingSource("totals", Duration.ofSeconds(300), 30, 500));
            log.accept(new FailingSource("totals", Duration.ofSeconds(301), 31, 501));
            log.accept(new FailingSource("orders", Duration.ofSeconds(302), 1, 2));
            now.addAndGet(Duration.ofMinutes(5).toNanos());
            log.accept(new FailingSource("totals", Duration.ofSeconds(600), 60, 900));
            assertThat(recorder.lines()).containsExactly(
                    "WARN Every load of cache 'totals' has failed for 300 s, 30 in all. Its callers were served 500 stale "
                            + "values and have noticed nothing.",
                    "WARN Every load of cache 'orders' has failed for 302 s, 1 in all. Its callers were served 2 stale "
                            + "values and have noticed nothing.",
                    "WARN Every load of cache 'totals' has failed for 600 s, 60 in all. Its callers were served 900 stale "
                            + "values and have noticed nothing.");
            assertThat(recorder.fields()).first().isEqualTo("[cache=\"totals\", failures=\"30\", served=\"500\"]");
        }
    }

}
