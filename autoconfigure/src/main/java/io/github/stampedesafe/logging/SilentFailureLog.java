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
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.event.SilentFailures.FailingSource;

/** Warns of a source that fails unnoticed, at most every five minutes for each cache. */
public final class SilentFailureLog implements Consumer<FailingSource> {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Logger logger = LoggerFactory.getLogger(SilentFailureLog.class);

    private final LongSupplier nanoTime;

    private final Map<String, Throttle> throttles = new ConcurrentHashMap<>();

    /**
     * Creates the log.
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     */
    public SilentFailureLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void accept(FailingSource source) {
        Throttle throttle = this.throttles.computeIfAbsent(source.cache(),
                (same) -> new Throttle(this.nanoTime, INTERVAL));
        if (throttle.pass() >= 0) {
            logger.atWarn()
                .addKeyValue("cache", source.cache())
                .addKeyValue("failures", source.failures())
                .addKeyValue("served", source.served())
                .log("Every load of cache '%s' has failed for %d s, %d in all. Its callers were served %d stale values and have noticed nothing."
                    .formatted(source.cache(), source.lasting().toSeconds(), source.failures(), source.served()));
        }
    }

}
