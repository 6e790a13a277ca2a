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

package io.github.stampedesafe.store;

import io.github.stampedesafe.key.CacheKey;

/**
 * News of a key or a cache that the store sends to every instance, the sender included. A
 * signal may be lost or late: it saves time and never carries correctness.
 */
public sealed interface Signal {

    /**
     * A load stored its value.
     *
     * @param key the key
     */
    record Filled(CacheKey key) implements Signal {
    }

    /**
     * A load ended with nothing to store.
     *
     * @param key the key
     */
    record Failed(CacheKey key) implements Signal {
    }

    /**
     * A key was put, evicted or expired: loads that began before are out of date.
     *
     * @param key the key
     */
    record Evicted(CacheKey key) implements Signal {
    }

    /**
     * A cache was cleared.
     *
     * @param cache name of the cache
     * @param mark the new mark of the cache
     */
    record Cleared(String cache, long mark) implements Signal {
    }

    /**
     * All entries of a cache were marked stale.
     *
     * @param cache name of the cache
     * @param mark the new mark of the cache
     */
    record Expired(String cache, long mark) implements Signal {
    }

}
