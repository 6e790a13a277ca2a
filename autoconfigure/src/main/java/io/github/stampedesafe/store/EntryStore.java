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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;

/**
 * Where entries live. Every operation is atomic. {@link #get} blocks for a bounded time.
 * Every other operation returns a stage at once, which completes within a bounded time,
 * on any thread: an action that depends on it must not block that thread. A store without
 * an asynchronous driver may block and return a completed stage, see
 * {@link Stages#blocking}.
 * <p>
 * If the store does not answer, {@code get} throws {@link CacheUnavailableException}, and
 * a stage fails with it; the operation may then have been carried out or not. Operations
 * whose stages have not completed may be carried out in any order. Cancelling a stage
 * does not stop its operation.
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
     * Returns what is stored for readers of a shape: the entry, or, if that is of another
     * shape, one of theirs that the store kept beside it.
     * @param key the key
     * @param shape fingerprint of the shape, 0 if it is not known
     */
    default @Nullable Entry get(CacheKey key, long shape) {
        return get(key);
    }

    /**
     * Returns what is stored for readers of a shape, as {@link #get(CacheKey, long)}
     * does, without blocking.
     * @param key the key
     * @param shape fingerprint of the shape, 0 if it is not known
     */
    CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape);

    /**
     * Returns what is stored for readers of a shape under several keys, as
     * {@link #getAsync} does. One question if the store has one for it: then the stage
     * fails if any part of the store does not answer.
     * @param keys the keys, each once, all of one cache
     * @param shape fingerprint of the shape, 0 if it is not known
     * @return the entries; keys that have none are left out
     */
    default CompletionStage<Map<CacheKey, Entry>> getAllAsync(List<CacheKey> keys, long shape) {
        return Stages.all(keys, (key) -> getAsync(key, shape));
    }

    /**
     * Looks again and, if the entry is still the one that was seen and the lease is still
     * the caller's, sets the fence, which replaces any other.
     * @param key the key
     * @param seen the entry as the caller knows it, {@code null} for none
     * @param claim the caller's attempt
     */
    CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim);

    /**
     * Stores a loaded value if the fence is still the caller's, drops the fence and
     * signals {@link Signal.Filled}. If what is stored has a higher version than the
     * value, it stays, and the load ends as with {@link #abandon}. A value without a
     * version keeps the version of what it replaces; then, and after a tombstone, the
     * entry is kept at least as long as that would have been.
     * @param key the key
     * @param claim the caller's attempt
     * @param loadStart what {@link #begin} returned
     * @param newEntry the value
     */
    CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry);

    /**
     * Ends a load that has nothing to store: if the fence is still the caller's, drops it
     * and the caller's lease, so that whoever waits can try at once, and signals
     * {@link Signal.Failed}.
     * @param key the key
     * @param claim the caller's attempt
     * @return whether the fence was still the caller's
     */
    CompletionStage<Boolean> abandon(CacheKey key, Claim claim);

    /**
     * Ends a load that failed as {@link #abandon} does, and remembers the failure.
     * @param key the key
     * @param claim the caller's attempt
     * @param failure what to remember
     * @param life for how long; positive. A change of the key ends it
     * @return whether the fence was still the caller's; if not, nothing is remembered
     */
    CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life);

    /**
     * Returns what is remembered of a load that failed, for which {@link #begin} would
     * not begin another; {@code null} if nothing is.
     * @param key the key
     */
    CompletionStage<@Nullable RememberedFailure> failure(CacheKey key);

    /**
     * Stores a value, its load beginning now; drops fence, lease and a remembered failure
     * and signals {@link Signal.Evicted}. Changes nothing if what is stored has a higher
     * version.
     * @param key the key
     * @param newEntry the value
     * @return whether the value was stored
     */
    CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry);

    /**
     * Stores a value as {@link #put} does, if what is stored for readers of a shape is
     * still the entry that was seen. Of several callers that saw the same, one succeeds.
     * @param key the key
     * @param seen the entry as the caller knows it, {@code null} for none
     * @param shape fingerprint of the shape that was asked for, 0 if it is not known
     * @param newEntry the value
     * @return whether the value was stored
     */
    CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry);

    /**
     * Removes the entry, if there is one; drops fence, lease and a remembered failure and
     * signals {@link Signal.Evicted}.
     * @param key the key
     */
    CompletionStage<@Nullable Void> evict(CacheKey key);

    /**
     * Replaces the entry, or nothing, by a tombstone, and does all that
     * {@link #evict(CacheKey)} does. Changes nothing if what is stored has a higher
     * version.
     * @param key the key
     * @param tombstone what is left behind
     * @return whether the tombstone was stored
     */
    CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone);

    /**
     * Marks the entry, if it is a value, as {@link Entry.Kind#EXPIRED expired}; drops
     * fence, lease and a remembered failure and signals {@link Signal.Evicted}.
     * @param key the key
     */
    CompletionStage<@Nullable Void> expire(CacheKey key);

    /**
     * Makes every entry of a cache absent that has no higher stamp, in constant time, by
     * a new {@link Marks#cleared() mark}, and signals {@link Signal.Cleared}.
     * @param cache name of the cache
     * @param known the highest mark that the caller knows
     * @return the new mark: higher than the one before, whatever the clock does, and than
     * the one that is known, should the store have lost it
     */
    CompletionStage<Long> clear(String cache, long known);

    /**
     * Makes every entry of a cache stale that has no higher stamp, in constant time, by a
     * new {@link Marks#expired() mark}, and signals {@link Signal.Expired}.
     * @param cache name of the cache
     * @param known the highest mark that the caller knows
     * @return the new mark, as above
     */
    CompletionStage<Long> expireAll(String cache, long known);

    /**
     * Returns the marks of caches. Those that have none are left out.
     * @param caches names of the caches
     */
    CompletionStage<Map<String, Marks>> marks(Set<String> caches);

    /**
     * Raises the marks of a cache to these, because the store has lost them. A higher
     * mark stays. Signals nothing.
     * @param cache name of the cache
     * @param marks the marks
     */
    CompletionStage<@Nullable Void> restore(String cache, Marks marks);

    /** Result of {@link EntryStore#publish}. */
    enum Published {

        /** The value is stored. */
        STORED,

        /** The fence was no longer the caller's; the store is unchanged. */
        REFUSED,

        /** What is stored has a higher version and stays. */
        OLDER

    }

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

        /** The lease is no longer the caller's; no fence was set. */
        record Lost() implements Begin {
        }

        /**
         * A load failed a short time ago, and the claim heeds that; no fence was set.
         *
         * @param failure what is remembered of it
         */
        record Failed(RememberedFailure failure) implements Begin {
        }

    }

}
