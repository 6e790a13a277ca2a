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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Compares throughputs on a machine that does other things, too: calls take turns for a
 * quarter of a second each, so that whatever disturbs one soon disturbs the others, and
 * ratios are taken within a round of turns.
 */
final class Turns {

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int PAIRS = 60;

    private static final int WARM_UP_PAIRS = 12;

    private final int threads;

    private final List<Way> ways;

    private final List<List<Turn>> measured = new ArrayList<>();

    private Turns(int threads, List<Way> ways) {
        this.threads = threads;
        this.ways = ways;
    }

    /**
     * Prints the quartiles of the ratios of the other call's throughput to the base's.
     */
    static void compare(String what, int threads, Supplier<Object> base, Supplier<Object> other)
            throws InterruptedException {
        Ratio ratio = of(threads, WARM_UP_PAIRS, PAIRS, List.of(new Way("base", base, 1), new Way("other", other, 1)))
            .get(1);
        System.out.printf(Locale.ROOT,
                "%d thread(s): throughput of %s: lower quartile %.2f, median %.2f, upper quartile %.2f, %d pairs%n",
                threads, what, ratio.lower(), ratio.median(), ratio.upper(), PAIRS);
    }

    /**
     * Lets calls take turns.
     * @param threads how many threads make a call in its turn
     * @param warmUp rounds that do not count
     * @param rounds rounds that count, at least one
     * @param ways the calls; ratios are those to the first one
     * @return what was measured of each call, in the same order
     */
    static List<Ratio> of(int threads, int warmUp, int rounds, List<Way> ways) throws InterruptedException {
        Turns turns = new Turns(threads, ways);
        for (int round = 0; round < warmUp; round++) {
            turns.round(round);
        }
        for (int round = 0; round < rounds; round++) {
            turns.measured.add(turns.round(round));
        }
        return IntStream.range(0, ways.size()).mapToObj(turns::ratio).toList();
    }

    /** Each round begins with another call. */
    private List<Turn> round(int number) throws InterruptedException {
        List<Integer> order = new ArrayList<>(IntStream.range(0, this.ways.size()).boxed().toList());
        Collections.rotate(order, number);
        Turn[] turns = new Turn[this.ways.size()];
        for (int way : order) {
            turns[way] = turn(this.ways.get(way));
        }
        return List.of(turns);
    }

    private Turn turn(Way way) throws InterruptedException {
        LongAdder calls = new LongAdder();
        LongAdder bytes = new LongAdder();
        AtomicLong end = new AtomicLong();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < this.threads; i++) {
            Thread thread = new Thread(() -> {
                awaitStart(start);
                long allocated = Allocations.ofThisThread();
                while (System.nanoTime() - end.get() < 0) {
                    if (way.call().get() != null) {
                        calls.add(way.calls());
                    }
                }
                bytes.add(Allocations.ofThisThread() - allocated);
            }, "caller-" + i);
            thread.start();
            all.add(thread);
        }
        Allocations others = Allocations.sofar();
        end.set(System.nanoTime() + TURN_NANOS);
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        return new Turn(calls.sum(), bytes.sum() + others.since());
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            start.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private Ratio ratio(int way) {
        double[] ratios = this.measured.stream()
            .mapToDouble((round) -> (double) round.get(way).calls() / round.get(0).calls())
            .sorted()
            .toArray();
        double[] calls = this.measured.stream().mapToDouble((round) -> round.get(way).calls()).sorted().toArray();
        double[] bytes = this.measured.stream()
            .mapToDouble((round) -> round.get(way).bytesPerCall())
            .sorted()
            .toArray();
        int count = ratios.length;
        return new Ratio(this.ways.get(way).name(), ratios[count / 4], ratios[count / 2], ratios[count * 3 / 4],
                calls[count / 2] * TimeUnit.SECONDS.toNanos(1) / TURN_NANOS, bytes[count / 2]);
    }

    /**
     * Something to call.
     *
     * @param name its name
     * @param call makes the calls; returns {@code null} for what must not be counted
     * @param calls how many it makes at once
     */
    record Way(String name, Supplier<? extends @Nullable Object> call, int calls) {
    }

    /**
     * What was measured of one way.
     *
     * @param way its name
     * @param lower lower quartile of the ratios of its throughput to that of the first
     * @param median their median
     * @param upper their upper quartile
     * @param callsPerSecond median of the calls per second, of all threads together
     * @param bytes median of the bytes that all threads of this process allocated for a
     * call
     */
    record Ratio(String way, double lower, double median, double upper, double callsPerSecond, double bytes) {
    }

    private record Turn(long calls, long bytes) {

        double bytesPerCall() {
            return (double) this.bytes / this.calls;
        }

    }

}
