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

import java.util.function.ToLongBiFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import io.github.stampedesafe.event.CacheCounter;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.RecomputeOutcome;

/**
 * The counters of one cache in one registry. The first three are those that all of
 * Spring's caches have, with the tags that Spring Boot gives them: Prometheus wants every
 * meter of a name to have the same.
 */
final class CacheCounters {

    private static final String MANAGER = "stampedeSafe";

    private final String cache;

    private final CacheStatistics statistics;

    private final MeterRegistry registry;

    private CacheCounters(String cache, CacheStatistics statistics, MeterRegistry registry) {
        this.cache = cache;
        this.statistics = statistics;
        this.registry = registry;
    }

    /** Begins the counters of a cache, if they are not there. */
    static void register(String cache, CacheStatistics statistics, MeterRegistry registry) {
        CacheCounters counters = new CacheCounters(cache, statistics, registry);
        counters.registerThoseOfEveryCache();
        counters.registerLoads();
        counters.registerProtection();
        counters.registerTrouble();
        counters.registerChanges();
    }

    private void registerThoseOfEveryCache() {
        Tags tags = Tags.of(MeterTags.CACHE, this.cache, "name", this.cache, "cache.manager", MANAGER);
        String gets = "Calls that were answered from the cache (hit) or had to wait for a load (miss)";
        register("cache.gets", gets, tags.and("result", "hit"), of(CacheCounter.HIT, CacheCounter.STALE_HIT));
        register("cache.gets", gets, tags.and("result", "miss"), of(CacheCounter.MISS));
        register("cache.puts", "Values that were stored, by a load or a put", tags,
                of(CacheCounter.STORED, CacheCounter.PUT));
        register("cache.evictions", "Keys that were evicted or expired", tags, of(CacheCounter.EVICTED));
    }

    private void registerLoads() {
        for (LoadCause cause : LoadCause.values()) {
            Tags tags = tags().and(MeterTags.cause(cause));
            register("stampede.loads", "Loads that ended", tags.and(MeterTags.SUCCESS),
                    (statistics, cache) -> statistics.loads(cache, cause));
            register("stampede.loads", "Loads that ended", tags.and(MeterTags.FAILURE),
                    (statistics, cache) -> statistics.failedLoads(cache, cause));
        }
        for (RecomputeOutcome.Result result : RecomputeOutcome.Result.values()) {
            register("stampede.recomputes", "Recomputes of hot keys and of schedules",
                    tags().and("result", MeterTags.value(result)),
                    (statistics, cache) -> statistics.recomputes(cache, result));
        }
    }

    private void registerProtection() {
        String stale = "Calls that were answered with a stale value";
        register("stampede.stale.served", stale, tags().and("reason", "revalidating"), of(CacheCounter.STALE_HIT));
        register("stampede.stale.served", stale, tags().and("reason", "failure"), of(CacheCounter.LAST_RESORT));
        register("stampede.publishes.refused", "Loaded values not stored, because the key was changed meanwhile",
                tags(), of(CacheCounter.PUBLISH_REFUSED));
        register("stampede.writes.outdated", "Writes ignored, because a higher version is stored", tags(),
                of(CacheCounter.OUTDATED));
        register("stampede.failures.remembered", "Loads not begun, because one failed a short time ago", tags(),
                of(CacheCounter.FAILURE_REMEMBERED));
        register("stampede.loads.refused", "Loads refused, because as many as allowed ran and waited", tags(),
                of(CacheCounter.LOAD_REFUSED));
        register("stampede.refreshes.refused", "Background refreshes refused, because as many as allowed waited",
                tags(), of(CacheCounter.REFRESH_REFUSED));
        register("stampede.refreshes.left",
                "Background refreshes left to callers, because only callers can load the key", tags(),
                of(CacheCounter.REFRESH_NEEDS_CALLER));
    }

    private void registerTrouble() {
        register("stampede.loads.overdue", "Loads given up at their deadline", tags(), of(CacheCounter.LOAD_OVERDUE));
        register("stampede.leases.lost", "Leases that ended while their load ran", tags(), of(CacheCounter.LEASE_LOST));
        register("stampede.values.unreadable", "Stored values that could not be read", tags(),
                of(CacheCounter.UNREADABLE));
        register("stampede.values.foreign", "Stored values of another type's shape", tags(), of(CacheCounter.FOREIGN));
        register("stampede.values.unwritable", "Values that could not be written", tags(), of(CacheCounter.UNWRITABLE));
        register("stampede.values.oversized", "Values too large to be stored", tags(), of(CacheCounter.OVERSIZED));
        register("stampede.values.unfaithful", "Values that do not come back from the cache as they were loaded",
                tags(), of(CacheCounter.UNFAITHFUL));
        register("stampede.unavailable", "Requests that the store or the leases did not answer", tags(),
                of(CacheCounter.UNAVAILABLE));
    }

    private void registerChanges() {
        String clears = "Times that the whole cache was removed or marked stale";
        register("stampede.clears", clears, tags().and("mode", "remove"), of(CacheCounter.CLEARED));
        register("stampede.clears", clears, tags().and("mode", "expire"), of(CacheCounter.EXPIRED));
    }

    private Tags tags() {
        return Tags.of(MeterTags.CACHE, this.cache);
    }

    private void register(String name, String description, Tags tags,
            ToLongBiFunction<CacheStatistics, String> figure) {
        String cache = this.cache;
        FunctionCounter.builder(name, this.statistics, (statistics) -> figure.applyAsLong(statistics, cache))
            .description(description)
            .tags(tags)
            .register(this.registry);
    }

    private static ToLongBiFunction<CacheStatistics, String> of(CacheCounter... counters) {
        return (statistics, cache) -> {
            long sum = 0;
            for (CacheCounter counter : counters) {
                sum += statistics.count(cache, counter);
            }
            return sum;
        };
    }

}
