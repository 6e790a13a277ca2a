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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Compares throughputs on a machine that does other things, too: two calls take turns for
 * a quarter of a second each, so that whatever disturbs one soon disturbs the other, and
 * the ratio is taken of each pair of turns.
 */
final class Turns {

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int PAIRS = 60;

    private static final int WARM_UP_PAIRS = 12;

    private Turns() {
    }

    /**
     * Prints the quartiles of the ratios of the other call's throughput to the base's.
     */
    static void compare(String what, int threads, Supplier<Object> base, Supplier<Object> other)
            throws InterruptedException {
        List<Double> ratios = ratios(threads, base, other);
        System.out.printf(Locale.ROOT,
                "%d thread(s): throughput of %s: lower quartile %.2f, median %.2f, upper quartile %.2f, %d pairs%n",
                threads, what, ratios.get(PAIRS / 4), ratios.get(PAIRS / 2), ratios.get(PAIRS * 3 / 4), PAIRS);
    }

    private static List<Double> ratios(int threads, Supplier<Object> base, Supplier<Object> other)
            throws InterruptedException {
        List<Double> ratios = new ArrayList<>();
        for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
            boolean otherFirst = pair % 2 == 0;
            double first = calls(threads, otherFirst ? other : base);
            double second = calls(threads, otherFirst ? base : other);
            if (pair >= 0) {
                ratios.add(otherFirst ? first / second : second / first);
            }
        }
        ratios.sort(null);
        return ratios;
    }

    /** Returns how many calls all threads make in a turn. */
    private static double calls(int threads, Supplier<Object> call) throws InterruptedException {
        LongAdder calls = new LongAdder();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                awaitStart(start);
                long end = System.nanoTime() + TURN_NANOS;
                while (System.nanoTime() < end) {
                    if (call.get() != null) {
                        calls.increment();
                    }
                }
            }, "caller-" + i);
            thread.start();
            all.add(thread);
        }
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        return calls.sum();
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            start.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
