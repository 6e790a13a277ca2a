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

package io.github.stampedesafe.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheValueHolder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;
import org.redisson.codec.TypedJsonJackson3Codec;
import org.redisson.config.Config;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same hit through the clients and caches that are called instead of annotated: one
 * value under one key, as JSON that Jackson reads for exactly its type.
 */
final class ClientHits implements AutoCloseable {

    private static final Duration LIFE = Duration.ofHours(1);

    private static final String COMMANDS = "total_commands_processed:";

    private final String key;

    private final RedisClient lettuce;

    private final RedisCommands<String, byte[]> commands;

    private final ObjectReader reader;

    private final RedissonClient redisson;

    private final RBucket<Object> bucket;

    private final RMapCache<String, Object> map;

    private final Cache<String, Object> jetCache;

    ClientHits(int port, String key, TypeReference<?> type, Object value) {
        this.key = key;
        String address = "redis://127.0.0.1:" + port;
        this.lettuce = RedisClient.create(address);
        this.commands = this.lettuce.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
        this.reader = JsonMapper.shared().readerFor(type);
        this.commands.set("lettuce:" + key, JsonMapper.shared().writerFor(type).writeValueAsBytes(value));
        this.redisson = Redisson.create(config(address));
        this.map = this.redisson.getMapCache("redisson", new TypedJsonJackson3Codec(new TypeReference<String>() {
        }, type));
        this.map.put(key, value, LIFE.toMillis(), TimeUnit.MILLISECONDS);
        this.bucket = this.redisson.getBucket("redisson:" + key, new TypedJsonJackson3Codec(type));
        this.bucket.set(value, LIFE);
        this.jetCache = jetCache(this.lettuce, type);
        this.jetCache.put(key, value);
    }

    /** Returns how many commands Redis has carried out. */
    long commands() {
        return this.commands.info("stats")
            .lines()
            .filter((line) -> line.startsWith(COMMANDS))
            .mapToLong((line) -> Long.parseLong(line.substring(COMMANDS.length())))
            .sum();
    }

    @Nullable Object lettuce() {
        return this.reader.readValue(this.commands.get("lettuce:" + this.key));
    }

    @Nullable Object redissonBucket() {
        return this.bucket.get();
    }

    @Nullable Object redissonMapCache() {
        return this.map.get(this.key);
    }

    @Nullable Object jetCache() {
        return this.jetCache.get(this.key);
    }

    @Override
    public void close() {
        this.redisson.shutdown();
        this.lettuce.shutdown();
    }

    private static Config config(String address) {
        Config config = new Config();
        config.useSingleServer().setAddress(address);
        return config;
    }

    /** JetCache keeps a value in a holder with its times; Redis knows those, too. */
    private static Cache<String, Object> jetCache(RedisClient client, TypeReference<?> type) {
        ObjectWriter writer = JsonMapper.shared().writerFor(type);
        ObjectReader reader = JsonMapper.shared().readerFor(type);
        return RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
            .redisClient(client)
            .keyPrefix("jetcache:")
            .keyConvertor((key) -> key)
            .valueEncoder((holder) -> writer.writeValueAsBytes(((CacheValueHolder<?>) holder).getValue()))
            .valueDecoder((json) -> new CacheValueHolder<>(reader.readValue(json), LIFE.toMillis()))
            .expireAfterWrite(LIFE.toMillis(), TimeUnit.MILLISECONDS)
            .buildCache();
    }

}
