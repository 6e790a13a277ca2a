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

package io.github.stampedesafe.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.CacheStatistics;

/**
 * The meters of all caches, tagged by cache and never by key. What can be counted is read
 * from the {@link CacheStatistics} when somebody looks; this listener only times what
 * takes time, and hears nothing of hits. The meters of a cache are there from its first
 * call, at zero. Thread-safe.
 */
public final class StampedeSafeMeters implements MeterBinder, CacheListener {

    private final CacheStatistics statistics;

    private final List<CacheTimers> timers = new CopyOnWriteArrayList<>();

    /**
     * Creates the meters.
     * @param statistics counts
     */
    public StampedeSafeMeters(CacheStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        CacheTimers timers = new CacheTimers(registry);
        this.timers.add(timers);
        this.statistics.watch((cache) -> {
            CacheCounters.register(cache, this.statistics, registry);
            timers.register(cache);
        });
    }

    @Override
    public void onEvent(CacheEvent event) {
        this.timers.forEach((timers) -> timers.record(event));
    }

}
