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

package io.github.stampedesafe.interceptor;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.SeveralChanges;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;

/**
 * One evict of a method.
 *
 * @param selector selects the entry, or the cache
 * @param ids tells which entries, {@code null} for the one or for all
 * @param extent how much is removed
 * @param version tells the version up to which the entry is removed
 * @param policy the policy of the cache
 * @param usesResult whether the evict depends on what the method brings
 */
record EvictOperation(EntrySelector selector, @Nullable IdsSource ids, Extent extent, VersionSource version,
        Policy policy, boolean usesResult) {

    /**
     * Lets evicts of a call take effect.
     * @param evicts those that apply to the call are scheduled
     * @param schedule decides when each takes effect
     */
    static void schedule(List<EvictOperation> evicts, SingleFlightCache cache, Call call, Consumer<Change> schedule) {
        for (EvictOperation evict : evicts) {
            if (evict.selector.appliesTo(call)) {
                schedule.accept(evict.change(cache, call));
            }
        }
    }

    Change change(SingleFlightCache cache, Call call) {
        return switch (this.extent) {
            case ENTRY -> evict(cache, call, this.version.version(call));
            case FRESHNESS -> ofEntries(call, cache::expire);
            case CACHE -> cache.clear(this.selector.cache());
            case FRESHNESS_OF_CACHE -> cache.expireAll(this.selector.cache());
        };
    }

    private Change evict(SingleFlightCache cache, Call call, @Nullable Long version) {
        return ofEntries(call, (key) -> (version != null) ? cache.evict(key, this.policy, version) : cache.evict(key));
    }

    private Change ofEntries(Call call, Function<CacheKey, Change> change) {
        return (this.ids == null) ? change.apply(this.selector.key(call))
                : new SeveralChanges(this.ids.ids(call).distinctKeys().stream().map(change).toList());
    }

    /** How much is removed. */
    enum Extent {

        /** One entry, or several. */
        ENTRY,

        /** Only that an entry, or several, are fresh. */
        FRESHNESS,

        /** All entries. */
        CACHE,

        /** Only that all entries are fresh. */
        FRESHNESS_OF_CACHE

    }

}
