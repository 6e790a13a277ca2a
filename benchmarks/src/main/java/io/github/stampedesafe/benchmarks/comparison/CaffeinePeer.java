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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * A cache in each instance, without Redis. Loads run on as many threads as there are
 * callers, because the common pool has a single thread on two cores.
 */
final class CaffeinePeer implements Peer {

    private final ExecutorService loads;

    private final Map<Lifetime, AsyncLoadingCache<String, Value>> caches = new EnumMap<>(Lifetime.class);

    CaffeinePeer(Backend backend) {
        this.loads = Executors.newFixedThreadPool(backend.callers());
        Arrays.stream(Lifetime.values())
            .forEach((lifetime) -> this.caches.put(lifetime,
                    Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(lifetime.ttl())
                        .executor(this.loads)
                        .buildAsync(backend.source()::load)));
    }

    @Override
    public Value get(Lifetime lifetime, String key) {
        try {
            return cache(lifetime).get(key).join();
        }
        catch (CompletionException ex) {
            throw (ex.getCause() instanceof SourceException failure) ? failure : ex;
        }
    }

    @Override
    public void evict(Lifetime lifetime, String key) {
        cache(lifetime).synchronous().invalidate(key);
    }

    @Override
    public void clear(Lifetime lifetime) {
        cache(lifetime).synchronous().invalidateAll();
    }

    @Override
    public void close() {
        this.loads.shutdownNow();
    }

    private AsyncLoadingCache<String, Value> cache(Lifetime lifetime) {
        return Objects.requireNonNull(this.caches.get(lifetime));
    }

}
