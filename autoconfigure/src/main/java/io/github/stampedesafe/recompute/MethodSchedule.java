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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;

/**
 * The planner of one scheduled method. At each tick it evaluates the arguments in the
 * background, and then has each key checked. While an evaluation takes long, the keys
 * that are known are checked. Thread-safe.
 */
final class MethodSchedule implements Planner {

    /**
     * Checks at one time, so that a long list of arguments does not fill the queue of the
     * refreshes.
     */
    private static final int MOST_CHECKS = 4;

    private final ScheduledMethod method;

    private final RecomputeDispatcher dispatcher;

    private final EngineResources resources;

    private final Executor evaluator;

    private final ArgumentEvaluation evaluation;

    private final ScheduledKeys keys = new ScheduledKeys();

    private Instant lastRun = Instant.MIN;

    private boolean wasRefused;

    private int checks;

    MethodSchedule(ScheduledMethod method, RecomputeDispatcher dispatcher, Executor evaluator) {
        this.method = method;
        this.dispatcher = dispatcher;
        this.resources = dispatcher.resources();
        this.evaluator = evaluator;
        this.evaluation = new ArgumentEvaluation(method, this.resources, dispatcher.listener());
    }

    /** Evaluates the arguments if that is due, and allows new checks. Never blocks. */
    void run() {
        Instant now = now();
        synchronized (this) {
            if (now.isBefore(this.lastRun)) {
                this.keys.clockWentBack(now);
                this.evaluation.clockWentBack(now);
            }
            this.lastRun = now;
            this.wasRefused = false;
        }
        if (this.evaluation.begin(now)) {
            beginEvaluation();
        }
    }

    /**
     * Has a key recomputed at the next run, however fresh it is, and until it is.
     * @return whether it is one of this method's
     */
    synchronized boolean recompute(CacheKey key) {
        return this.keys.demand(key, now());
    }

    private void beginEvaluation() {
        try {
            this.evaluator.execute(this::evaluate);
        }
        // No thread can be had, or the application stops.
        catch (RuntimeException | Error ex) {
            this.evaluation.failed(ex);
        }
    }

    private void evaluate() {
        this.evaluation.evaluate(this::list);
        this.dispatcher.dispatch();
    }

    private synchronized void list(List<Request> requests, Instant since) {
        Instant now = now();
        this.keys.list(requests, (request) -> new ScheduledKey(this.method.trigger(), request.policy(), since, now));
    }

    @Override
    public synchronized @Nullable Recompute next(Workload workload) {
        if (this.wasRefused || this.checks >= MOST_CHECKS || this.evaluation.isAwaited()) {
            return null;
        }
        Instant now = now();
        for (ScheduledKeys.Listed due = this.keys.poll(now); due != null; due = this.keys.poll(now)) {
            if (!workload.isRunning(due.request().key())) {
                this.checks++;
                return new Check(due);
            }
            due.key().putOff(now);
            this.keys.putBack(due);
        }
        return null;
    }

    private synchronized @Nullable Duration ended(ScheduledKeys.Listed listed, RecomputeOutcome end) {
        Duration lag = listed.key().ended(end, now(), nanoTime(), this.resources.random());
        this.keys.putBack(listed);
        this.checks--;
        this.wasRefused |= end.result() == RecomputeOutcome.Result.REFUSED;
        return lag;
    }

    private Instant now() {
        return this.resources.time().instant();
    }

    private long nanoTime() {
        return this.resources.nanoTime().getAsLong();
    }

    /** One check of a key, and its recompute if it is due. */
    private final class Check implements Recompute {

        private final ScheduledKeys.Listed listed;

        private Check(ScheduledKeys.Listed listed) {
            this.listed = listed;
        }

        @Override
        public Request request() {
            return this.listed.request();
        }

        @Override
        public boolean isDue(@Nullable Entry found) {
            synchronized (MethodSchedule.this) {
                return this.listed.key().isDue(found, now());
            }
        }

        @Override
        public @Nullable Duration ended(RecomputeOutcome end) {
            return MethodSchedule.this.ended(this.listed, end);
        }

    }

}
