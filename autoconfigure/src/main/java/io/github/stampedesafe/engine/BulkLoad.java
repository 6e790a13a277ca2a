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

package io.github.stampedesafe.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.key.CacheKey;

/** One way to produce the values of several keys: a call of the annotated method. */
@FunctionalInterface
public interface BulkLoad {

    /**
     * Produces the values of some keys of a call, those that nobody else is loading. Runs
     * on the caller's own thread, or on a background thread if nobody waits for it. A
     * call may need several loads, of different keys.
     * @param keys the keys, in the order of the call
     * @return the values; a key that is left out has the value {@code null}, and keys
     * that were not asked for are ignored. {@code null} if there are no values at all
     * @throws Throwable whatever the method throws; callers get it unchanged
     */
    @Nullable Map<CacheKey, ? extends @Nullable Object> load(List<CacheKey> keys) throws Throwable;

    /**
     * Starts to produce the values, on the caller's own thread. A load that does not
     * occupy a thread returns at once.
     * @param keys as above
     * @return what {@link #valuesOf} makes the values of; fails with whatever the load
     * throws, as it is
     */
    default CompletionStage<? extends @Nullable Object> start(List<CacheKey> keys) {
        try {
            return CompletableFuture.completedFuture(load(keys));
        }
        catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /**
     * Returns the values of what the load has brought, see {@link Load#valueOf}.
     * @param keys as above
     * @param brought what {@link #start} brought, by default the values themselves
     * @throws Throwable why there are no values; callers get it unchanged
     */
    @SuppressWarnings("unchecked")
    default @Nullable Map<CacheKey, ? extends @Nullable Object> valuesOf(List<CacheKey> keys, @Nullable Object brought)
            throws Throwable {
        return (Map<CacheKey, ? extends @Nullable Object>) brought;
    }

    /** Whether the value of a key is worth storing, see {@link Load#isStorable}. */
    default boolean isStorable(CacheKey key, @Nullable Object value) {
        return true;
    }

    /** Returns the version of the value of a key, see {@link Load#versionOf}. */
    default @Nullable Long versionOf(CacheKey key, @Nullable Object value) {
        return null;
    }

    /**
     * Returns the load of one key for a time when its caller is gone, see
     * {@link Load#repeatable}.
     * @param key the key
     */
    default @Nullable Load repeatable(CacheKey key) {
        return null;
    }

    /**
     * Returns the load of one key for a refresh, see {@link Load#detached}. Called on the
     * caller's own thread.
     * @param key the key
     * @throws LoadNeedsCallerException if only callers can run it
     */
    default Load detached(CacheKey key) {
        return new BulkKeyLoad(this, key);
    }

    /**
     * Returns what tells whether refreshes can be loaded together, whatever calls they
     * are of: equal objects if one call of the method can load the keys of both. By
     * default these are the keys of one call.
     */
    default Object group() {
        return this;
    }

    /**
     * Returns a load of the keys of this load and of others.
     * @param others loads of the same group
     */
    default BulkLoad with(List<BulkLoad> others) {
        return this;
    }

    /** Returns the group with which this load takes its turn, all its keys together. */
    default String fairnessKey() {
        return "";
    }

}
