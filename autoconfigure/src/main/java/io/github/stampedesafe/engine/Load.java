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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.key.CacheKey;

/** One way to produce the value of a key: a call of the annotated method. */
@FunctionalInterface
public interface Load {

    /**
     * Produces the value. Runs on the caller's own thread, or on a background thread if
     * nobody waits for it.
     * @return the value
     * @throws Throwable whatever the method throws; callers get it unchanged
     */
    @Nullable Object load() throws Throwable;

    /**
     * Starts to produce the value, on the caller's own thread. A load that does not
     * occupy a thread returns at once.
     * @return what {@link #valueOf} makes the value of; fails with whatever the load
     * throws, as it is
     */
    default CompletionStage<@Nullable Object> start() {
        try {
            return CompletableFuture.completedFuture(load());
        }
        catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /**
     * Returns the value of what the load has brought. Called in a step of the call, never
     * on the thread that completes what {@link #start} returned, because that thread may
     * belong to a driver.
     * @param brought what {@link #start} brought
     * @throws Throwable why there is no value; callers get it unchanged
     */
    default @Nullable Object valueOf(@Nullable Object brought) throws Throwable {
        return brought;
    }

    /**
     * Returns the keys whose values this load produces: that of its request, or those
     * that a load of several keys gathers.
     * @param key the key of its request
     */
    default List<CacheKey> keys(CacheKey key) {
        return List.of(key);
    }

    /**
     * Whether a loaded value is worth storing.
     * @param value what {@link #load()} returned
     */
    default boolean isStorable(@Nullable Object value) {
        return true;
    }

    /**
     * Returns the version of a loaded value, {@code null} if it has none. A value is not
     * stored over one of a higher version.
     * @param value what {@link #load()} returned
     */
    default @Nullable Long versionOf(@Nullable Object value) {
        return null;
    }

    /**
     * Returns this load for a time when its caller is gone: one that may run again and
     * again, without a request, a transaction or anything else of its caller.
     * @return the load, {@code null} if it has to be left to callers
     */
    default @Nullable Load repeatable() {
        return null;
    }

    /**
     * Returns this load for a refresh, which runs on another thread when its caller has
     * been served. Called on the caller's own thread.
     * @return a load with the caller's own arguments, which checks itself, see
     * {@link #verify()}
     * @throws LoadNeedsCallerException if only callers can run it
     */
    default Load detached() {
        return this;
    }

    /**
     * Checks that this load, on the current thread and now, is the one that was asked
     * for. A load that runs without its caller does so before it begins, and again when
     * its value is there; the engine does so before it asks for the lease.
     * @throws LoadNeedsCallerException if it is not
     */
    default void verify() {
    }

    /**
     * Returns the load of several keys by which this key can be loaded together with
     * others, {@code null} if it is loaded alone.
     */
    default @Nullable BulkLoad bulk() {
        return null;
    }

    /**
     * Produces the value as {@link #start()} does, by a load of several keys.
     * @param together joins that load
     * @return the value itself; fails with what that load fails with
     */
    default CompletionStage<@Nullable Object> startTogether(Supplier<CompletionStage<@Nullable Object>> together) {
        return together.get();
    }

    /**
     * Returns the group with which this load takes its turn if loads have to wait: groups
     * are served in turn, however many loads each has waiting. Called on the caller's own
     * thread before the load, if the cache bounds its loads, and for refreshes.
     */
    default String fairnessKey() {
        return "";
    }

}
