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

package io.github.stampedesafe.event;

import io.github.stampedesafe.event.CacheEvent.OfCache;
import io.github.stampedesafe.event.CacheEvent.OfKey;
import io.github.stampedesafe.key.CacheKey;

/** A change that the application made and the store carried out. */
public sealed interface ChangeEvent extends OfCache {

    /**
     * A value was put.
     *
     * @param key the key
     */
    record Put(CacheKey key) implements ChangeEvent, OfKey {
    }

    /**
     * A key was evicted or marked stale.
     *
     * @param key the key
     */
    record Evicted(CacheKey key) implements ChangeEvent, OfKey {
    }

    /**
     * All entries of a cache were removed.
     *
     * @param cache name of the cache
     */
    record CacheCleared(String cache) implements ChangeEvent {
    }

    /**
     * All entries of a cache were marked stale.
     *
     * @param cache name of the cache
     */
    record CacheExpired(String cache) implements ChangeEvent {
    }

}
