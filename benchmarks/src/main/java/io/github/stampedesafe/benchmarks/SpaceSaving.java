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

package io.github.stampedesafe.benchmarks;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Space-Saving, from A. Metwally, D. Agrawal, A. El Abbadi: <i>Efficient Computation of
 * Frequent and Top-k Elements in Data Streams</i>, ICDT 2005: a key without a counter
 * takes over the smallest, and its count.
 */
final class SpaceSaving implements StreamCounter {

    private final int counters;

    private final Map<Integer, Long> counts = new HashMap<>();

    private final TreeMap<Long, LinkedHashSet<Integer>> byCount = new TreeMap<>();

    SpaceSaving(int counters) {
        this.counters = counters;
    }

    @Override
    public void count(int key) {
        Long count = this.counts.get(key);
        if (count == null && this.counts.size() >= this.counters) {
            Map.Entry<Long, LinkedHashSet<Integer>> least = this.byCount.firstEntry();
            remove(least.getValue().iterator().next(), least.getKey());
            put(key, least.getKey() + 1);
            return;
        }
        if (count != null) {
            remove(key, count);
        }
        put(key, (count != null) ? count + 1 : 1);
    }

    @Override
    public List<Integer> top(int most) {
        return this.counts.entrySet()
            .stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    }

    private void put(Integer key, long count) {
        this.counts.put(key, count);
        this.byCount.computeIfAbsent(count, (same) -> new LinkedHashSet<>()).add(key);
    }

    private void remove(Integer key, long count) {
        this.counts.remove(key);
        this.byCount.computeIfPresent(count, (same, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }

}
