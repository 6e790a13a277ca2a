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

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.CacheCatalogue;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.recompute.HotKeys;
import io.github.stampedesafe.store.LeaseProvider;

/**
 * What the endpoint shows and changes.
 *
 * @param engine the flights and leases of this instance, and the changes of a cache
 * @param catalogue the protected methods and caches
 * @param statistics the counters of each cache
 * @param uncached the caches that store nothing
 * @param leases which instance loads a key
 * @param outage the state of the breakers, {@code null} if there are none
 * @param hotKeys the registry of hot keys, {@code null} if there is none
 * @param scheduled begins to recompute a key if a schedule of this instance lists it, and
 * says whether one does
 */
public record EndpointContext(SingleFlightCache engine, CacheCatalogue catalogue, CacheStatistics statistics,
        UncachedCaches uncached, LeaseProvider leases, Supplier<@Nullable OutageStatus> outage,
        Supplier<@Nullable HotKeys> hotKeys, Predicate<CacheKey> scheduled) {

    /** Returns the names of all caches that are known on this instance, in order. */
    Set<String> caches() {
        Set<String> names = new TreeSet<>(this.statistics.caches());
        this.catalogue.uses().stream().map(CacheUse::cache).forEach(names::add);
        return names;
    }

    /** Returns why nothing of a cache is stored, {@code null} if something is. */
    @Nullable String notCached(String cache) {
        UncachedCaches.Uncached found = this.uncached.uncached(cache);
        return (found != null) ? found.toString() : null;
    }

    /**
     * Returns normally if a cache is known.
     * @throws RefusedRequestException if it is not
     */
    void requireKnown(String cache) {
        Set<String> known = caches();
        if (!known.contains(cache)) {
            throw RefusedRequestException.unknown(known.isEmpty()
                    ? "There is no cache '%s': none has been used on this instance.".formatted(cache)
                    : "There is no cache '%s'. Known on this instance: %s.".formatted(cache, String.join(", ", known)));
        }
    }

}
