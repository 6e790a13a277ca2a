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

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.EngineSettings;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.redis.JsonCodecs;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * Compares what it costs to turn a value into bytes with what it costs to read it back
 * and compare, too, as each load and put does. All are measured in turns in one run, for
 * reports of 1 to 10,000 lines. Prints the medians in microseconds.
 */
public final class StoreComparison {

    private static final int TURNS = 60;

    private static final long TURN_NANOS = 50_000_000;

    private StoreComparison() {
    }

    /** Runs the comparison, for about half a minute. */
    public static void main(String[] arguments) {
        PayloadCodec codec = new JsonCodecs().codec("reports", Report.class);
        SingleFlightCache engine = engine();
        CacheKey key = new CacheKey("reports", "any");
        Policy policy = Policy.resolve();
        for (int lines : new int[] { 1, 10, 100, 1_000, 10_000 }) {
            Report report = report(lines);
            double[] written = new double[TURNS];
            double[] read = new double[TURNS];
            double[] readBack = new double[TURNS];
            byte[] bytes = codec.write(report);
            for (int i = -TURNS / 3; i < TURNS; i++) {
                double write = micros(() -> codec.write(report));
                double readOnly = micros(() -> codec.read(bytes));
                double store = micros(() -> engine.put(key, policy, codec, report, null));
                if (i >= 0) {
                    written[i] = write;
                    read[i] = readOnly;
                    readBack[i] = store;
                }
            }
            System.out.printf(Locale.ROOT,
                    "%7d bytes: written %8.1f us, read %8.1f us, written, read back and compared %8.1f us%n",
                    bytes.length, median(written), median(read), median(readBack));
        }
    }

    private static double micros(Runnable work) {
        long start = System.nanoTime();
        int runs = 0;
        while (System.nanoTime() - start < TURN_NANOS / 10) {
            work.run();
            runs++;
        }
        return (System.nanoTime() - start) / 1_000.0 / runs;
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Report report(int lines) {
        SplittableRandom random = new SplittableRandom(42);
        List<Line> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            all.add(new Line("product " + i, BigDecimal.valueOf(random.nextInt(100_000), 2), random.nextInt(100),
                    Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000))));
        }
        return new Report("a report", all);
    }

    /** An engine that prepares to store and is never told to. */
    private static SingleFlightCache engine() {
        EngineResources resources = new EngineResources(InstantSource.system(), System::nanoTime,
                new SplittableRandom(1), unused(Waiting.class), Runnable::run);
        return new SingleFlightCache(unused(EntryStore.class), unused(LeaseProvider.class),
                new EngineSettings(Duration.ofSeconds(5), OnStoreFailure.LOAD), resources, new CacheListener() {
                });
    }

    private static <T> T unused(Class<T> type) {
        return type
            .cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
                throw new IllegalStateException(method + " is not called");
            }));
    }

    private record Report(String title, List<Line> lines) {
    }

    private record Line(String product, BigDecimal price, int count, Instant sold) {
    }

}
