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

import java.util.function.LongSupplier;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheEventListener;
import io.github.stampedesafe.event.LoadEvent;
import io.github.stampedesafe.event.OutageEvent;
import io.github.stampedesafe.event.ScheduleEvent;
import io.github.stampedesafe.event.ValueEvent;

/**
 * Logs what an operator has to know, and not each time it happens: a line of each class
 * of events in a while, which counts the others. What a caller is told by an exception is
 * left to the caller; hits, misses and contention are no news. What a line says is in its
 * key-value pairs, too, for structured logging.
 */
public final class LoggingCacheListener implements CacheEventListener {

    private final LoadLog loads;

    private final ValueLog values = new ValueLog();

    private final OutageLog outages;

    private final ArgumentsLog arguments;

    /**
     * Creates the listener.
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     */
    public LoggingCacheListener(LongSupplier nanoTime) {
        this.loads = new LoadLog(nanoTime);
        this.outages = new OutageLog(nanoTime);
        this.arguments = new ArgumentsLog(nanoTime);
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof LoadEvent load) {
            this.loads.log(load);
        }
        else if (event instanceof ValueEvent value) {
            this.values.log(value);
        }
        else if (event instanceof OutageEvent outage) {
            this.outages.log(outage);
        }
        else if (event instanceof ScheduleEvent schedule) {
            this.arguments.log(schedule);
        }
    }

}
