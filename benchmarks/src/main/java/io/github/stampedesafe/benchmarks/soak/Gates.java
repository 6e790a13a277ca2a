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
 * What must hold at the end. Growth under traffic is judged between the second quarter of
 * the samples and the last one; the first quarter is the time to warm up. Connections
 * follow the load then, because a pool opens and closes them, so a lost one shows at
 * rest: there must be exactly as many after each round as before the first.
 */
final class Gates {

    private static final long MEBIBYTE = 1 << 20;

    private static final long SLOWEST_MILLIS = 15_000;

    /** One for commands, one for signals, and eight in the pool that takes leases. */
    private static final int CONNECTIONS_PER_INSTANCE = 10;

    private Gates() {
    }

    /**
     * Returns a sentence for each gate that does not hold under traffic.
     * @param samples in their order, at least eight
     * @param instances how many instances there are
     */
    static List<String> broken(List<Sample> samples, int instances) {
        if (samples.size() < 8) {
            return List.of("There are %d samples, and 8 are needed: run it for longer.".formatted(samples.size()));
        }
        List<String> broken = new ArrayList<>();
        growth(samples, "Heap in use (MiB)", (sample) -> sample.heapBytes() / MEBIBYTE, 1.2, 16, broken);
        growth(samples, "Threads", Sample::threads, 1, 4, broken);
        most("Connections", Sample::connections, samples, (long) instances * CONNECTIONS_PER_INSTANCE, broken);
        growth(samples, "Keys in Redis", Sample::keys, 1.2, 200, broken);
        Sample last = samples.get(samples.size() - 1);
        none("Stale reads without trouble", last.stale(), broken);
        none("Failed calls", last.failures(), broken);
        most("Slowest call (ms)", Sample::slowestMillis, samples, SLOWEST_MILLIS, broken);
        for (int i = 1; i < samples.size(); i++) {
            if (samples.get(i).calls() == samples.get(i - 1).calls()) {
                broken.add("No call ended before second %d.".formatted(samples.get(i).second()));
            }
        }
        return broken;
    }

    /**
     * Returns a sentence for each gate that does not hold at rest.
     * @param rests in their order: the one before the traffic, and at least two more
     */
    static List<String> brokenAtRest(List<Rest> rests) {
        if (rests.size() < 3) {
            return List.of("There are %d rests, and 3 are needed.".formatted(rests.size()));
        }
        List<String> broken = new ArrayList<>();
        int before = rests.get(0).connections();
        for (Rest rest : rests) {
            if (!rest.settled()) {
                broken.add("The number of connections at rest still changed in second %d.".formatted(rest.second()));
            }
            if (rest.connections() != before) {
                broken.add("Connections at rest: %d in second %d, and %d before the traffic."
                    .formatted(rest.connections(), rest.second(), before));
            }
        }
        Rest warm = rests.get(1);
        Rest last = rests.get(rests.size() - 1);
        growth("Heap at rest (MiB)", warm.heapBytes() / MEBIBYTE, last.heapBytes() / MEBIBYTE, 1.2, 16, broken);
        growth("Threads at rest", warm.threads(), last.threads(), 1, 4, broken);
        return broken;
    }

    private static void most(String name, ToLongFunction<Sample> figure, List<Sample> samples, long allowed,
            List<String> broken) {
        long most = samples.stream().mapToLong(figure).max().orElse(0);
        if (most > allowed) {
            broken.add("%s: %d, and %d are allowed.".formatted(name, most, allowed));
        }
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
        growth(name, before, after, factor, more, broken);
    }

    private static void growth(String name, long before, long after, double factor, long more, List<String> broken) {
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
