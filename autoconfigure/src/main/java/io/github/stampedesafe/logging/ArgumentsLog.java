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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.event.ScheduleEvent;
import io.github.stampedesafe.event.ScheduleEvent.ArgumentsFailed;
import io.github.stampedesafe.event.ScheduleEvent.ArgumentsOverdue;

/**
 * Warns of schedules that do not come to know with which arguments they are to call their
 * method, of each method once in a while.
 */
final class ArgumentsLog {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Logger logger = LoggerFactory.getLogger(ArgumentsLog.class);

    private final LongSupplier nanoTime;

    private final Map<String, Throttle> failed = new ConcurrentHashMap<>();

    private final Map<String, Throttle> overdue = new ConcurrentHashMap<>();

    ArgumentsLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void log(ScheduleEvent event) {
        if (event instanceof ArgumentsFailed failed) {
            warn(this.failed, event, failed.failure(),
                    "The arguments for recomputing %s could not be evaluated; the last ones stay, and it is tried again every few seconds"
                        .formatted(event.method()));
        }
        else if (event instanceof ArgumentsOverdue overdue) {
            warn(this.overdue, event, null,
                    "The arguments for recomputing %s have been awaited for %d s; the last ones stay until they are there"
                        .formatted(event.method(), overdue.lasting().toSeconds()));
        }
    }

    private void warn(Map<String, Throttle> throttles, ScheduleEvent event, @Nullable Throwable failure, String text) {
        long others = throttles.computeIfAbsent(event.method(), (same) -> new Throttle(this.nanoTime, INTERVAL)).pass();
        if (others >= 0) {
            String and = (others > 0) ? " (and %d more since the last such line)".formatted(others) : "";
            logger.atWarn()
                .addKeyValue("method", event.method())
                .addKeyValue("count", others + 1)
                .setCause(failure)
                .log(text + and);
        }
    }

}
