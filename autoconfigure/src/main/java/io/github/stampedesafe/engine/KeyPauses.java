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
 * Keys of which something holds for a time. Thread-safe; bounded as long as the time is
 * short, and by forgetting all if it is not.
 */
final class KeyPauses {

    private static final int MANY = 1000;

    private static final int TOO_MANY = 20 * MANY;

    private final Duration time;

    private final LongSupplier nanoTime;

    private final Map<CacheKey, Long> until = new ConcurrentHashMap<>();

    KeyPauses(Duration time, LongSupplier nanoTime) {
        this.time = time;
        this.nanoTime = nanoTime;
    }

    /** Whether it holds of a key now. */
    boolean holds(CacheKey key) {
        Long until = this.until.get(key);
        return until != null && until - this.nanoTime.getAsLong() > 0;
    }

    /** Lets it hold of a key from now on. */
    void begin(CacheKey key) {
        long now = this.nanoTime.getAsLong();
        if (this.until.size() >= MANY) {
            this.until.values().removeIf((until) -> until - now <= 0);
        }
        if (this.until.size() >= TOO_MANY) {
            this.until.clear();
        }
        this.until.put(key, now + this.time.toNanos());
    }

    /** Ends it for a key. */
    void end(CacheKey key) {
        this.until.remove(key);
    }

}
