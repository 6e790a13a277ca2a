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

package io.github.stampedesafe.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

import io.github.stampedesafe.key.CacheKey;

/** The versions in the data source: those of each key rise by one with every write. */
final class Registers {

    private static final int LONGEST_LAG = 3;

    private final Map<CacheKey, Long> versions = new HashMap<>();

    /** Writes a key; returns its version. */
    long write(CacheKey key) {
        return this.versions.merge(key, 1L, Long::sum);
    }

    /** Reads the version of a key, perhaps from a replica that lags behind. */
    long read(CacheKey key, SplittableRandom random) {
        int lag = (random.nextInt(3) == 0) ? random.nextInt(1 + LONGEST_LAG) : 0;
        return Math.max(0, this.versions.getOrDefault(key, 0L) - lag);
    }

}
