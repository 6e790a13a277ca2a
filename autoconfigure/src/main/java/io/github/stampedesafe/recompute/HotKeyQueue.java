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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;

/**
 * The queue of hot keys that are to be recomputed. Of the plans of the last sweep
 * ({@link HotKeyDeadlines}) it begins those that are due, in the order in which they
 * expire and within the budget. A key that an operator asked for comes first and needs no
 * budget. Thread-safe.
 */
final class HotKeyQueue implements Planner {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final HotKeySettings settings;

    private final RecomputeDispatcher dispatcher;

    private final Deque<Plan> due = new ArrayDeque<>();

    /** The nano time from which each key that was asked for may be loaded. */
    private final Map<TrackedKey, Long> demanded = new LinkedHashMap<>();

    private int running;

    private int begun;

    HotKeyQueue(HotKeySettings settings, RecomputeDispatcher dispatcher) {
        this.settings = settings;
        this.dispatcher = dispatcher;
    }

    /**
     * Whether a key can be recomputed, now or soon: its load can be repeated, and it does
     * not pause after a failure.
     */
    boolean canBegin(TrackedKey key) {
        boolean isBackingOff = key.backoff().failures() > 0 && isPausing(key);
        return key.repeatable() != null && !isBackingOff;
    }

    /** Whether a key can be recomputed now. */
    boolean mayBegin(TrackedKey key) {
        return key.repeatable() != null && !isPausing(key) && !this.dispatcher.isRunning(key.key());
    }

    private boolean isPausing(TrackedKey key) {
        return key.backoff().isPausing(nanoTime());
    }

    /**
     * Replaces the plans of the sweep before.
     * @param plans all plans, in the order in which they expire
     */
    synchronized void plan(List<Plan> plans) {
        this.begun = 0;
        this.due.clear();
        plans.stream().filter(Plan::isDue).forEach(this.due::add);
    }

    /**
     * Asks for a load that begins from now on, however fresh the value is. It is repeated
     * until it comes to a load.
     * @return whether the load can be repeated
     */
    synchronized boolean demand(TrackedKey key) {
        if (key.repeatable() == null) {
            return false;
        }
        this.demanded.put(key, nanoTime());
        return true;
    }

    @Override
    public synchronized @Nullable Recompute next(Workload workload) {
        Recompute demanded = nextDemanded(workload);
        return (demanded != null) ? demanded : nextDue(workload);
    }

    private @Nullable Recompute nextDemanded(Workload workload) {
        this.demanded.keySet().removeIf((key) -> key.repeatable() == null);
        for (Map.Entry<TrackedKey, Long> next : this.demanded.entrySet()) {
            TrackedKey key = next.getKey();
            Request request = key.repeatable();
            if (request != null && !workload.isRunning(key.key()) && next.getValue() - nanoTime() <= 0) {
                this.demanded.remove(key);
                return new DemandedRecompute(key, request);
            }
        }
        return null;
    }

    private @Nullable Recompute nextDue(Workload workload) {
        Iterator<Plan> waiting = this.due.iterator();
        while (waiting.hasNext() && this.running < this.settings.maxConcurrent()
                && this.begun < this.settings.maxPerSweep() && workload.isBudgetLeft()) {
            Plan plan = waiting.next();
            TrackedKey key = plan.key();
            if (workload.hasRoom(key.key().cache(), bound(key))) {
                waiting.remove();
                Request request = key.repeatable();
                if (request != null && !workload.isRunning(key.key())) {
                    this.running++;
                    this.begun++;
                    return new DueRecompute(plan, request);
                }
            }
        }
        return null;
    }

    private static int bound(TrackedKey key) {
        Policy policy = key.policy();
        return (policy != null) ? policy.maxConcurrentLoads() : 0;
    }

    private void backOff(TrackedKey key, RecomputeOutcome end) {
        key.backoff(key.backoff().after(end, LONGEST_PAUSE, nanoTime(), this.dispatcher.resources().random()));
        if (end.result() == RecomputeOutcome.Result.FAILED || end.result() == RecomputeOutcome.Result.NEEDS_CALLER) {
            key.forgetLoad();
        }
    }

    private synchronized void dueEnded(TrackedKey key, RecomputeOutcome end) {
        this.running--;
        backOff(key, end);
    }

    private synchronized void demandedEnded(TrackedKey key, RecomputeOutcome end) {
        backOff(key, end);
        if (Backoff.isWorthRepeating(end.result())) {
            this.demanded.putIfAbsent(key, key.backoff().notBefore());
        }
    }

    private long nanoTime() {
        return this.dispatcher.resources().nanoTime().getAsLong();
    }

    /** The recompute of a key before it expires. */
    private final class DueRecompute implements Recompute {

        private final Plan plan;

        private final Request request;

        private Duration lag = Duration.ZERO;

        private DueRecompute(Plan plan, Request request) {
            this.plan = plan;
            this.request = request;
        }

        @Override
        public Request request() {
            return this.request;
        }

        /**
         * Decides anew, because the value may have been replaced since it was planned.
         */
        @Override
        public boolean isDue(@Nullable Entry found) {
            this.plan.key().observe(found);
            boolean isDue = found == null || !found.freshUntil().isAfter(this.plan.times().freshUntil());
            if (isDue) {
                this.lag = this.plan.lag(HotKeyQueue.this.dispatcher.resources().time().instant());
            }
            return isDue;
        }

        @Override
        public boolean mayLeaveDebt() {
            return true;
        }

        @Override
        public Duration ended(RecomputeOutcome end) {
            dueEnded(this.plan.key(), end);
            return this.lag;
        }

    }

    /** The recompute of a key that an operator asked for. */
    private final class DemandedRecompute implements Recompute {

        private final TrackedKey key;

        private final Request request;

        private DemandedRecompute(TrackedKey key, Request request) {
            this.key = key;
            this.request = request;
        }

        @Override
        public Request request() {
            return this.request;
        }

        @Override
        public boolean isDue(@Nullable Entry found) {
            return true;
        }

        @Override
        public Duration ended(RecomputeOutcome end) {
            demandedEnded(this.key, end);
            return Duration.ZERO;
        }

    }

}
