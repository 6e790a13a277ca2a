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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Lets more and more callers wait for one load, on four instances and without threads.
 */
final class WaiterGrowth {

    private static final int INSTANCES = 4;

    private final RedisProcess redis;

    private final List<StampedeSafeCache> caches;

    private WaiterGrowth(RedisProcess redis, List<StampedeSafeCache> caches) {
        this.redis = redis;
        this.caches = caches;
    }

    static List<GrowthResults.Waiters> measure(List<Integer> numbers) {
        try (RedisProcess redis = RedisProcess.start(); Instances instances = new Instances(redis)) {
            WaiterGrowth growth = new WaiterGrowth(redis, instances.start(INSTANCES));
            growth.row(100, "warm-up");
            return numbers.stream().map((number) -> growth.row(number, "waited-for-" + number)).toList();
        }
    }

    private GrowthResults.Waiters row(int number, String key) {
        AtomicInteger loads = new AtomicInteger();
        CompletableFuture<String> load = new CompletableFuture<>();
        long heapBefore = heap();
        RedisCounters before = RedisCounters.of(this.redis);
        List<CompletableFuture<String>> waiters = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            waiters.add(this.caches.get(i % INSTANCES).getAsync(key, String.class, () -> {
                loads.incrementAndGet();
                return load;
            }));
        }
        // Each asks Redis once before it waits.
        while (loads.get() == 0 || RedisCounters.of(this.redis).gets() - before.gets() < number) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        long heapBytes = Math.max(0, heap() - heapBefore) / number;
        long ended = System.nanoTime();
        load.complete("value");
        waiters.forEach(CompletableFuture::join);
        double answerMillis = (System.nanoTime() - ended) / 1e6;
        long commands = RedisCounters.of(this.redis).commands() - before.commands();
        GrowthResults.Waiters row = new GrowthResults.Waiters(number, loads.get(), commands, heapBytes, answerMillis);
        System.out.println(row);
        return row;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

}
