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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.stampedesafe.key.CacheKey;

/**
 * Keys that are paused, each for the same time. Thread-safe. Holds at most
 * {@link #TOO_MANY} keys: pauses that are over are removed, and all pauses end if that is
 * not enough.
 */
final class PausedKeys {

    private static final int MANY = 1000;

    private static final int TOO_MANY = 20 * MANY;

    private final Duration time;

    private final LongSupplier nanoTime;

    private final Map<CacheKey, Long> until = new ConcurrentHashMap<>();

    /** From so many keys on, those whose pause is over are removed. */
    private volatile int full = MANY;

    PausedKeys(Duration time, LongSupplier nanoTime) {
        this.time = time;
        this.nanoTime = nanoTime;
    }

    /** Whether a key is paused now. */
    boolean contains(CacheKey key) {
        Long until = this.until.get(key);
        return until != null && until - this.nanoTime.getAsLong() > 0;
    }

    /** Pauses a key from now on. */
    void add(CacheKey key) {
        long now = this.nanoTime.getAsLong();
        if (this.until.size() >= this.full) {
            this.until.values().removeIf((until) -> until - now <= 0);
            // Twice what is left, so that to look through all costs little per pause.
            this.full = Math.min(Math.max(MANY, 2 * this.until.size()), TOO_MANY);
        }
        if (this.until.size() >= TOO_MANY) {
            this.until.clear();
        }
        this.until.put(key, now + this.time.toNanos());
    }

    /** Ends the pause of a key. */
    void remove(CacheKey key) {
        this.until.remove(key);
    }

}
