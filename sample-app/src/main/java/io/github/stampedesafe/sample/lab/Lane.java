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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/** What the lab measures at the callers of one lane. */
final class Lane {

    private final Workload database;

    private final LongSupplier nanos;

    private final Recent recent = new Recent();

    private final Map<Integer, Queue> queues = new TreeMap<>();

    private final Map<Integer, Long> floors = new HashMap<>();

    private long callers;

    private long answered;

    private long failed;

    private @Nullable Round round;

    private @Nullable Answer lastAnswer;

    Lane(Workload database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    Workload database() {
        return this.database;
    }

    /**
     * Counts a caller who asks now.
     * @return the call, or {@code null} if too many wait for that instance, so that this
     * one is turned away and counts as failed
     */
    synchronized @Nullable Call ask(int instance, int key) {
        this.callers++;
        if (this.round != null) {
            this.round.sent();
        }
        Call call = new Call(instance, key, this.nanos.getAsLong(), this.floors.getOrDefault(key, 0L), this.round);
        Queue queue = this.queues.computeIfAbsent(instance, (number) -> new Queue());
        queue.sent++;
        queue.waiting++;
        if (queue.waiting > Settings.MOST_WAITING) {
            end(call, true, false);
            return null;
        }
        return call;
    }

    synchronized void answered(Call call, Answer answer) {
        this.answered++;
        if (call.key() == Settings.MAIN_KEY) {
            this.lastAnswer = answer;
        }
        this.recent.add(this.nanos.getAsLong(), end(call, false, answer.version() < call.floor()));
    }

    synchronized void failed(Call call) {
        end(call, true, false);
    }

    private long end(Call call, boolean hasFailed, boolean isStale) {
        long time = this.nanos.getAsLong() - call.sentAt();
        this.failed += hasFailed ? 1 : 0;
        this.queues.computeIfPresent(call.instance(), (number, queue) -> queue.ended());
        if (call.round() != null) {
            call.round().ended(time, hasFailed, isStale);
        }
        notifyAll();
        return time;
    }

    /** Counts those who ask from now on, apart from all others. */
    synchronized Round begin() {
        Round begun = new Round(this.database.gauge().total());
        this.round = begun;
        return begun;
    }

    /** Counts nobody apart any more. Those who wait still belong to their round. */
    synchronized void stopCounting() {
        this.round = null;
    }

    synchronized LaneFigures figures(Round of) {
        return of.figures(this.database.gauge().total());
    }

    synchronized int callers(Round of) {
        return of.callers();
    }

    /**
     * Waits until nobody waits for an instance, at most that time.
     * @return whether that is so
     */
    synchronized boolean awaitCalm(IntPredicate instance, Duration atMost) throws InterruptedException {
        long end = this.nanos.getAsLong() + atMost.toNanos();
        while (isWaiting(instance)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - this.nanos.getAsLong());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private boolean isWaiting(IntPredicate instance) {
        return this.queues.entrySet()
            .stream()
            .anyMatch((entry) -> instance.test(entry.getKey()) && entry.getValue().waiting > 0);
    }

    /**
     * A value was evicted: older versions than this are stale for who asks from now on.
     */
    synchronized void evicted(int key, long version) {
        this.floors.put(key, version);
        if (key == Settings.MAIN_KEY) {
            this.lastAnswer = null;
        }
    }

    /**
     * Returns what the page shows of this lane.
     * @param millis now, since the epoch
     * @param kept how long the cache keeps a value
     * @param instances that are shown even if nobody has asked them
     */
    synchronized Frame.Lane frame(long millis, Duration kept, List<Integer> instances) {
        Gauge gauge = this.database.gauge();
        instances.forEach((number) -> this.queues.computeIfAbsent(number, (absent) -> new Queue()));
        return new Frame.Lane(this.callers, this.answered, this.failed, this.recent.summary(this.nanos.getAsLong()),
                this.queues.entrySet().stream().map((entry) -> entry.getValue().frame(entry.getKey(), gauge)).toList(),
                new Frame.Database(gauge.running(), gauge.queued(), gauge.total()),
                Frame.Value.of(this.lastAnswer, millis, kept));
    }

    /** The callers of one instance. */
    private static final class Queue {

        private long sent;

        private int waiting;

        private Queue ended() {
            this.waiting--;
            return this;
        }

        private Frame.Waiting frame(int instance, Gauge gauge) {
            return new Frame.Waiting(instance, this.waiting, gauge.of(instance), this.sent);
        }

    }

}
