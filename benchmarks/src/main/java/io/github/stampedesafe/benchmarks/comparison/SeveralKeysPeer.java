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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/**
 * Stampede Safe through methods that take several keys. Every call asks for one, so that
 * the scenarios are those of the others.
 */
final class SeveralKeysPeer implements CachedQueries {

    private final Queries queries;

    private SeveralKeysPeer(Queries queries) {
        this.queries = queries;
    }

    static Peer open(Backend backend) {
        return StampedeSafePeer.open(backend, (context) -> {
            context.registerBean(Queries.class, () -> new Queries(backend.source()));
            context.registerBean(CachedQueries.class, () -> new SeveralKeysPeer(context.getBean(Queries.class)));
        });
    }

    @Override
    public Value loadShort(String key) {
        return only(this.queries.loadShort(List.of(key)));
    }

    @Override
    public Value loadLong(String key) {
        return only(this.queries.loadLong(List.of(key)));
    }

    @Override
    public void evictShort(String key) {
        this.queries.evictShort(List.of(key));
    }

    @Override
    public void evictLong(String key) {
        this.queries.evictLong(List.of(key));
    }

    @Override
    public void clearShort() {
        this.queries.clearShort();
    }

    @Override
    public void clearLong() {
        this.queries.clearLong();
    }

    private static Value only(Map<String, Value> values) {
        return values.values().iterator().next();
    }

    static class Queries {

        private final Source source;

        Queries(Source source) {
            this.source = source;
        }

        @StampedeSafeCacheable(cacheName = SHORT, keys = "#keys")
        public Map<String, Value> loadShort(List<String> keys) {
            return load(keys);
        }

        @StampedeSafeCacheable(cacheName = LONG, keys = "#keys")
        public Map<String, Value> loadLong(List<String> keys) {
            return load(keys);
        }

        @StampedeSafeCacheEvict(cacheName = SHORT, keys = "#keys")
        public void evictShort(List<String> keys) {
        }

        @StampedeSafeCacheEvict(cacheName = LONG, keys = "#keys")
        public void evictLong(List<String> keys) {
        }

        @StampedeSafeCacheEvict(cacheName = SHORT, allEntries = true)
        public void clearShort() {
        }

        @StampedeSafeCacheEvict(cacheName = LONG, allEntries = true)
        public void clearLong() {
        }

        private Map<String, Value> load(List<String> keys) {
            Map<String, Value> values = new LinkedHashMap<>();
            keys.forEach((key) -> values.put(key, this.source.load(key)));
            return values;
        }

    }

}
