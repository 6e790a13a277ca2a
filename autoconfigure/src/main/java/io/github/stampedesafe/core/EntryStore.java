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

package io.github.stampedesafe.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where entries live. Every method is atomic, blocks for a bounded time and throws
 * {@link CacheUnavailableException} if the store does not answer; the operation may then
 * have been carried out or not.
 * <p>
 * A <em>fence</em> is the token of the one load that may publish a key. Whatever changes
 * the key drops it, and with it the lease, so that a load which began before the change
 * can no longer publish and nobody waits for it.
 */
public interface EntryStore {

    /**
     * Returns what is stored, fresh or not; {@code null} if there is nothing, or nothing
     * that can be read.
     * @param key the key
     */
    @Nullable Entry get(CacheKey key);

    /**
     * Looks again and, if the entry is still the one that was seen, sets the fence. To be
     * called by the holder of the lease.
     * @param key the key
     * @param seen the entry as the caller knows it, {@code null} for none
     * @param token the caller's fence, replaces any other
     * @param fenceLife how long the fence lasts if nobody drops it
     * @return the start of the load in the store's time, or what is stored now
     */
    Begin begin(CacheKey key, @Nullable Entry seen, String token, Duration fenceLife);

    /**
     * Stores a loaded value if the fence is still the caller's, drops the fence and
     * signals {@link Signal.Filled}.
     * @param key the key
     * @param token the caller's fence
     * @param loadStart what {@link #begin} returned
     * @param fill the value
     * @return whether the value was stored; if not, the store is unchanged
     */
    boolean publish(CacheKey key, String token, Instant loadStart, Fill fill);

    /**
     * Ends a load that has nothing to store: if the fence is still the caller's, drops it
     * and the lease, so that whoever waits can try at once, and signals
     * {@link Signal.Failed}.
     * @param key the key
     * @param token the caller's fence
     * @return whether the fence was still the caller's
     */
    boolean abandon(CacheKey key, String token);

    /**
     * Stores a value unconditionally, its load beginning now; drops fence and lease and
     * signals {@link Signal.Evicted}.
     * @param key the key
     * @param fill the value
     */
    void put(CacheKey key, Fill fill);

    /**
     * Removes the entry, if there is one; drops fence and lease and signals
     * {@link Signal.Evicted}.
     * @param key the key
     */
    void evict(CacheKey key);

    /**
     * Marks the entry, if there is one, as {@link Entry#expired() expired}; drops fence
     * and lease and signals {@link Signal.Evicted}.
     * @param key the key
     */
    void expire(CacheKey key);

    /**
     * Makes every entry of a cache absent whose load began up to now, in constant time,
     * and signals {@link Signal.Cleared}.
     * @param cache name of the cache
     * @return now, in the store's time
     */
    Instant clear(String cache);

    /**
     * Returns when caches were last cleared, in the store's time. Those that never were
     * are left out.
     * @param caches names of the caches
     */
    Map<String, Instant> clearedAt(Set<String> caches);

    /** Result of {@link EntryStore#begin}. */
    sealed interface Begin {

        /**
         * The fence is set, the load may run.
         *
         * @param at start of the load, in the store's time
         */
        record Started(Instant at) implements Begin {
        }

        /**
         * The entry is no longer the one that was seen; no fence was set.
         *
         * @param now what is stored now, {@code null} for nothing
         */
        record Changed(@Nullable Entry now) implements Begin {
        }

    }

}
