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

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The source of a worker's values. Each load says so on standard output, which outlives
 * the worker, and returns a value of its own.
 */
final class ScriptedLoads {

    private final String worker;

    private final AtomicLong last = new AtomicLong();

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    private final Map<String, Deque<CountDownLatch>> gates = new ConcurrentHashMap<>();

    private final Map<String, Thread> running = new ConcurrentHashMap<>();

    ScriptedLoads(String worker) {
        this.worker = worker;
    }

    /** Says what loads of a key do from now on; those that run go on as they began. */
    void script(String key, Script script) {
        gates(key).addLast(new CountDownLatch(1));
        this.scripts.put(key, script);
    }

    /** Lets the loads of a key go on. */
    void release(String key) {
        gates(key).forEach(CountDownLatch::countDown);
    }

    /** Interrupts the thread that loads a key. */
    void interrupt(String key) {
        Thread thread = this.running.get(key);
        if (thread == null) {
            throw new IllegalStateException("Nobody loads " + key);
        }
        thread.interrupt();
    }

    /**
     * Loads a key.
     * @param nested loads a cache and key in turn
     */
    String load(String key, Nested nested) throws Exception {
        Script script = this.scripts.getOrDefault(key, Script.AT_ONCE);
        String value = this.worker + "#" + this.last.incrementAndGet();
        this.running.put(key, Thread.currentThread());
        System.out.println(LoadLog.BEGUN + key + " " + value);
        try {
            boolean unused = gates(key).getLast().await(script.patience().toNanos(), TimeUnit.NANOSECONDS);
            if (script.then() != null) {
                nested.load(script.then());
            }
            if (script.fails()) {
                throw new SourceException(value);
            }
            return script.padded(value);
        }
        finally {
            System.out.println(LoadLog.ENDED + key + " " + value);
            this.running.remove(key);
        }
    }

    private Deque<CountDownLatch> gates(String key) {
        return this.gates.computeIfAbsent(key, (same) -> new ConcurrentLinkedDeque<>(List.of(new CountDownLatch(1))));
    }

    /** Loads something in the course of a load. */
    @FunctionalInterface
    interface Nested {

        void load(String cacheAndKey) throws Exception;

    }

    /** The source has no answer. */
    static final class SourceException extends Exception {

        SourceException(String load) {
            super("The load " + load + " failed");
        }

    }

}
