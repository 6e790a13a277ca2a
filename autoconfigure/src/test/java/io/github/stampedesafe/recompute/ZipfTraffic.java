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

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/** Threads that read keys, the one at rank n with a probability proportional to 1/n. */
final class ZipfTraffic {

    private static final int KEYS = 5000;

    private static final double[] CUMULATED = cumulated();

    private final IntConsumer read;

    private final IntSupplier offset;

    private final LongAdder readsOfTop = new LongAdder();

    /**
     * Creates traffic.
     * @param read reads a key
     * @param offset number of the most popular key
     */
    ZipfTraffic(IntConsumer read, IntSupplier offset) {
        this.read = read;
        this.offset = offset;
    }

    /**
     * Runs the traffic.
     * @return how many reads were of the hundred most popular keys
     */
    long run(int threads, long seconds, long seed) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < threads; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            executor.execute(() -> {
                while (System.nanoTime() - end < 0) {
                    int rank = rank(random.nextDouble());
                    this.read.accept(this.offset.getAsInt() + rank);
                    if (rank < 100) {
                        this.readsOfTop.increment();
                    }
                    // Paces the thread: the machine is shared.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(10)));
                }
            });
        }
        executor.shutdown();
        executor.awaitTermination(seconds + 60, TimeUnit.SECONDS);
        return this.readsOfTop.sum();
    }

    private static int rank(double uniform) {
        int found = Arrays.binarySearch(CUMULATED, uniform);
        return Math.min(KEYS - 1, (found >= 0) ? found : -found - 1);
    }

    private static double[] cumulated() {
        double[] sums = new double[KEYS];
        double sum = 0;
        for (int i = 0; i < KEYS; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        for (int i = 0; i < KEYS; i++) {
            sums[i] /= sum;
        }
        return sums;
    }

}
