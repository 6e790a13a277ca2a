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

import org.redisson.api.RBucket;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.codec.TypedJsonJackson3Codec;

/**
 * The recipe of many articles: read; if absent, lock the key across instances, read
 * again, load, write, unlock.
 */
final class LockRecipePeer implements Peer {

    private final RedissonClient client;

    private final TypedJsonJackson3Codec codec = new TypedJsonJackson3Codec(Value.class);

    private final Source source;

    LockRecipePeer(Backend backend) {
        this.client = RedissonClients.create(backend);
        this.source = backend.source();
    }

    @Override
    public Value get(Lifetime lifetime, String key) {
        RBucket<Value> bucket = bucket(lifetime, key);
        Value stored = bucket.get();
        return (stored != null) ? stored : loadOnce(lifetime, key, bucket);
    }

    @Override
    public void evict(Lifetime lifetime, String key) {
        bucket(lifetime, key).delete();
    }

    @Override
    public void clear(Lifetime lifetime) {
        this.client.getKeys().deleteByPattern(prefix(lifetime) + "*");
    }

    @Override
    public void close() {
        this.client.shutdown();
    }

    private Value loadOnce(Lifetime lifetime, String key, RBucket<Value> bucket) {
        RLock lock = this.client.getLock("lock:" + prefix(lifetime) + key);
        lock.lock();
        try {
            Value stored = bucket.get();
            if (stored != null) {
                return stored;
            }
            Value loaded = this.source.load(key);
            bucket.set(loaded, lifetime.ttl());
            return loaded;
        }
        finally {
            lock.unlock();
        }
    }

    private RBucket<Value> bucket(Lifetime lifetime, String key) {
        return this.client.getBucket(prefix(lifetime) + key, this.codec);
    }

    private static String prefix(Lifetime lifetime) {
        return "rlock:" + lifetime + ":";
    }

}
