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

package io.github.stampedesafe.benchmarks.growth;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Measures how long after the end of a load its leader and two waiting callers have the
 * value: one on the leader's instance, one on another. Nobody can have it before it is
 * stored, so a command by hand, after the same rest, is measured beside them. The machine
 * does nothing else meanwhile.
 */
final class WaitTimes {

    private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private final StampedeSafeCache leader;

    private final StampedeSafeCache other;

    private final RedisCommands<String, String> byHand;

    private final ExecutorService callers = Executors.newFixedThreadPool(3);

    private final int loads;

    private WaitTimes(StampedeSafeCache leader, StampedeSafeCache other, RedisCommands<String, String> byHand,
            int loads) {
        this.leader = leader;
        this.other = other;
        this.byHand = byHand;
        this.loads = loads;
    }

    /**
     * Measures.
     * @param loads number of loads that are timed, after a warm-up of two fifths as many
     */
    static List<GrowthResults.Wait> measure(int loads) {
        try (RedisProcess redis = RedisProcess.start(); Instances instances = new Instances(redis)) {
            List<StampedeSafeCache> caches = instances.start(2);
            RedisClient client = RedisClient.create(RedisURI.create(redis.host(), redis.port()));
            try {
                return new WaitTimes(caches.get(0), caches.get(1), client.connect().sync(), loads).rows();
            }
            finally {
                client.shutdown();
            }
        }
    }

    private List<GrowthResults.Wait> rows() {
        try {
            double[][] micros = new double[4][this.loads];
            for (int i = -this.loads * 2 / 5; i < this.loads; i++) {
                load("load" + i, micros, Math.max(0, i));
            }
            List<GrowthResults.Wait> rows = List.of(row("leader", micros[0]), row("its instance", micros[1]),
                    row("another instance", micros[2]), row("a command by hand", micros[3]));
            rows.forEach(System.out::println);
            return rows;
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            this.callers.shutdown();
        }
    }

    private void load(String key, double[][] micros, int column) throws InterruptedException, ExecutionException {
        CountDownLatch begun = new CountDownLatch(1);
        long[] ended = new long[1];
        Future<Long> leader = this.callers.submit(() -> returned(this.leader, key, begun, ended));
        begun.await();
        Future<Long> near = this.callers.submit(() -> returned(this.leader, key, begun, ended));
        Future<Long> far = this.callers.submit(() -> returned(this.other, key, begun, ended));
        List<Future<Long>> calls = List.of(leader, near, far);
        for (int i = 0; i < calls.size(); i++) {
            micros[i][column] = (calls.get(i).get() - ended[0]) / 1e3;
        }
        micros[3][column] = this.callers.submit(() -> command(key)).get() / 1e3;
    }

    /** Calls, and returns when the call returned. */
    private static long returned(StampedeSafeCache cache, String key, CountDownLatch begun, long[] ended)
            throws Exception {
        cache.get(key, String.class, () -> {
            begun.countDown();
            LockSupport.parkNanos(LOAD_NANOS);
            ended[0] = System.nanoTime();
            return "value of " + key;
        });
        return System.nanoTime();
    }

    /** Stores a value by hand, and returns how long that took, in ns. */
    private long command(String key) {
        LockSupport.parkNanos(LOAD_NANOS);
        long begin = System.nanoTime();
        this.byHand.set("by hand " + key, "value of " + key);
        return System.nanoTime() - begin;
    }

    private static GrowthResults.Wait row(String where, double[] micros) {
        double[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new GrowthResults.Wait(where, sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }

}
