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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Counters in a Caffeine cache, whose policy (W-TinyLFU) keeps the frequent ones. */
final class CaffeineCounter implements StreamCounter {

    private final Cache<Integer, LongAdder> counters;

    CaffeineCounter(int size) {
        this.counters = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }

    @Override
    public void count(int key) {
        this.counters.get(key, (same) -> new LongAdder()).increment();
    }

    @Override
    public List<Integer> top(int most) {
        return this.counters.asMap()
            .entrySet()
            .stream()
            .sorted(Comparator.comparingLong((Map.Entry<Integer, LongAdder> key) -> -key.getValue().sum()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    }

}
