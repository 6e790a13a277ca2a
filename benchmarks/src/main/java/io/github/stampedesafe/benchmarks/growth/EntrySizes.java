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

package io.github.stampedesafe.benchmarks.growth;

import java.io.Serializable;
import java.util.List;

import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

/** Asks Redis how much memory one entry takes, beside entries of Spring's cache. */
final class EntrySizes {

    private EntrySizes() {
    }

    static List<GrowthResults.EntrySize> measure() {
        try (RedisProcess redis = RedisProcess.start(); Instances instances = new Instances(redis)) {
            StampedeSafeCache ours = instances.start(1).get(0);
            LettuceConnectionFactory connections = new LettuceConnectionFactory(redis.host(), redis.port());
            connections.start();
            try {
                RedisCacheConfiguration jdk = RedisCacheConfiguration.defaultCacheConfig();
                RedisCacheConfiguration json = jdk
                    .serializeValuesWith(SerializationPair.fromSerializer(RedisSerializer.json()));
                Cache springJdk = cache(connections, "jdk", jdk);
                Cache springJson = cache(connections, "json", json);
                return List.of(100, 1_000, 10_000)
                    .stream()
                    .map((characters) -> row(redis, characters, ours, springJdk, springJson))
                    .toList();
            }
            finally {
                connections.destroy();
            }
        }
    }

    private static GrowthResults.EntrySize row(RedisProcess redis, int characters, StampedeSafeCache ours,
            Cache springJdk, Cache springJson) {
        Text value = new Text(characters, "t".repeat(characters));
        String key = "key-" + characters;
        ours.put(key, Text.class, value);
        springJdk.put(key, value);
        springJson.put(key, value);
        try (RedisConsole console = new RedisConsole(redis.host(), redis.port())) {
            GrowthResults.EntrySize row = new GrowthResults.EntrySize(characters,
                    memory(console, "*{" + Instances.CACHE + ":" + key + "}"), memory(console, "jdk::" + key),
                    memory(console, "json::" + key));
            System.out.println(row);
            return row;
        }
    }

    /** Waits for the key: Spring's cache does not wait until its puts are done. */
    private static long memory(RedisConsole console, String pattern) {
        List<?> keys = (List<?>) console.send("KEYS", pattern);
        while (keys.isEmpty()) {
            Thread.onSpinWait();
            keys = (List<?>) console.send("KEYS", pattern);
        }
        return Long.parseLong((String) console.send("MEMORY", "USAGE", (String) keys.get(0)));
    }

    private static Cache cache(LettuceConnectionFactory connections, String name, RedisCacheConfiguration settings) {
        RedisCacheManager manager = RedisCacheManager.builder(connections).cacheDefaults(settings).build();
        manager.afterPropertiesSet();
        Cache cache = manager.getCache(name);
        if (cache == null) {
            throw new IllegalStateException("No cache " + name);
        }
        return cache;
    }

    /** A value. */
    record Text(int id, String text) implements Serializable {
    }

}
