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

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

import io.github.stampedesafe.key.CacheKey;

/**
 * Where callers that wait for another instance's load hear of signals, in the order in
 * which they came.
 */
final class SignalBoard {

    private final ConcurrentMap<CacheKey, Queue<Watch>> watches = new ConcurrentHashMap<>();

    /** Begins to watch a key; to be closed. */
    Watch watch(CacheKey key) {
        Watch watch = new Watch(key);
        this.watches.compute(key, (same, others) -> {
            Queue<Watch> all = (others != null) ? others : new ConcurrentLinkedQueue<>();
            all.add(watch);
            return all;
        });
        return watch;
    }

    /** Wakes whoever watches a key. */
    void signal(CacheKey key) {
        Queue<Watch> all = this.watches.get(key);
        if (all != null) {
            all.forEach(Watch::wake);
        }
    }

    /** Wakes whoever watches a key of a cache. */
    void signalAll(String cache) {
        this.watches.forEach((key, all) -> {
            if (key.cache().equals(cache)) {
                all.forEach(Watch::wake);
            }
        });
    }

    /** Returns how many keys are watched. */
    int count() {
        return this.watches.size();
    }

    /** One caller's watch over one key. */
    final class Watch implements AutoCloseable {

        private final CacheKey key;

        private volatile CompletableFuture<Void> event = new CompletableFuture<>();

        private Watch(CacheKey key) {
            this.key = key;
        }

        /**
         * Returns an event that completes with the next signal. To be called before the
         * look at the store whose news the signal would be.
         */
        CompletableFuture<Void> arm() {
            CompletableFuture<Void> armed = new CompletableFuture<>();
            this.event = armed;
            return armed;
        }

        private void wake() {
            this.event.complete(null);
        }

        @Override
        public void close() {
            SignalBoard.this.watches.computeIfPresent(this.key, (same, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }

    }

}
