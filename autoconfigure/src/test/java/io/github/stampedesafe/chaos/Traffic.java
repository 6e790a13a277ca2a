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

package io.github.stampedesafe.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.multiprocess.CommandLine;

/** Reads of stored keys for a time: how many, and how many failed. */
final class Traffic {

    private static final int THREADS = 8;

    private final StampedeSafeCaches caches;

    private final ScriptedLoads loads;

    Traffic(StampedeSafeCaches caches, ScriptedLoads loads) {
        this.caches = caches;
        this.loads = loads;
    }

    /** Reads the keys {@code prefix0}, {@code prefix1}, … at random. */
    String run(String cache, String prefix, int keys, long millis) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS,
                (run) -> new Thread(run, CommandLine.THREADS + "traffic"));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> read(cache, prefix, keys, end)));
            }
            int reads = 0;
            for (Future<Integer> one : all) {
                reads += one.get();
            }
            return String.valueOf(reads);
        }
        finally {
            threads.shutdown();
        }
    }

    private int read(String cache, String prefix, int keys, long end) throws Exception {
        int reads = 0;
        while (System.nanoTime() < end) {
            String key = prefix + ThreadLocalRandom.current().nextInt(keys);
            this.caches.cache(cache).get(key, String.class, () -> this.loads.load(key, (nested) -> {
            }));
            reads++;
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return reads;
    }

}
