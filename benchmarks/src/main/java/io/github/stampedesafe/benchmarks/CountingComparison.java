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

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares ways to find the 100 most frequent of 100,000 keys in two million reads: the
 * registry of hot keys (a sketch and 1,000 counters), Space-Saving with 40 counters a
 * wanted key, and Caffeine with as many. Keys follow a Zipf distribution, alone or mixed
 * with as many keys that occur once (a scan). Prints how many of the true 100 each found,
 * and how long a read took in relation to the quickest. The streams come from seeds: the
 * counts are the same in each run, the times are not.
 */
public final class CountingComparison {

    private static final int KEYS = 100_000;

    private static final int READS = 2_000_000;

    private static final int TOP = 100;

    private CountingComparison() {
    }

    /** Runs the comparison, for about half a minute. */
    public static void main(String[] arguments) {
        Map<String, Supplier<StreamCounter>> counters = new TreeMap<>(
                Map.of("registry of hot keys", RegistryCounter::new, "Space-Saving, 4000",
                        () -> new SpaceSaving(40 * TOP), "Caffeine, 4000", () -> new CaffeineCounter(40 * TOP)));
        for (double exponent : new double[] { 0.8, 1.0, 1.2 }) {
            for (boolean scan : new boolean[] { false, true }) {
                int[] stream = stream(exponent, scan);
                compare(String.format(Locale.ROOT, "Zipf %.1f%s", exponent, scan ? " and a scan" : ""), stream,
                        counters);
            }
        }
    }

    private static void compare(String name, int[] stream, Map<String, Supplier<StreamCounter>> counters) {
        Set<Integer> truth = IntStream.range(0, TOP).boxed().collect(Collectors.toSet());
        Map<String, Result> results = new TreeMap<>();
        counters.forEach((counter, make) -> {
            StreamCounter made = make.get();
            long start = System.nanoTime();
            Arrays.stream(stream).forEach(made::count);
            long nanos = System.nanoTime() - start;
            long found = new HashSet<>(made.top(TOP)).stream().filter(truth::contains).count();
            results.put(counter, new Result(found, nanos));
        });
        long quickest = results.values().stream().mapToLong(Result::nanos).min().orElseThrow();
        results.forEach(
                (counter, result) -> System.out.printf(Locale.ROOT, "%-20s %-22s found %3d of %d, time ratio %.1f%n",
                        name, counter, result.found(), TOP, result.nanos() / (double) quickest));
    }

    /** Returns the numbers of keys, in which a lower number is more frequent. */
    private static int[] stream(double exponent, boolean scan) {
        double[] sums = new double[KEYS];
        double sum = 0;
        for (int i = 0; i < KEYS; i++) {
            sum += Math.pow(i + 1, -exponent);
            sums[i] = sum;
        }
        SplittableRandom random = new SplittableRandom(42);
        int[] stream = new int[READS];
        for (int i = 0; i < READS; i++) {
            if (scan && i % 2 == 1) {
                stream[i] = KEYS + i;
                continue;
            }
            int place = Arrays.binarySearch(sums, random.nextDouble() * sum);
            stream[i] = Math.min(KEYS - 1, (place >= 0) ? place : -place - 1);
        }
        return stream;
    }

    private record Result(long found, long nanos) {
    }

}
