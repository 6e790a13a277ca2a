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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Reads keys among more and more of them. One entry is stored by the library; the others
 * are copies of its bytes under the names that the library would give them.
 */
final class KeyGrowth {

    private static final int HITS = 5_000;

    private static final int AT_ONCE = 10_000;

    private static final String VALUE = "v".repeat(300);

    private final RedisProcess redis;

    private final StampedeSafeCache cache;

    private final StatefulRedisConnection<byte[], byte[]> connection;

    private final String name;

    private final byte[] entry;

    private int stored = 1;

    private KeyGrowth(RedisProcess redis, StampedeSafeCache cache, StatefulRedisConnection<byte[], byte[]> connection) {
        this.redis = redis;
        this.cache = cache;
        this.connection = connection;
        cache.put(key(0), String.class, VALUE);
        String pattern = "*{" + Instances.CACHE + ":" + key(0) + "}";
        this.name = new String(connection.sync().keys(pattern).get(0), StandardCharsets.UTF_8);
        this.entry = connection.sync().get(bytes(this.name));
    }

    static List<GrowthResults.Keys> measure(List<Integer> numbers) {
        RedisClient client = null;
        try (RedisProcess redis = RedisProcess.start(); Instances instances = new Instances(redis)) {
            client = RedisClient.create("redis://" + redis.host() + ":" + redis.port());
            StampedeSafeCache cache = instances.start(1).get(0);
            KeyGrowth growth = new KeyGrowth(redis, cache, client.connect(ByteArrayCodec.INSTANCE));
            growth.hits();
            return numbers.stream().map(growth::row).toList();
        }
        finally {
            if (client != null) {
                client.shutdown();
            }
        }
    }

    private GrowthResults.Keys row(int keys) {
        RedisCounters before = RedisCounters.of(this.redis);
        int added = keys - this.stored;
        copyUpTo(keys);
        RedisCounters after = RedisCounters.of(this.redis);
        GrowthResults.Keys row = new GrowthResults.Keys(keys,
                (double) (after.memoryBytes() - before.memoryBytes()) / added, hits() / 1e3);
        System.out.println(row);
        return row;
    }

    private void copyUpTo(int keys) {
        while (this.stored < keys) {
            List<RedisFuture<?>> writes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && this.stored < keys; i++) {
                byte[] copy = bytes(this.name.replace(key(0), key(this.stored++)));
                writes.add(this.connection.async().psetex(copy, 3_600_000, this.entry));
            }
            writes.forEach((write) -> LettuceFutures.awaitOrCancel(write, 1, TimeUnit.MINUTES));
        }
    }

    /** Returns the median of a hit, in ns. */
    private long hits() {
        long[] nanos = new long[HITS];
        for (int i = 0; i < HITS; i++) {
            String key = key(ThreadLocalRandom.current().nextInt(this.stored));
            long begin = System.nanoTime();
            Instances.hit(this.cache, key);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos[HITS / 2];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String key(int number) {
        return String.format("item-%08d", number);
    }

}
