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

import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;

/**
 * Redisson's map with a time to live for each entry, filled by {@code computeIfAbsent}.
 */
final class RedissonMapPeer implements Peer {

    private final RedissonClient client;

    private final Source source;

    RedissonMapPeer(Backend backend) {
        this.client = RedissonClients.create(backend);
        this.source = backend.source();
    }

    @Override
    public Value get(Lifetime lifetime, String key) {
        return map(lifetime).computeIfAbsent(key, lifetime.ttl(), this.source::load);
    }

    @Override
    public void evict(Lifetime lifetime, String key) {
        map(lifetime).fastRemove(key);
    }

    @Override
    public void clear(Lifetime lifetime) {
        map(lifetime).clear();
    }

    @Override
    public void close() {
        this.client.shutdown();
    }

    private RMapCache<String, Value> map(Lifetime lifetime) {
        return this.client.getMapCache("redisson:" + lifetime);
    }

}
