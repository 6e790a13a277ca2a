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

import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * The near copies of one cache.
 * <p>
 * Between a question to the store and its answer the key may be changed. The answer is
 * then older than the change, and its signal may have come before the answer. So each
 * change that this instance hears of is counted, before the copy of its key is dropped,
 * and an answer becomes a copy only if the count is the same as before the question was
 * sent. A change that is counted after that comparison finds the copy and drops it. Keys
 * share the counters: a change of another key costs one copy at most.
 */
final class NearCopies {

    private static final int COUNTERS = 1024;

    private final ConcurrentMap<CacheKey, NearCopy> copies;

    private final boolean onlyHot;

    private final AtomicIntegerArray changes = new AtomicIntegerArray(COUNTERS);

    private final LongAdder hits = new LongAdder();

    private final LongAdder suspect = new LongAdder();

    /**
     * Creates an empty near cache.
     * @param copies holds the copies
     * @param onlyHot whether only copies of hot keys are held
     */
    NearCopies(ConcurrentMap<CacheKey, NearCopy> copies, boolean onlyHot) {
        this.copies = copies;
        this.onlyHot = onlyHot;
    }

    /** Whether only copies of hot keys are held. */
    boolean onlyHot() {
        return this.onlyHot;
    }

    /** Returns the copy of a key, {@code null} if there is none. */
    @Nullable NearCopy get(CacheKey key) {
        return this.copies.get(key);
    }

    /** Returns how many changes of a key were counted. */
    int changes(CacheKey key) {
        return this.changes.get(counter(key));
    }

    /** Holds a copy, unless its key was changed since the store was asked for it. */
    void hold(CacheKey key, NearCopy copy) {
        this.copies.compute(key, (same, other) -> (changes(key) == copy.asked().changes()) ? copy : other);
    }

    /** Drops the copy of a key that was changed. */
    void changed(CacheKey key) {
        this.changes.incrementAndGet(counter(key));
        this.copies.remove(key);
    }

    /** Drops all copies. */
    void cleared() {
        for (int i = 0; i < COUNTERS; i++) {
            this.changes.incrementAndGet(i);
        }
        this.copies.clear();
    }

    /** Drops a copy that cannot be served any more. */
    void drop(CacheKey key, NearCopy copy) {
        this.copies.remove(key, copy);
    }

    /** Drops the copies of keys that are not worth it any more. */
    void retain(Predicate<CacheKey> isWorthIt) {
        this.copies.keySet().removeIf(isWorthIt.negate());
    }

    /** Counts a call that was answered by a copy. */
    void hit() {
        this.hits.increment();
    }

    /** Counts a call that asks the store because its copy is suspect. */
    void suspect() {
        this.suspect.increment();
    }

    /** Returns what this near cache is good for. */
    NearUsage usage() {
        return new NearUsage(this.copies.size(), this.hits.sum(), this.suspect.sum());
    }

    private static int counter(CacheKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNTERS - 1);
    }

}
