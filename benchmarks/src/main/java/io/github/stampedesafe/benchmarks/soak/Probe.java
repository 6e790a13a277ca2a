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

package io.github.stampedesafe.benchmarks.soak;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import io.github.stampedesafe.test.redis.RedisProcess;

/** Measures this process and its Redis. */
final class Probe {

    /**
     * Longer than pools take to close a connection that nobody uses: they look every ten
     * seconds for those that have been idle for ten.
     */
    private static final Duration UNCHANGED = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RedisProcess redis;

    private final long start = System.nanoTime();

    Probe(RedisProcess redis) {
        this.redis = redis;
    }

    Sample sample(Callers.Counts counts) {
        long heap = heap();
        try (Census census = new Census(this.redis)) {
            return new Sample(second(), heap, threads(), census.clients(), census.keys(), counts.calls(),
                    counts.loads(), counts.stale(), counts.staleInTrouble(), counts.failures(), counts.slowestMillis());
        }
    }

    /** Measures while nobody calls, as soon as the number of connections has settled. */
    Rest rest() throws InterruptedException {
        try (Census census = new Census(this.redis)) {
            boolean settled = census.clientsSettle(UNCHANGED, LIMIT);
            System.out.println(census.list());
            return new Rest(second(), heap(), threads(), census.clients(), settled);
        }
    }

    private long second() {
        return Duration.ofNanos(System.nanoTime() - this.start).toSeconds();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

}
