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

package io.github.stampedesafe.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.stampedesafe.event.CacheCounter;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.InProgress.Activity;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.recompute.HotKeys;

/**
 * What an operator sees of an instance.
 *
 * @param instance id of the instance, as others show it where it leads
 * @param redis how things stand with Redis, {@code null} if nobody watches that
 * @param caches what happened, by cache
 * @param inProgress what is going on
 * @param hotKeysTracked keys that are counted one by one, {@code null} if nobody counts
 */
public record StampedeSafeDescriptor(@Nullable String instance, @Nullable Redis redis, Map<String, Summary> caches,
        Going inProgress, @Nullable Integer hotKeysTracked) implements OperationResponseBody {

    static StampedeSafeDescriptor of(EndpointContext context) {
        Map<String, Summary> caches = new LinkedHashMap<>();
        context.caches().forEach((cache) -> caches.put(cache, Summary.of(context, cache)));
        OutageStatus status = context.outage().get();
        HotKeys hotKeys = context.hotKeys().get();
        return new StampedeSafeDescriptor(context.leases().instance(), (status != null) ? Redis.of(status) : null,
                caches, Going.of(context.engine().inProgress()), (hotKeys != null) ? hotKeys.tracked() : null);
    }

    /**
     * How things stand with Redis.
     *
     * @param store circuit breaker of the entries
     * @param leases circuit breaker of the leases
     * @param undelivered changes that wait to be delivered
     * @param undeliverable changes so far that were never delivered one by one
     * @param outageMillis how long the outage lasts, {@code null} if there is none
     */
    public record Redis(String store, String leases, int undelivered, long undeliverable, @Nullable Long outageMillis) {

        private static Redis of(OutageStatus status) {
            return new Redis(Counts.name(status.store()), Counts.name(status.leases()), status.undelivered(),
                    status.undeliverable(), (status.lasting() != null) ? status.lasting().toMillis() : null);
        }

    }

    /**
     * What happened to a cache on this instance since its start.
     *
     * @param hits fresh values served
     * @param misses calls that found nothing to be served at once
     * @param stale stale values served
     * @param loads loads that returned, by cause
     * @param failedLoads loads that threw, by cause
     * @param notCached why nothing of it is stored, {@code null} if something is
     */
    public record Summary(long hits, long misses, long stale, Map<String, Long> loads, Map<String, Long> failedLoads,
            @Nullable String notCached) {

        private static Summary of(EndpointContext context, String cache) {
            CacheStatistics statistics = context.statistics();
            return new Summary(statistics.count(cache, CacheCounter.HIT), statistics.count(cache, CacheCounter.MISS),
                    statistics.count(cache, CacheCounter.STALE_HIT) + statistics.count(cache, CacheCounter.LAST_RESORT),
                    Counts.of(LoadCause.class, (cause) -> statistics.loads(cache, cause)),
                    Counts.of(LoadCause.class, (cause) -> statistics.failedLoads(cache, cause)),
                    context.notCached(cache));
        }

    }

    /**
     * How many keys are being worked for.
     *
     * @param loading flights that load
     * @param waiting flights that wait for another instance
     * @param starting flights that have yet to do either
     * @param leases leases that this instance holds
     */
    public record Going(long loading, long waiting, long starting, int leases) {

        private static Going of(InProgress inProgress) {
            return new Going(count(inProgress.flights(), Activity.LOADING),
                    count(inProgress.flights(), Activity.WAITING), count(inProgress.flights(), Activity.STARTING),
                    inProgress.leases().size());
        }

        private static long count(List<InProgress.Flying> flights, Activity activity) {
            return flights.stream().filter((flight) -> flight.activity() == activity).count();
        }

    }

}
