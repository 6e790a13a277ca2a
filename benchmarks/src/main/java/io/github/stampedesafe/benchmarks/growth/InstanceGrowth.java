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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.test.redis.RedisProcess;

/** Counts what Redis does for more and more instances. */
final class InstanceGrowth {

    private static final int IDLE_SECONDS = 5;

    private static final int HITS = 2_000;

    private static final int KEYS = 50;

    private final RedisProcess redis;

    private final List<StampedeSafeCache> caches;

    private final AtomicInteger loads = new AtomicInteger();

    private InstanceGrowth(RedisProcess redis, List<StampedeSafeCache> caches) {
        this.redis = redis;
        this.caches = caches;
    }

    static List<GrowthResults.Instances> measure(List<Integer> numbers) {
        try (RedisProcess redis = RedisProcess.start(); Instances instances = new Instances(redis)) {
            return numbers.stream().map((number) -> new InstanceGrowth(redis, instances.start(number)).row()).toList();
        }
    }

    private GrowthResults.Instances row() {
        int number = this.caches.size();
        String prefix = number + "-";
        forEach(KEYS, (i) -> miss("warm-" + prefix + i));
        Change idle = during(() -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(IDLE_SECONDS)));
        Change hits = during(
                () -> forEach(HITS, (i) -> Instances.hit(this.caches.get(i % number), "warm-" + prefix + i % KEYS)));
        this.loads.set(0);
        Change misses = during(() -> forEach(KEYS, (i) -> miss(prefix + i)));
        double loads = (double) this.loads.get() / KEYS;
        Change evicts = during(() -> forEach(KEYS, (i) -> this.caches.get(i % number).evict(prefix + i)));
        GrowthResults.Instances row = new GrowthResults.Instances(number,
                (double) idle.commands() / number / IDLE_SECONDS, (double) hits.commands() / HITS, loads,
                (double) misses.commands() / KEYS, (double) misses.bytes() / KEYS, (double) evicts.commands() / KEYS,
                (double) evicts.bytes() / KEYS);
        System.out.println(row);
        return row;
    }

    /** Lets one caller of each instance ask at once for a key that is not cached. */
    private void miss(String key) {
        CyclicBarrier start = new CyclicBarrier(this.caches.size());
        List<CompletableFuture<Void>> calls = this.caches.stream()
            .map((cache) -> CompletableFuture.runAsync(() -> load(cache, key, start),
                    (call) -> new Thread(call, "caller").start()))
            .toList();
        calls.forEach(CompletableFuture::join);
    }

    private void load(StampedeSafeCache cache, String key, CyclicBarrier start) {
        try {
            start.await();
            cache.get(key, String.class, () -> {
                this.loads.incrementAndGet();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                return "value of " + key;
            });
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Change during(Runnable run) {
        RedisCounters before = RedisCounters.of(this.redis);
        run.run();
        RedisCounters after = RedisCounters.of(this.redis);
        return new Change(after.commands() - before.commands(), after.sentBytes() - before.sentBytes());
    }

    private static void forEach(int number, IntConsumer action) {
        for (int i = 0; i < number; i++) {
            action.accept(i);
        }
    }

    private record Change(long commands, long bytes) {
    }

}
