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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Compares how long hits take while another key of their cache loads for a second, and 16
 * callers wait for it, with hits while nothing else happens. Both take turns.
 */
public final class IndependentKeyComparison {

    private static final long LOAD_MILLIS = 1_000;

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private static final int WAITING = 16;

    private static final int PAIRS = 20;

    private static final int WARM_UP_PAIRS = 3;

    private final StampedeSafeCache cache;

    private final ExecutorService callers = Executors.newFixedThreadPool(WAITING);

    private IndependentKeyComparison(StampedeSafeCache cache) {
        this.cache = cache;
    }

    /** Runs the comparison, for about fifty seconds. */
    public static void main(String[] arguments) throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ConfigurableApplicationContext context = SpringApplication.run(Application.class,
                        "--spring.main.banner-mode=off", "--logging.level.root=warn",
                        "--spring.data.redis.port=" + redis.port(), "--stampede-safe.caches.totals.ttl=1h")) {
            new IndependentKeyComparison(context.getBean(StampedeSafeCaches.class).cache("totals")).run();
        }
    }

    private void run() throws Exception {
        try {
            List<Pair> pairs = new ArrayList<>();
            for (int i = -WARM_UP_PAIRS; i < PAIRS; i++) {
                Pair pair = pair(i);
                if (i >= 0) {
                    pairs.add(pair);
                }
            }
            print("median", pairs, Times::median);
            print("p99", pairs, Times::p99);
        }
        finally {
            this.callers.shutdownNow();
        }
    }

    private Pair pair(int number) throws InterruptedException, ExecutionException {
        if (number % 2 == 0) {
            return new Pair(hits(), whileAnotherLoads(number));
        }
        Times busy = whileAnotherLoads(number);
        return new Pair(hits(), busy);
    }

    private Times whileAnotherLoads(int pair) throws InterruptedException, ExecutionException {
        var waiting = IntStream.range(0, WAITING).mapToObj((i) -> this.callers.submit(slowLoad(pair))).toList();
        Times hits = hits();
        if (waiting.stream().anyMatch(Future::isDone)) {
            throw new IllegalStateException("The other key was loaded before the hits were over");
        }
        for (Future<?> each : waiting) {
            each.get();
        }
        return hits;
    }

    private Callable<Object> slowLoad(int pair) {
        return () -> this.cache.get("slow-" + pair, String.class, () -> {
            Thread.sleep(LOAD_MILLIS);
            return "loaded";
        });
    }

    private Times hits() {
        long end = System.nanoTime() + TURN_NANOS;
        long[] took = new long[1 << 20];
        int count = 0;
        for (long begin = System.nanoTime(); begin < end && count < took.length; begin = System.nanoTime()) {
            if (!"value".equals(get())) {
                throw new IllegalStateException("A hit returned another value");
            }
            took[count++] = System.nanoTime() - begin;
        }
        Arrays.sort(took, 0, count);
        return new Times(took[count / 2], took[count * 99 / 100]);
    }

    private @Nullable Object get() {
        try {
            return this.cache.get("hit", String.class, () -> "value");
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void print(String what, List<Pair> pairs, ToDoubleFunction<Times> time) {
        double[] ratios = pairs.stream()
            .mapToDouble((pair) -> time.applyAsDouble(pair.busy()) / time.applyAsDouble(pair.idle()))
            .sorted()
            .toArray();
        double[] idle = pairs.stream().map(Pair::idle).mapToDouble(time).sorted().toArray();
        System.out.printf(Locale.ROOT,
                "%s of hits, while another key loads / idle: lower quartile %.2f, median %.2f, upper quartile %.2f, "
                        + "%d pairs; idle: %.0f us%n",
                what, ratios[PAIRS / 4], ratios[PAIRS / 2], ratios[PAIRS * 3 / 4], PAIRS, idle[PAIRS / 2] / 1_000);
    }

    /**
     * How long the hits of a turn took, in nanoseconds.
     *
     * @param median half of them
     * @param p99 99 of 100
     */
    private record Times(double median, double p99) {
    }

    /**
     * Two turns.
     *
     * @param idle while nothing else happened
     * @param busy while another key was loaded
     */
    private record Pair(Times idle, Times busy) {
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

    }

}
