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

package io.github.stampedesafe.sample.lab;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The work that a query is for its database. It runs a few queries at a time, the others
 * queue in their order, and it can be made slow or failing.
 */
final class Workload {

    private final Semaphore permits;

    private final Duration query;

    private final InstantSource clock;

    private final Labour labour;

    private final Map<Integer, Integer> byInstance = new HashMap<>();

    private int running;

    private int queued;

    private long total;

    private int slowness = 1;

    private boolean failing;

    Workload(int capacity, Duration query, InstantSource clock, Labour labour) {
        this.permits = new Semaphore(capacity, true);
        this.query = query;
        this.clock = clock;
        this.labour = labour;
    }

    /**
     * Does the work of one query and returns the time at which it arrived, in ms since
     * the epoch. Blocks for the time in the queue and that of the query.
     * @param instance who asks
     * @throws SQLException if the database is failing
     */
    long work(int instance) throws SQLException {
        long arrived = this.clock.millis();
        arrive(instance);
        try {
            this.permits.acquire();
        }
        catch (InterruptedException ex) {
            leave(instance, 0, 1);
            throw interrupted(ex);
        }
        try {
            this.labour.take(begin());
        }
        catch (InterruptedException ex) {
            throw interrupted(ex);
        }
        finally {
            this.permits.release();
            leave(instance, 1, 0);
        }
        return arrived;
    }

    private synchronized void arrive(int instance) throws SQLException {
        this.total++;
        if (this.failing) {
            throw new SQLException("The database of the lab refuses queries for some seconds.");
        }
        this.queued++;
        this.byInstance.merge(instance, 1, Integer::sum);
        notifyAll();
    }

    private synchronized Duration begin() {
        this.queued--;
        this.running++;
        notifyAll();
        return queryTime();
    }

    private synchronized void leave(int instance, int wasRunning, int wasQueued) {
        this.running -= wasRunning;
        this.queued -= wasQueued;
        this.byInstance.computeIfPresent(instance, (number, queries) -> (queries > 1) ? queries - 1 : null);
        notifyAll();
    }

    private static SQLException interrupted(InterruptedException ex) {
        Thread.currentThread().interrupt();
        return new SQLException("The query was interrupted.", ex);
    }

    synchronized Gauge gauge() {
        return new Gauge(this.running, this.queued, this.total, Map.copyOf(this.byInstance));
    }

    /**
     * Waits until the gauge is as wanted, at most for that time.
     * @return whether it is
     */
    synchronized boolean await(Predicate<Gauge> wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!wanted.test(gauge())) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Makes queries that begin from now on take so many times as long. */
    synchronized void slowDown(int times) {
        this.slowness = times;
    }

    /**
     * Runs that many more queries at one time from now on, or fewer, when so many have
     * ended.
     */
    void widen(int queries) throws InterruptedException {
        if (queries < 0) {
            this.permits.acquire(-queries);
        }
        else {
            this.permits.release(queries);
        }
    }

    /** Refuses queries that arrive from now on, or stops refusing them. */
    synchronized void fail(boolean refuse) {
        this.failing = refuse;
    }

    /** Returns how long a query takes now. */
    synchronized Duration queryTime() {
        return this.query.multipliedBy(this.slowness);
    }

    synchronized boolean isFailing() {
        return this.failing;
    }

    /** What keeps a query busy. */
    @FunctionalInterface
    interface Labour {

        /** Takes that time. */
        void take(Duration time) throws InterruptedException;

    }

}
