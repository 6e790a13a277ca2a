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
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.redis.cache.BatchStrategies;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/**
 * Spring's own annotations over {@code RedisCacheManager}. Both writers clear by SCAN, as
 * Spring Data recommends for a Redis that others use.
 */
final class SpringPeer {

    private SpringPeer() {
    }

    static Peer plain(Backend backend) {
        return open(backend, new PlainQueries(backend.source()), SpringPeer::writer);
    }

    static Peer sync(Backend backend) {
        return open(backend, new SyncQueries(backend.source()), SpringPeer::writer);
    }

    static Peer locking(Backend backend) {
        return open(backend, new SyncQueries(backend.source()),
                (connections) -> RedisCacheWriter.lockingRedisCacheWriter(connections, BatchStrategies.scan(1_000)));
    }

    private static RedisCacheWriter writer(RedisConnectionFactory connections) {
        return RedisCacheWriter.nonLockingRedisCacheWriter(connections, BatchStrategies.scan(1_000));
    }

    private static Peer open(Backend backend, CachedQueries queries,
            Function<RedisConnectionFactory, RedisCacheWriter> writer) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Caching.class);
        context.registerBean(LettuceConnectionFactory.class,
                () -> new LettuceConnectionFactory(backend.host(), backend.redisPort()));
        context.registerBean(CacheManager.class,
                () -> caches(writer.apply(context.getBean(RedisConnectionFactory.class))));
        context.registerBean(CachedQueries.class, () -> queries);
        context.refresh();
        return new QueriesPeer(context);
    }

    private static CacheManager caches(RedisCacheWriter writer) {
        RedisCacheConfiguration json = RedisCacheConfiguration.defaultCacheConfig()
            .serializeValuesWith(SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Value.class)));
        Map<String, RedisCacheConfiguration> caches = Arrays.stream(Lifetime.values())
            .collect(Collectors.toMap(Lifetime::cacheName, (lifetime) -> json.entryTtl(lifetime.ttl())));
        RedisCacheManager manager = RedisCacheManager.builder(writer)
            .withInitialCacheConfigurations(caches)
            .disableCreateOnMissingCache()
            .build();
        manager.afterPropertiesSet();
        return manager;
    }

    @EnableCaching
    static class Caching {

    }

    static class PlainQueries implements CachedQueries {

        private final Source source;

        PlainQueries(Source source) {
            this.source = source;
        }

        @Override
        @Cacheable(SHORT)
        public Value loadShort(String key) {
            return this.source.load(key);
        }

        @Override
        @Cacheable(LONG)
        public Value loadLong(String key) {
            return this.source.load(key);
        }

        @Override
        @CacheEvict(SHORT)
        public void evictShort(String key) {
        }

        @Override
        @CacheEvict(LONG)
        public void evictLong(String key) {
        }

        @Override
        @CacheEvict(cacheNames = SHORT, allEntries = true)
        public void clearShort() {
        }

        @Override
        @CacheEvict(cacheNames = LONG, allEntries = true)
        public void clearLong() {
        }

    }

    static class SyncQueries extends PlainQueries {

        SyncQueries(Source source) {
            super(source);
        }

        @Override
        @Cacheable(cacheNames = SHORT, sync = true)
        public Value loadShort(String key) {
            return super.loadShort(key);
        }

        @Override
        @Cacheable(cacheNames = LONG, sync = true)
        public Value loadLong(String key) {
            return super.loadLong(key);
        }

    }

}
