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

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.NearUsage;
import io.github.stampedesafe.event.CacheStatistics;

/**
 * What the near caches of an instance are good for. A cache without one has no meters.
 */
public final class NearCacheMeters implements MeterBinder {

    private static final NearUsage NOTHING = new NearUsage(0, 0, 0);

    private final CacheStatistics statistics;

    private final Function<String, @Nullable NearUsage> usage;

    /**
     * Creates the meters.
     * @param statistics knows the caches
     * @param usage gives the usage of a cache by its name, {@code null} if it has no near
     * cache
     */
    public NearCacheMeters(CacheStatistics statistics, Function<String, @Nullable NearUsage> usage) {
        this.statistics = statistics;
        this.usage = usage;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        this.statistics.watch((cache) -> {
            if (this.usage.apply(cache) != null) {
                register(cache, registry);
            }
        });
    }

    private void register(String cache, MeterRegistry registry) {
        Tags tags = Tags.of(MeterTags.CACHE, cache);
        Gauge.builder("stampede.near.copies", this, of(cache, NearUsage::copies))
            .description("Values that this instance holds near")
            .tags(tags)
            .strongReference(true)
            .register(registry);
        FunctionCounter.builder("stampede.near.hits", this, of(cache, NearUsage::hits))
            .description("Calls that were answered by a near copy")
            .tags(tags)
            .register(registry);
        FunctionCounter.builder("stampede.near.suspect", this, of(cache, NearUsage::suspect))
            .description("Calls that asked Redis, because a signal of their near copy may have been missed")
            .tags(tags)
            .register(registry);
    }

    private static ToDoubleFunction<NearCacheMeters> of(String cache, ToDoubleFunction<NearUsage> figure) {
        return (meters) -> {
            NearUsage usage = meters.usage.apply(cache);
            return figure.applyAsDouble((usage != null) ? usage : NOTHING);
        };
    }

}
