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
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.multiprocess.CommandLine;

/** The callers of a worker: what each got, and after how long. */
final class Calls {

    /** The cache whose values cannot be written. */
    static final String UNWRITABLE = "unwritable";

    private final StampedeSafeCaches caches;

    private final ScriptedLoads loads;

    Calls(StampedeSafeCaches caches, ScriptedLoads loads) {
        this.caches = caches;
        this.loads = loads;
    }

    /** Lets so many callers ask for a key at once. */
    List<Reply> get(String cache, String key, int callers) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers,
                (run) -> new Thread(run, CommandLine.THREADS + "caller"));
        try {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                replies.add(threads.submit(() -> {
                    barrier.await();
                    return timed(() -> value(cache, key));
                }));
            }
            List<Reply> all = new ArrayList<>();
            for (Future<Reply> reply : replies) {
                all.add(reply.get());
            }
            return all;
        }
        finally {
            threads.shutdown();
        }
    }

    Reply evict(String cache, String key) {
        return timed(() -> {
            this.caches.cache(cache).evict(key);
            return "evicted";
        });
    }

    private String value(String cache, String key) throws Exception {
        if (cache.equals(UNWRITABLE)) {
            Unwritable value = this.caches.cache(cache)
                .get(key, Unwritable.class, () -> new Unwritable(this.loads.load(key, this::nested)));
            return (value != null) ? value.text() : "null";
        }
        return String
            .valueOf(this.caches.cache(cache).get(key, String.class, () -> this.loads.load(key, this::nested)));
    }

    private void nested(String cacheAndKey) throws Exception {
        String[] parts = cacheAndKey.split(":");
        value(parts[0], parts[1]);
    }

    private static Reply timed(Callable<String> call) {
        long start = System.nanoTime();
        String text;
        String kind;
        try {
            text = call.call();
            kind = Reply.VALUE;
        }
        catch (Exception | Error ex) {
            text = String.valueOf(ex.getMessage());
            kind = ex.getClass().getSimpleName();
        }
        return new Reply(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), kind, text);
    }

}
