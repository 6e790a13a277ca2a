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

package io.github.stampedesafe.hotkey;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.CacheListener;

/** Counts, per key, the reads that could not be answered at once. */
class Waits implements CacheListener {

    private final ConcurrentMap<String, LongAdder> byKey = new ConcurrentHashMap<>();

    @Override
    public void miss(CacheKey key) {
        this.byKey.computeIfAbsent(key.text(), (same) -> new LongAdder()).increment();
    }

    /** Forgets what was counted so far. */
    void restart() {
        this.byKey.clear();
    }

    /**
     * Returns the numbers of the keys below a bound that were waited for, each as often.
     */
    String below(int bound) {
        StringBuilder waited = new StringBuilder();
        this.byKey.forEach((key, count) -> {
            int number = Integer.parseInt(key.substring(key.indexOf(')') + 1));
            if (number < bound) {
                waited.append((number + ",").repeat(count.intValue()));
            }
        });
        return waited.toString();
    }

}
