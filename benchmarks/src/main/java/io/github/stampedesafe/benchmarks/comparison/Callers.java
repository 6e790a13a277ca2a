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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The callers of one instance, each a thread that is parked while it does not call. */
final class Callers {

    private final Peer peer;

    private final ExecutorService threads;

    private volatile long floor;

    Callers(Peer peer, int count) {
        this.peer = peer;
        this.threads = Executors.newFixedThreadPool(count);
    }

    /** Counts values of older versions as stale, in calls that begin from now on. */
    void expect(long version) {
        this.floor = version;
    }

    /** Lets so many callers ask for one key at once. */
    Answers wave(Lifetime lifetime, String key, int callers) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<Log>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(this.threads.submit(() -> {
                gate.await();
                Log log = new Log();
                call(log, lifetime, key);
                return log;
            }));
        }
        gate.countDown();
        return answers(all);
    }

    /**
     * Lets all callers ask again and again for random keys.
     * @param prefix begins the keys; a number from 0 follows
     * @param keys how many keys there are
     * @param callers how many call
     * @param millis for how long
     * @param pause milliseconds between two calls of one caller, on average
     */
    Answers traffic(Lifetime lifetime, String prefix, int keys, int callers, long millis, int pause) throws Exception {
        List<Future<Log>> all = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (int i = 0; i < callers; i++) {
            all.add(this.threads.submit(() -> {
                Log log = new Log();
                ThreadLocalRandom random = ThreadLocalRandom.current();
                rest(random.nextInt(pause + 1));
                while (System.nanoTime() < end) {
                    call(log, lifetime, prefix + random.nextInt(keys));
                    rest(pause / 2 + random.nextInt(pause + 1));
                }
                return log;
            }));
        }
        return answers(all);
    }

    /** Lets all callers together ask for each key once. */
    Answers each(Lifetime lifetime, String prefix, int from, int to, int callers) throws Exception {
        List<Future<Log>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int first = from + i;
            all.add(this.threads.submit(() -> {
                Log log = new Log();
                for (int number = first; number < to; number += callers) {
                    call(log, lifetime, prefix + number);
                }
                return log;
            }));
        }
        return answers(all);
    }

    private void call(Log log, Lifetime lifetime, String key) {
        long expected = this.floor;
        long start = System.nanoTime();
        try {
            Value value = this.peer.get(lifetime, key);
            log.got(System.nanoTime() - start, value, key, expected);
        }
        catch (RuntimeException | Error ex) {
            log.failed(System.nanoTime() - start, ex);
        }
    }

    private static void rest(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static Answers answers(List<Future<Log>> logs) throws Exception {
        List<Answers> answers = new ArrayList<>();
        for (Future<Log> log : logs) {
            answers.add(log.get().answers());
        }
        return Answers.all(answers);
    }

    /** What one caller got. */
    private static final class Log {

        private final List<Integer> micros = new ArrayList<>();

        private int stale;

        private int errors;

        private String error = "";

        void got(long nanos, Value value, String key, long expected) {
            this.micros.add((int) (nanos / 1_000));
            if (!value.key().equals(key)) {
                this.errors++;
                this.error = "asked for " + key + ", got " + value.key();
            }
            else if (value.version() < expected) {
                this.stale++;
            }
        }

        void failed(long nanos, Throwable failure) {
            this.micros.add((int) (nanos / 1_000));
            this.errors++;
            this.error = failure.toString();
        }

        Answers answers() {
            return new Answers(this.micros.stream().mapToInt(Integer::intValue).toArray(), this.stale, this.errors,
                    this.error);
        }

    }

}
