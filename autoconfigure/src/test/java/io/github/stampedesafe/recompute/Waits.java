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

package io.github.stampedesafe.recompute;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;

/**
 * Counts, for each of the keys with the lowest numbers, the reads that could not be
 * answered at once. Of others it keeps nothing: memory is measured beside it.
 */
class Waits implements CacheListener {

    private final int bound;

    private final ConcurrentMap<Integer, LongAdder> byNumber = new ConcurrentHashMap<>();

    /**
     * Creates a counter.
     * @param bound number of the first key that does not count
     */
    Waits(int bound) {
        this.bound = bound;
    }

    @Override
    public void miss(CacheKey key) {
        int number = Integer.parseInt(key.text().substring(key.text().indexOf(')') + 1));
        if (number < this.bound) {
            this.byNumber.computeIfAbsent(number, (same) -> new LongAdder()).increment();
        }
    }

    /** Forgets what was counted so far. */
    void restart() {
        this.byNumber.clear();
    }

    /** Returns the numbers of the keys that were waited for, each as often. */
    String numbers() {
        StringBuilder waited = new StringBuilder();
        this.byNumber.forEach((number, count) -> waited.append((number + ",").repeat(count.intValue())));
        return waited.toString();
    }

}
