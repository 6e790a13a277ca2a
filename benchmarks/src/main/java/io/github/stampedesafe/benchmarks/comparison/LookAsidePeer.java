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

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;

/**
 * Look-aside as most write it first: read, else load and write. Nobody waits for anybody.
 */
final class LookAsidePeer implements Peer {

    private final RedisClient client;

    private final RedisCommands<byte[], byte[]> redis;

    private final Source source;

    LookAsidePeer(Backend backend) {
        this.client = RedisClient.create(backend.redisAddress());
        this.redis = this.client.connect(ByteArrayCodec.INSTANCE).sync();
        this.source = backend.source();
    }

    @Override
    public Value get(Lifetime lifetime, String key) {
        byte[] stored = this.redis.get(redisKey(lifetime, key));
        if (stored != null) {
            return ValueJson.read(stored);
        }
        Value loaded = this.source.load(key);
        this.redis.psetex(redisKey(lifetime, key), lifetime.ttl().toMillis(), ValueJson.write(loaded));
        return loaded;
    }

    @Override
    public void evict(Lifetime lifetime, String key) {
        this.redis.del(redisKey(lifetime, key));
    }

    @Override
    public void clear(Lifetime lifetime) {
        ScanArgs ours = ScanArgs.Builder.matches(redisKey(lifetime, "*")).limit(1_000);
        ScanCursor cursor = ScanCursor.INITIAL;
        while (!cursor.isFinished()) {
            KeyScanCursor<byte[]> found = this.redis.scan(cursor, ours);
            List<byte[]> keys = found.getKeys();
            if (!keys.isEmpty()) {
                this.redis.del(keys.toArray(byte[][]::new));
            }
            cursor = found;
        }
    }

    @Override
    public void close() {
        this.client.shutdown();
    }

    private static byte[] redisKey(Lifetime lifetime, String key) {
        return ("none:" + lifetime + ":" + key).getBytes(StandardCharsets.UTF_8);
    }

}
