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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.benchmarks.NearHitBenchmark.Price;
import io.github.stampedesafe.benchmarks.Turns.Ratio;
import io.github.stampedesafe.benchmarks.Turns.Way;

/**
 * Compares hits with those of other caches for {@code docs/performance.md}. All caches
 * are in one process and take turns. Writes {@code benchmarks/results/hits.json}.
 */
public final class HitTurns {

    private static final Path RESULTS = Path.of("benchmarks/results/hits.json");

    private static final Path QUICK_RESULTS = Path.of("benchmarks/target/hits-quick.json");

    private static final int AT_ONCE = 100;

    private static final int[] THREADS = { 1, 8, 64 };

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final int warmUp;

    private final int rounds;

    private final List<Hits> hits = new ArrayList<>();

    private HitTurns(boolean isQuick) {
        this.warmUp = isQuick ? 1 : 8;
        this.rounds = isQuick ? 2 : 24;
    }

    /**
     * Compares, for about seven minutes; with {@code --quick} for half a minute, which
     * shows only that it works.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean isQuick = Arrays.asList(arguments).contains("--quick");
        HitTurns turns = new HitTurns(isQuick);
        turns.remote("record");
        turns.remote("list");
        turns.near();
        Results results = new Results(LocalDate.now(ZoneOffset.UTC).toString(), Machine.description(),
                Versions.description(), turns.rounds, turns.hits);
        Path file = isQuick ? QUICK_RESULTS : RESULTS;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, MAPPER.writeValueAsString(results) + "\n");
        System.out.println("Wrote %s.".formatted(file));
        System.exit(0);
    }

    /** Hits with Redis. */
    private void remote(String value) throws InterruptedException {
        HitBenchmark benchmark = new HitBenchmark();
        benchmark.value = value;
        benchmark.start();
        try {
            List<Way> ways = List.of(new Way("lettuce", benchmark::lettuce, 1),
                    new Way("redissonBucket", benchmark::redissonBucket, 1),
                    new Way("redissonMapCache", benchmark::redissonMapCache, 1),
                    new Way("jetCache", benchmark::jetCache, 1), new Way("spring", benchmark::spring, 1),
                    new Way("ours", benchmark::ours, 1));
            for (int threads : THREADS) {
                Turns.of(threads, 0, this.warmUp, ways);
                benchmark.forgetAnswers();
                measure(value, threads, ways);
                benchmark.requireAnswers();
            }
        }
        finally {
            benchmark.stop();
        }
    }

    /** Hits in the memory of the instance. */
    private void near() throws InterruptedException {
        NearHitBenchmark benchmark = new NearHitBenchmark();
        benchmark.start();
        try {
            List<Way> ways = List.of(near("springDefaultKey", benchmark::springDefaultKey),
                    near("springExpression", benchmark::springExpression),
                    near("oursDefaultKey", benchmark::oursDefaultKey),
                    near("oursExpression", benchmark::oursExpression), near("caffeine", benchmark::caffeine));
            for (int threads : THREADS) {
                Turns.of(threads, 0, this.warmUp, ways);
                measure("near", threads, ways);
            }
        }
        finally {
            benchmark.stop();
        }
    }

    /** A look at the clock takes as long as a fast hit: it is taken once for many. */
    private static Way near(String name, Supplier<Price> hit) {
        return new Way(name, () -> {
            Price last = hit.get();
            for (int i = 1; i < AT_ONCE; i++) {
                last = hit.get();
            }
            return last;
        }, AT_ONCE);
    }

    private void measure(String value, int threads, List<Way> ways) throws InterruptedException {
        Hits measured = new Hits(value, threads, Turns.of(threads, 0, this.rounds, ways));
        System.out.println(measured);
        this.hits.add(measured);
    }

    /**
     * What is written.
     *
     * @param date the day
     * @param machine cores, JDK and operating system
     * @param versions of what was measured
     * @param rounds how many turns each way had
     * @param hits what was measured
     */
    record Results(String date, String machine, String versions, int rounds, List<Hits> hits) {
    }

    /**
     * What was measured of one value.
     *
     * @param value its name
     * @param threads callers at one time
     * @param ways what was measured of each way to get it; ratios are those to the first
     */
    record Hits(String value, int threads, List<Ratio> ways) {
    }

}
