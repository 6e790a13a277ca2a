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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;

/**
 * One evict of a method.
 *
 * @param selector selects the entry, or the cache
 * @param extent how much is removed
 * @param version tells the version up to which the entry is removed
 * @param policy the policy of the cache
 */
record EvictOperation(EntrySelector selector, Extent extent, VersionSource version, Policy policy) {

    Change change(SingleFlightCache cache, Call call) {
        return switch (this.extent) {
            case ENTRY -> evict(cache, this.selector.key(call), this.version.version(call));
            case FRESHNESS -> cache.expire(this.selector.key(call));
            case CACHE -> cache.clear(this.selector.cache());
            case FRESHNESS_OF_CACHE -> cache.expireAll(this.selector.cache());
        };
    }

    private Change evict(SingleFlightCache cache, CacheKey key, @Nullable Long version) {
        return (version != null) ? cache.evict(key, this.policy, version) : cache.evict(key);
    }

    /** How much is removed. */
    enum Extent {

        /** One entry. */
        ENTRY,

        /** Only that an entry is fresh. */
        FRESHNESS,

        /** All entries. */
        CACHE,

        /** Only that all entries are fresh. */
        FRESHNESS_OF_CACHE

    }

}
