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

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Surroundings;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Recomputed;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;

/**
 * Recomputes the values of one method. Which these are is evaluated at each time of its
 * trigger, in the background; then each is looked at. An evaluation that takes long does
 * not keep those from being looked at that are known. Thread-safe.
 */
final class MethodSchedule {

    /**
     * Looks at one time, so that a long list of arguments does not fill the queue of the
     * renewals.
     */
    private static final int MOST_LOOKS = 4;

    private final ScheduledMethod method;

    private final SingleFlightCache engine;

    private final Surroundings surroundings;

    private final Executor evaluator;

    private final CacheListener listener;

    private final ArgumentEvaluation evaluation;

    private final ScheduledKeys keys = new ScheduledKeys();

    private Instant lastRun = Instant.MIN;

    private boolean dispatching;

    private boolean refused;

    private int looks;

    MethodSchedule(ScheduledMethod method, SingleFlightCache engine, Surroundings surroundings, Executor evaluator,
            CacheListener listener) {
        this.method = method;
        this.engine = engine;
        this.surroundings = surroundings;
        this.evaluator = evaluator;
        this.listener = listener;
        this.evaluation = new ArgumentEvaluation(method, surroundings, listener);
    }

    /** Begins what is due now. Never blocks. */
    void run() {
        Instant now = now();
        synchronized (this) {
            if (now.isBefore(this.lastRun)) {
                this.keys.clockWentBack(now);
                this.evaluation.clockWentBack(now);
            }
            this.lastRun = now;
            this.refused = false;
        }
        if (this.evaluation.begin(now)) {
            beginEvaluation();
        }
        lookAround();
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
        lookAround();
    }

    private synchronized void list(List<Request> requests, Instant since) {
        Instant now = now();
        this.keys.list(requests, (request) -> new ScheduledKey(this.method.trigger(), request.policy(), since, now));
    }

    /**
     * Looks at keys until none is due or enough are being looked at. One thread at a time
     * does: looks that end at once would nest.
     */
    private void lookAround() {
        synchronized (this) {
            if (this.dispatching) {
                return;
            }
            this.dispatching = true;
        }
        try {
            for (Look next = next(); next != null; next = next()) {
                next.begin();
            }
        }
        catch (RuntimeException | Error ex) {
            stopDispatching();
            throw ex;
        }
    }

    private synchronized @Nullable Look next() {
        Instant now = now();
        boolean mayLook = !this.refused && this.looks < MOST_LOOKS && !this.evaluation.isAwaited();
        ScheduledKeys.Listed due = mayLook ? this.keys.poll(now) : null;
        if (due == null) {
            stopDispatching();
            return null;
        }
        due.plan().look(now);
        this.looks++;
        return new Look(due);
    }

    private synchronized void stopDispatching() {
        this.dispatching = false;
    }

    private Instant now() {
        return this.surroundings.time().instant();
    }

    /** One look at a key, and its recompute if it is due. */
    private final class Look {

        private final ScheduledKeys.Listed listed;

        private final Request request;

        private boolean hasEnded;

        private Look(ScheduledKeys.Listed listed) {
            this.listed = listed;
            this.request = listed.request();
        }

        private void begin() {
            try {
                MethodSchedule.this.engine.recompute(this.request, this::isDue, this::end);
            }
            catch (RuntimeException | Error ex) {
                ended(Recomputed.Result.FAILED);
                throw ex;
            }
        }

        private boolean isDue(@Nullable Entry found) {
            synchronized (MethodSchedule.this) {
                return this.listed.plan().isDue(found, now());
            }
        }

        private void end(Recomputed end) {
            ended(end.result());
            // Who makes room by refusing, maybe on a reader's thread, has other things to
            // do.
            if (end.result() != Recomputed.Result.REFUSED) {
                lookAround();
            }
        }

        private void ended(Recomputed.Result result) {
            ScheduledKey plan = this.listed.plan();
            boolean wasDue;
            Duration lag;
            synchronized (MethodSchedule.this) {
                if (this.hasEnded) {
                    return;
                }
                this.hasEnded = true;
                plan.ended(result, now(), MethodSchedule.this.surroundings.random().nextDouble());
                MethodSchedule.this.keys.putBack(this.listed);
                MethodSchedule.this.looks--;
                MethodSchedule.this.refused |= result == Recomputed.Result.REFUSED;
                wasDue = plan.wasDue();
                lag = plan.lag();
            }
            if (wasDue) {
                MethodSchedule.this.listener.recomputed(this.request.key(), result, lag);
            }
        }

    }

}
