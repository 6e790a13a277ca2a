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
import java.util.concurrent.TimeUnit;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import io.lettuce.core.RedisClient;

/**
 * JetCache's remote cache through its own API: the annotations build the same caches. It
 * has no operation that clears a cache.
 */
final class JetCachePeer implements Peer {

    private final RedisClient client;

    private final Map<Lifetime, Cache<String, Value>> caches = new EnumMap<>(Lifetime.class);

    private final Source source;

    private JetCachePeer(Backend backend, boolean protecting) {
        this.client = RedisClient.create(backend.redisAddress());
        this.source = backend.source();
        Arrays.stream(Lifetime.values())
            .forEach((lifetime) -> this.caches.put(lifetime, cache(this.client, lifetime, protecting)));
    }

    static Peer plain(Backend backend) {
        return new JetCachePeer(backend, false);
    }

    static Peer protecting(Backend backend) {
        return new JetCachePeer(backend, true);
    }

    @Override
    public Value get(Lifetime lifetime, String key) {
        return cache(lifetime).computeIfAbsent(key, this.source::load);
    }

    @Override
    public void evict(Lifetime lifetime, String key) {
        cache(lifetime).remove(key);
    }

    @Override
    public void clear(Lifetime lifetime) {
        throw new UnsupportedOperationException("JetCache has no operation that clears a cache");
    }

    @Override
    public void close() {
        this.client.shutdown();
    }

    private Cache<String, Value> cache(Lifetime lifetime) {
        return Objects.requireNonNull(this.caches.get(lifetime));
    }

    private static Cache<String, Value> cache(RedisClient client, Lifetime lifetime, boolean protecting) {
        return RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
            .redisClient(client)
            .keyPrefix("jetcache:" + lifetime + ":")
            .keyConvertor((key) -> key)
            .valueEncoder(JavaValueEncoder.INSTANCE)
            .valueDecoder(JavaValueDecoder.INSTANCE)
            .expireAfterWrite(lifetime.ttl().toMillis(), TimeUnit.MILLISECONDS)
            .cachePenetrateProtect(protecting)
            .buildCache();
    }

}
