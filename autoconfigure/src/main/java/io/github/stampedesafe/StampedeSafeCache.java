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

package io.github.stampedesafe;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * One cache, used from code instead of annotations. A key is any object that could be the
 * argument of a cached method; {@link io.github.stampedesafe.key.KeyText} lists the
 * types. Every method but {@code getAsync} and {@code getAllAsync} blocks for at most
 * {@code stampede-safe.redis.timeout} per command, and {@code get} also for the load.
 */
public interface StampedeSafeCache {

    /** Returns the name of the cache. */
    String name();

    /**
     * Returns the value, loading it once across all instances if nothing may be served.
     * @param key the key
     * @param type the class of the value
     * @param loader produces the value; not called if there is one
     * @param <T> the type of the value
     * @return the value, {@code null} if the loader returns none
     * @throws Exception what the loader throws, unchanged
     */
    @SuppressWarnings("unchecked")
    default <T> @Nullable T get(Object key, Class<T> type, Callable<? extends @Nullable T> loader) throws Exception {
        return (T) get(key, (Type) type, loader);
    }

    /**
     * Returns the value, loading it once across all instances if nothing may be served.
     * @param key the key
     * @param type the exact type of the value, generic arguments included
     * @param loader produces the value; not called if there is one
     * @return the value, {@code null} if the loader returns none
     * @throws Exception what the loader throws, unchanged
     */
    @Nullable Object get(Object key, Type type, Callable<? extends @Nullable Object> loader) throws Exception;

    /**
     * Returns the value, loading it once across all instances if nothing may be served.
     * @param key the key
     * @param type the exact type of the value, generic arguments included
     * @param fairnessKey the group, such as a tenant, with which the load takes its turn
     * if loads have to wait: groups are served in turn, however many loads each has
     * waiting; of a type that can be a key
     * @param loader produces the value; not called if there is one
     * @return the value, {@code null} if the loader returns none
     * @throws Exception what the loader throws, unchanged
     */
    @Nullable Object get(Object key, Type type, Object fairnessKey, Callable<? extends @Nullable Object> loader) throws Exception;

    /**
     * Returns the value as {@link #get(Object, Class, Callable)} does, without blocking.
     * @param key the key
     * @param type the class of the value
     * @param loader starts to produce the value; not called if there is one, and not on
     * this thread
     * @param <T> the type of the value
     * @return the value; as below
     */
    @SuppressWarnings("unchecked")
    default <T> CompletableFuture<@Nullable T> getAsync(Object key, Class<T> type,
            Supplier<? extends CompletionStage<? extends @Nullable T>> loader) {
        return (CompletableFuture<@Nullable T>) getAsync(key, (Type) type, loader);
    }

    /**
     * Returns the value as {@link #get(Object, Type, Callable)} does, without blocking.
     * No thread waits for Redis, for the load, or for that of another caller.
     * @param key the key
     * @param type the exact type of the value, generic arguments included
     * @param loader starts to produce the value; not called if there is one, and not on
     * this thread
     * @return the value, {@code null} if the loader brings none; fails with what the
     * loader's stage fails with, not wrapped. A caller that cancels it leaves the call.
     * When all callers of the load have left, what the loader returned is cancelled if it
     * does more at that than to end itself, as the futures of HTTP clients do; any other
     * load goes on, and its value is stored.
     */
    CompletableFuture<@Nullable Object> getAsync(Object key, Type type,
            Supplier<? extends CompletionStage<? extends @Nullable Object>> loader);

    /**
     * Returns the values of several keys. One question finds what is stored; the loader
     * is called once for the keys that are neither stored nor being loaded, and not at
     * all if there are none.
     * @param keys the keys, none of them {@code null}
     * @param type the class of the values
     * @param loader produces values
     * @param <K> the type of the keys
     * @param <T> the type of the values
     * @return the values that are not {@code null}, in the order of the keys
     * @throws Exception what the loader throws, unchanged
     */
    @SuppressWarnings("unchecked")
    default <K, T> Map<K, T> getAll(Collection<? extends K> keys, Class<T> type, BulkLoader<K, T> loader)
            throws Exception {
        return (Map<K, T>) getAll(keys, (Type) type, loader);
    }

    /**
     * Returns the values of several keys, as
     * {@link #getAll(Collection, Class, BulkLoader)} does.
     * @param keys the keys, none of them {@code null}
     * @param type the exact type of the values, generic arguments included
     * @param loader produces values
     * @param <K> the type of the keys
     * @return the values that are not {@code null}, in the order of the keys
     * @throws Exception what the loader throws, unchanged
     */
    <K> Map<K, Object> getAll(Collection<? extends K> keys, Type type, BulkLoader<K, ?> loader) throws Exception;

    /**
     * Returns the values of several keys, as
     * {@link #getAll(Collection, Class, BulkLoader)} does, without blocking.
     * @param keys the keys, none of them {@code null}
     * @param type the class of the values
     * @param loader starts to produce the values of some of the keys, each once; as below
     * @param <K> the type of the keys
     * @param <T> the type of the values
     * @return the values; as below
     */
    @SuppressWarnings("unchecked")
    default <K, T> CompletableFuture<Map<K, T>> getAllAsync(Collection<? extends K> keys, Class<T> type,
            Function<List<K>, ? extends CompletionStage<? extends @Nullable Map<K, ? extends @Nullable T>>> loader) {
        return (CompletableFuture<Map<K, T>>) (CompletableFuture<?>) getAllAsync(keys, (Type) type, loader);
    }

    /**
     * Returns the values of several keys, as
     * {@link #getAll(Collection, Type, BulkLoader)} does, without blocking. No thread
     * waits for Redis, for the load, or for that of another caller.
     * @param keys the keys, none of them {@code null}
     * @param type the exact type of the values, generic arguments included
     * @param loader starts to produce the values of some of the keys, each once; a key
     * that is left out has the value {@code null}, and others are ignored. Not called if
     * there is nothing to load, and not on this thread
     * @param <K> the type of the keys
     * @return the values that are not {@code null}, in the order of the keys; fails with
     * what the loader's stage fails with, not wrapped. A caller that cancels it leaves
     * the call, as that of {@link #getAsync(Object, Type, Supplier)} does. When nobody
     * waits for any of the keys of a load, what the loader returned is cancelled if that
     * ends its work; any other load goes on, and its values are stored.
     */
    <K> CompletableFuture<Map<K, Object>> getAllAsync(Collection<? extends K> keys, Type type,
            Function<List<K>, ? extends CompletionStage<? extends @Nullable Map<K, ? extends @Nullable Object>>> loader);

    /**
     * Stores a value of exactly its own class. No load that began before can replace it.
     * @param key the key
     * @param value the value
     */
    default void put(Object key, Object value) {
        put(key, value.getClass(), value);
    }

    /**
     * Stores a value. No load that began before can replace it. A value that cannot be
     * written or is too large removes the key instead, so that the old value does not
     * outlive the change.
     * @param key the key
     * @param type the exact type of the value, as readers name it
     * @param value the value; {@code null} is remembered for {@code null-ttl}
     */
    void put(Object key, Type type, @Nullable Object value);

    /**
     * Stores a value, unless what is stored has a higher version.
     * @param key the key
     * @param type the exact type of the value, as readers name it
     * @param value the value; {@code null} is remembered for {@code null-ttl}
     * @param version version of the value
     */
    void put(Object key, Type type, @Nullable Object value, long version);

    /**
     * Stores values of exactly their own classes, as {@link #put(Object, Object)} does.
     * The changes are sent to Redis together; one that fails keeps none of the others
     * from being carried out.
     * @param values the values by their keys
     */
    void putAll(Map<?, ?> values);

    /**
     * Stores values, as {@link #put(Object, Type, Object)} does, together.
     * @param values the values by their keys; {@code null} is remembered for
     * {@code null-ttl}
     * @param type the exact type of the values, as readers name it
     */
    void putAll(Map<?, ? extends @Nullable Object> values, Type type);

    /**
     * Removes a value; no error if there is none. No call that starts later is served a
     * value whose load began before.
     * @param key the key
     */
    void evict(Object key);

    /**
     * Removes a value, unless it has a higher version. For the {@code ttl} of the cache,
     * no value of a lower version is stored.
     * @param key the key
     * @param version the version
     */
    void evict(Object key, long version);

    /**
     * Removes values, as {@link #evict(Object)} does. The changes are sent to Redis
     * together; one that fails keeps none of the others from being carried out.
     * @param keys the keys
     */
    void evictAll(Collection<?> keys);

    /**
     * Marks a value stale: readers are served it while one load replaces it.
     * @param key the key
     */
    void expire(Object key);

    /**
     * Marks values stale, as {@link #expire(Object)} does, together.
     * @param keys the keys
     */
    void expireAll(Collection<?> keys);

    /**
     * Removes all values, in constant time: at once on this instance, within a second on
     * others.
     */
    void clear();

    /**
     * Marks all values stale, in constant time, with the delays of {@link #clear()}.
     * Readers are served an old value while one load replaces it.
     */
    void expireAll();

    /**
     * Produces the values of several keys.
     *
     * @param <K> the type of the keys
     * @param <T> the type of the values
     */
    @FunctionalInterface
    interface BulkLoader<K, T> {

        /**
         * Returns the values of some keys of a call.
         * @param keys the keys, each once
         * @return the values by their keys; a key that is left out has the value
         * {@code null}, and others are ignored
         * @throws Exception whatever goes wrong; callers get it unchanged
         */
        @Nullable Map<K, ? extends @Nullable T> load(List<K> keys) throws Exception;

    }

}
