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

package io.github.stampedesafe.testing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.stampedesafe.store.SharedRanking;

/** A ranking that the instances of one virtual machine share. */
public final class InMemoryRanking implements SharedRanking {

    private final Map<String, Map<String, Double>> sums = new HashMap<>();

    private final Map<String, Integer> instances = new HashMap<>();

    @Override
    public synchronized Ranking exchange(String cache, Period period, Map<String, Double> scores, int top) {
        String now = cache + ":" + period.number();
        String before = cache + ":" + (period.number() - 1);
        if (!scores.isEmpty()) {
            Map<String, Double> sum = this.sums.computeIfAbsent(now, (same) -> new HashMap<>());
            scores.forEach((key, score) -> sum.merge(key, score, Double::sum));
            this.instances.merge(now, 1, Integer::sum);
        }
        List<Ranked> ranked = this.sums.getOrDefault(before, Map.of())
            .entrySet()
            .stream()
            .map((entry) -> new Ranked(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingDouble(Ranked::score).reversed())
            .limit(top)
            .toList();
        return new Ranking(ranked, this.instances.getOrDefault(before, 1));
    }

}
