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

package io.github.stampedesafe.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

import io.github.stampedesafe.key.CacheKey;

/**
 * The keys whose values were large when this instance last saw them. Keys of one cache
 * share 1,024 bits by their hash, so the memory does not grow with the keys. A small
 * value may therefore count as large, until it is read. A cache without large values has
 * no bits.
 * <p>
 * Thread-safe.
 */
final class LargeKeys {

    /**
     * Bytes of the largest value that is not large. Redis writes at most so many to one
     * connection before it turns to the next one ({@code NET_MAX_WRITES_PER_EVENT}). On a
     * link of 20 MB/s a hit waits 3 ms behind them.
     */
    static final int LIMIT = 64 * 1024;

    private final Map<String, Bits> caches = new ConcurrentHashMap<>();

    /** How many large puts of a key are on their way. */
    private final Map<CacheKey, Integer> underWay = new ConcurrentHashMap<>();

    /** Whether a value of this many bytes is large. */
    static boolean isLarge(int bytes) {
        return bytes > LIMIT;
    }

    /** Whether a large value of the cache was seen. */
    boolean isSeenIn(String cache) {
        return this.caches.containsKey(cache);
    }

    /** Whether the value was large when it was last seen. */
    boolean isLarge(CacheKey key) {
        Bits bits = this.caches.get(key.cache());
        return bits != null && bits.large.contains(key);
    }

    /**
     * Notes how large the value is.
     * @param bytes its size, 0 if it is absent
     */
    void observe(CacheKey key, int bytes) {
        if (isLarge(bytes)) {
            bits(key).large.add(key);
            return;
        }
        Bits bits = this.caches.get(key.cache());
        if (bits != null) {
            bits.large.remove(key);
        }
    }

    /** Notes that a large put is on its way, until {@link #arrived}. */
    void sent(CacheKey key) {
        this.underWay.merge(key, 1, Integer::sum);
    }

    /** Notes that Redis answered a large put, or that nobody knows. */
    void arrived(CacheKey key) {
        this.underWay.computeIfPresent(key, (same, puts) -> (puts > 1) ? puts - 1 : null);
    }

    /** Notes that a large put may still be on its way, although it failed. */
    void doubt(CacheKey key) {
        bits(key).doubtful.add(key);
    }

    /**
     * Whether a large put is or may be on its way. Once a put is in doubt, its key stays
     * so.
     */
    boolean isUnderWay(CacheKey key) {
        Bits bits = this.caches.get(key.cache());
        return bits != null && (bits.doubtful.contains(key) || this.underWay.containsKey(key));
    }

    private Bits bits(CacheKey key) {
        return this.caches.computeIfAbsent(key.cache(), (cache) -> new Bits(new KeyBits(), new KeyBits()));
    }

    private record Bits(KeyBits large, KeyBits doubtful) {
    }

    /** A set of keys that may contain more of them than were added. */
    private static final class KeyBits {

        private static final int WORDS = 16;

        private final AtomicLongArray words = new AtomicLongArray(WORDS);

        boolean contains(CacheKey key) {
            int bit = bit(key);
            return (this.words.get(bit / Long.SIZE) & (1L << bit)) != 0;
        }

        void add(CacheKey key) {
            int bit = bit(key);
            if (!contains(key)) {
                this.words.accumulateAndGet(bit / Long.SIZE, 1L << bit, (word, added) -> word | added);
            }
        }

        void remove(CacheKey key) {
            int bit = bit(key);
            if (contains(key)) {
                this.words.accumulateAndGet(bit / Long.SIZE, 1L << bit, (word, removed) -> word & ~removed);
            }
        }

        private static int bit(CacheKey key) {
            int hash = key.text().hashCode() * 0x9E3779B9; // spreads texts that differ
                                                           // little
            return hash >>> (Integer.SIZE - 10);
        }

    }

}
