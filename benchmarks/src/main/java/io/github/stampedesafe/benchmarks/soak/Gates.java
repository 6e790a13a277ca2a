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

package io.github.stampedesafe.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What must hold at the end. Growth is judged between the second quarter of the samples
 * and the last one; the first quarter is the time to warm up.
 */
final class Gates {

    private static final long MEBIBYTE = 1 << 20;

    private static final long SLOWEST_MILLIS = 15_000;

    private Gates() {
    }

    /**
     * Returns a sentence for each gate that does not hold.
     * @param samples in their order, at least eight
     */
    static List<String> broken(List<Sample> samples) {
        if (samples.size() < 8) {
            return List.of("There are %d samples, and 8 are needed: run it for longer.".formatted(samples.size()));
        }
        List<String> broken = new ArrayList<>();
        growth(samples, "Heap in use (MiB)", (sample) -> sample.heapBytes() / MEBIBYTE, 1.2, 16, broken);
        growth(samples, "Threads", Sample::threads, 1, 4, broken);
        growth(samples, "Connections", Sample::connections, 1, 0, broken);
        growth(samples, "Keys in Redis", Sample::keys, 1.2, 200, broken);
        Sample last = samples.get(samples.size() - 1);
        none("Stale reads without trouble", last.stale(), broken);
        none("Failed calls", last.failures(), broken);
        long slowest = samples.stream().mapToLong(Sample::slowestMillis).max().orElse(0);
        if (slowest > SLOWEST_MILLIS) {
            broken.add("The slowest call took %d ms, and %d are allowed.".formatted(slowest, SLOWEST_MILLIS));
        }
        for (int i = 1; i < samples.size(); i++) {
            if (samples.get(i).calls() == samples.get(i - 1).calls()) {
                broken.add("No call ended before second %d.".formatted(samples.get(i).second()));
            }
        }
        return broken;
    }

    private static void none(String name, long count, List<String> broken) {
        if (count > 0) {
            broken.add("%s: %d, and none is allowed.".formatted(name, count));
        }
    }

    private static void growth(List<Sample> samples, String name, ToLongFunction<Sample> figure, double factor,
            long more, List<String> broken) {
        int quarter = samples.size() / 4;
        long before = median(samples.subList(quarter, 2 * quarter), figure);
        long after = median(samples.subList(samples.size() - quarter, samples.size()), figure);
        long allowed = (long) (before * factor) + more;
        if (after > allowed) {
            broken.add("%s grew from %d to %d, and %d are allowed.".formatted(name, before, after, allowed));
        }
    }

    static long median(List<Sample> samples, ToLongFunction<Sample> figure) {
        long[] sorted = samples.stream().mapToLong(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

}
