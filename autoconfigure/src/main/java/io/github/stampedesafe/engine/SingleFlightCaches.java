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

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.key.KeyText;
import io.github.stampedesafe.policy.CacheName;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.PayloadCodecs;

/** The caches over one engine. */
public final class SingleFlightCaches implements StampedeSafeCaches {

    private final SingleFlightCache engine;

    private final PayloadCodecs codecs;

    private final Policies policies;

    private final ChangeSchedule changes;

    private final ConcurrentMap<String, NamedCache> caches = new ConcurrentHashMap<>();

    /**
     * Creates the caches.
     * @param engine the engine
     * @param codecs finds the codec of a type
     * @param policies knows the policy of a cache
     * @param changes when puts and evicts are carried out
     */
    public SingleFlightCaches(SingleFlightCache engine, PayloadCodecs codecs, Policies policies,
            ChangeSchedule changes) {
        this.engine = engine;
        this.codecs = codecs;
        this.policies = policies;
        this.changes = changes;
    }

    @Override
    public StampedeSafeCache cache(String name) {
        return this.caches.computeIfAbsent(name,
                (same) -> new NamedCache(CacheName.require(name, SettingSource.annotation("StampedeSafeCaches"))));
    }

    /** Returns the caches that were asked for so far. */
    public List<CacheUse> uses() {
        return this.caches.values().stream().map((cache) -> new CacheUse(cache.name, null, cache.effective)).toList();
    }

    private final class NamedCache implements StampedeSafeCache {

        private final String name;

        private final EffectivePolicy effective;

        private final Policy policy;

        private final ConcurrentMap<Type, PayloadCodec> codecsByType = new ConcurrentHashMap<>();

        private NamedCache(String name) {
            this.name = name;
            this.effective = SingleFlightCaches.this.policies.effective(name, null);
            this.policy = this.effective.policy();
        }

        @Override
        public String name() {
            return this.name;
        }

        @Override
        public @Nullable Object get(Object key, Type type, Callable<? extends @Nullable Object> loader)
                throws Exception {
            return load(key, type, loader::call);
        }

        @Override
        public @Nullable Object get(Object key, Type type, Object fairnessKey,
                Callable<? extends @Nullable Object> loader) throws Exception {
            return load(key, type, new GroupedLoad(loader, KeyText.of(fairnessKey)));
        }

        @Override
        public CompletableFuture<@Nullable Object> getAsync(Object key, Type type,
                Supplier<? extends CompletionStage<? extends @Nullable Object>> loader) {
            try {
                return SingleFlightCaches.this.engine
                    .getAsync(key(key), this.policy, codec(type), new StartedLoad(loader, (value) -> value))
                    .toCompletableFuture();
            }
            catch (RuntimeException ex) {
                return CompletableFuture.failedFuture(ex);
            }
        }

        private @Nullable Object load(Object key, Type type, Load load) throws Exception {
            try {
                return SingleFlightCaches.this.engine.get(key(key), this.policy, codec(type), load);
            }
            catch (Throwable ex) {
                throw thrown(ex);
            }
        }

        @Override
        public <K> Map<K, Object> getAll(Collection<? extends K> keys, Type type, BulkLoader<K, ?> loader)
                throws Exception {
            GivenKeys<K> given = new GivenKeys<>(this::key, keys);
            try {
                return given.found(SingleFlightCaches.this.engine.bulk()
                    .get(request(given, type, new KeyedLoad<>(given, loader))));
            }
            catch (Throwable ex) {
                throw thrown(ex);
            }
        }

        @Override
        public <K> CompletableFuture<Map<K, Object>> getAllAsync(Collection<? extends K> keys, Type type,
                Function<List<K>, ? extends CompletionStage<? extends @Nullable Map<K, ? extends @Nullable Object>>> loader) {
            try {
                GivenKeys<K> given = new GivenKeys<>(this::key, keys);
                BulkRequest request = request(given, type, new StartedKeyedLoad<>(given, loader));
                return LinkedFuture.ofAnswer(SingleFlightCaches.this.engine.bulk().getAsync(request), given::found);
            }
            catch (RuntimeException ex) {
                return CompletableFuture.failedFuture(ex);
            }
        }

        private BulkRequest request(GivenKeys<?> given, Type type, BulkLoad load) {
            return new BulkRequest(given.names(), this.policy, codec(type), load);
        }

        private static Exception thrown(Throwable failure) {
            if (failure instanceof Error error) {
                throw error;
            }
            return (failure instanceof Exception ex) ? ex
                    : new IllegalStateException("A loader throws exceptions and errors only", failure);
        }

        @Override
        public void put(Object key, Type type, @Nullable Object value) {
            apply(SingleFlightCaches.this.engine.put(key(key), this.policy, codec(type), value, null));
        }

        @Override
        public void put(Object key, Type type, @Nullable Object value, long version) {
            apply(SingleFlightCaches.this.engine.put(key(key), this.policy, codec(type), value, version));
        }

        @Override
        public void putAll(Map<?, ?> values) {
            all(values.entrySet(), (entry) -> put(entry, entry.getValue().getClass()));
        }

        @Override
        public void putAll(Map<?, ? extends @Nullable Object> values, Type type) {
            all(values.entrySet(), (entry) -> put(entry, type));
        }

        private Change put(Map.Entry<?, ? extends @Nullable Object> entry, Type type) {
            return SingleFlightCaches.this.engine.put(key(entry.getKey()), this.policy, codec(type), entry.getValue(),
                    null);
        }

        @Override
        public void evictAll(Collection<?> keys) {
            all(keys, (key) -> SingleFlightCaches.this.engine.evict(key(key)));
        }

        @Override
        public void expireAll(Collection<?> keys) {
            all(keys, (key) -> SingleFlightCaches.this.engine.expire(key(key)));
        }

        private <T> void all(Collection<T> elements, Function<T, Change> change) {
            apply(new SeveralChanges(elements.stream().map(change).toList()));
        }

        @Override
        public void evict(Object key) {
            apply(SingleFlightCaches.this.engine.evict(key(key)));
        }

        @Override
        public void evict(Object key, long version) {
            apply(SingleFlightCaches.this.engine.evict(key(key), this.policy, version));
        }

        @Override
        public void expire(Object key) {
            apply(SingleFlightCaches.this.engine.expire(key(key)));
        }

        @Override
        public void clear() {
            apply(SingleFlightCaches.this.engine.clear(this.name));
        }

        @Override
        public void expireAll() {
            apply(SingleFlightCaches.this.engine.expireAll(this.name));
        }

        private CacheKey key(Object key) {
            try {
                return new CacheKey(this.name, KeyText.of(key));
            }
            catch (UnsupportedKeyException ex) {
                throw new UnsupportedKeyException(
                        "There is no such key in cache '%s': %s".formatted(this.name, ex.getMessage()), ex.getCause());
            }
        }

        private PayloadCodec codec(Type type) {
            return this.codecsByType.computeIfAbsent(type,
                    (same) -> SingleFlightCaches.this.codecs.codec(this.name, type));
        }

        private void apply(Change change) {
            SingleFlightCaches.this.changes.schedule(change);
        }

    }

    private record GroupedLoad(Callable<? extends @Nullable Object> loader, String fairnessKey) implements Load {

        @Override
        public @Nullable Object load() throws Exception {
            return this.loader.call();
        }

    }

}
