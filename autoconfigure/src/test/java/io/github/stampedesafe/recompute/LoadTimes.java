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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the sources of all processes say: who loaded which key when. Thread-safe. */
final class LoadTimes {

    private final Map<Integer, List<Long>> starts = new ConcurrentHashMap<>();

    private final Map<String, Set<Integer>> running = new ConcurrentHashMap<>();

    /** Takes note of a line that a process printed. */
    void hear(String process, String line) {
        String[] words = line.split(" ");
        if (words.length != 3 || !words[0].startsWith("load")) {
            return;
        }
        int number = Integer.parseInt(words[1]);
        Set<Integer> ofProcess = this.running.computeIfAbsent(process, (same) -> ConcurrentHashMap.newKeySet());
        if (words[0].equals("load")) {
            ofProcess.add(number);
            this.starts.compute(number, (same, times) -> {
                List<Long> all = (times != null) ? times : new ArrayList<>();
                all.add(Long.parseLong(words[2]));
                return all;
            });
        }
        else {
            ofProcess.remove(number);
        }
    }

    /** Returns the keys that a process was loading when it said its last. */
    Set<Integer> running(String process) {
        return new HashSet<>(this.running.getOrDefault(process, Set.of()));
    }

    /** Returns how often the keys below a bound were loaded since a moment. */
    long loads(int bound, long sinceMillis) {
        return this.starts.entrySet()
            .stream()
            .filter((key) -> key.getKey() < bound)
            .mapToLong((key) -> key.getValue().stream().filter((start) -> start >= sinceMillis).count())
            .sum();
    }

    /** Returns the shortest time between two loads of one key below a bound, in ms. */
    long shortestGap(int bound, long sinceMillis) {
        long shortest = Long.MAX_VALUE;
        for (Map.Entry<Integer, List<Long>> key : this.starts.entrySet()) {
            if (key.getKey() >= bound) {
                continue;
            }
            List<Long> times = key.getValue().stream().filter((start) -> start >= sinceMillis).sorted().toList();
            for (int i = 1; i < times.size(); i++) {
                shortest = Math.min(shortest, times.get(i) - times.get(i - 1));
            }
        }
        return shortest;
    }

}
