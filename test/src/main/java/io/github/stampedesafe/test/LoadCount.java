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

package io.github.stampedesafe.test;

import java.util.Map;
import java.util.TreeMap;

/** Counts loads from a moment on. */
final class LoadCount {

    private final CacheLoads loads;

    private final Map<String, Integer> before;

    private final int totalBefore;

    LoadCount(CacheLoads loads) {
        this.loads = loads;
        this.before = loads.byKey();
        this.totalBefore = loads.total();
    }

    /** Returns how many loads have begun since. */
    Counted count() {
        Map<String, Integer> count = new TreeMap<>();
        this.loads.byKey().forEach((key, loads) -> {
            int more = loads - this.before.getOrDefault(key, 0);
            if (more > 0) {
                count.put(key, more);
            }
        });
        return new Counted(this.loads.total() - this.totalBefore, count);
    }

    /**
     * How many loads began.
     *
     * @param total how many in all; one of several keys is one
     * @param byKey how many of each key
     */
    record Counted(int total, Map<String, Integer> byKey) {
    }

}
