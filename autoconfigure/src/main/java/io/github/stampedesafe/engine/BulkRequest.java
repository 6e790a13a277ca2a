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

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * One call of a cache for several keys.
 *
 * @param keys the keys, each once, all of one cache
 * @param policy how the values are kept, refreshed and waited for
 * @param codec turns a value into bytes and back
 * @param load produces the values that are absent
 */
public record BulkRequest(List<CacheKey> keys, Policy policy, PayloadCodec codec, BulkLoad load) {

    /**
     * Creates a request for a copy of the keys.
     * @throws IllegalArgumentException if a key comes twice, or the keys are of several
     * caches
     */
    public BulkRequest {
        keys = List.copyOf(keys);
        if (Set.copyOf(keys).size() < keys.size() || keys.stream().map(CacheKey::cache).distinct().count() > 1) {
            throw new IllegalArgumentException("A call needs each key once, and keys of one cache: " + keys);
        }
    }

    /** Returns the request of a load of some of the keys, for what surrounds loads. */
    Request gathered(List<CacheKey> keys) {
        CacheKey first = keys.get(0);
        CacheKey name = (keys.size() == 1) ? first
                : new CacheKey(first.cache(), "%s and %d more".formatted(first.text(), keys.size() - 1));
        return new Request(name, this.policy, this.codec, new GatheredLoad(this.load, keys));
    }

    /** Returns the requests of the single keys, in their order. */
    List<Request> each() {
        return this.keys.stream()
            .map((key) -> new Request(key, this.policy, this.codec, new BulkKeyLoad(this.load, key)))
            .toList();
    }

    /**
     * A load of several keys. Its value is the map of theirs.
     *
     * @param bulk the method
     * @param keys the keys
     */
    private record GatheredLoad(BulkLoad bulk, List<CacheKey> keys) implements Load {

        @Override
        public @Nullable Object load() throws Throwable {
            return this.bulk.load(this.keys);
        }

        @Override
        @SuppressWarnings("unchecked")
        public CompletionStage<@Nullable Object> start() {
            return (CompletionStage<@Nullable Object>) this.bulk.start(this.keys);
        }

        @Override
        public @Nullable Object valueOf(@Nullable Object brought) throws Throwable {
            return this.bulk.valuesOf(this.keys, brought);
        }

        @Override
        public List<CacheKey> keys(CacheKey key) {
            return this.keys;
        }

    }

}
