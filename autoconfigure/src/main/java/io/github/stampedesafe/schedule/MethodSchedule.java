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

package io.github.stampedesafe.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.CacheListener;
import io.github.stampedesafe.core.Recomputed;
import io.github.stampedesafe.core.Request;
import io.github.stampedesafe.core.SingleFlightCache;
import io.github.stampedesafe.core.Surroundings;

/**
 * Recomputes the values of one method. Which these are is evaluated at each time of its
 * timetable, in the background, and until that is known none is looked at. Thread-safe.
 */
final class MethodSchedule {

    private static final Log logger = LogFactory.getLog(MethodSchedule.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /**
     * Looks at one time, so that a long list of arguments does not fill the queue of the
     * renewals.
     */
    private static final int MOST_LOOKS = 4;

    private final ScheduledMethod method;

    private final SingleFlightCache engine;

    private final Surroundings surroundings;

    private final CacheListener listener;

    private Map<CacheKey, Value> values = Map.of();

    private Instant nextEvaluation = Instant.MIN;

    private boolean evaluating;

    private boolean dispatching;

    private int looks;

    private boolean failing;

    MethodSchedule(ScheduledMethod method, SingleFlightCache engine, Surroundings surroundings,
            CacheListener listener) {
        this.method = method;
        this.engine = engine;
        this.surroundings = surroundings;
        this.listener = listener;
    }

    /** Begins what is due now. Never blocks. */
    void run() {
        Instant now = now();
        if (evaluationIsDue(now)) {
            evaluate(this.surroundings.renewals());
        }
        else {
            lookAround();
        }
    }

    private synchronized boolean evaluationIsDue(Instant now) {
        if (this.evaluating || now.isBefore(this.nextEvaluation)) {
            return false;
        }
        this.evaluating = true;
        return true;
    }

    private void evaluate(Executor executor) {
        try {
            executor.execute(this::evaluate);
        }
        catch (RejectedExecutionException ex) {
            evaluated(null);
        }
    }

    private void evaluate() {
        List<Request> requests = null;
        try {
            requests = this.method.requests().call();
            this.failing = false;
        }
        catch (Exception | LinkageError ex) {
            if (!this.failing) {
                this.failing = true;
                logger.warn(
                        "The arguments of %s could not be evaluated; the last ones stay. Tried again every %d seconds."
                            .formatted(this.method.name(), AFTER_FAILURE.toSeconds()),
                        ex);
            }
        }
        finally {
            evaluated(requests);
        }
    }

    private synchronized void evaluated(@Nullable List<Request> requests) {
        Instant now = now();
        this.evaluating = false;
        this.nextEvaluation = (requests != null) ? this.method.timetable().next(now) : now.plus(AFTER_FAILURE);
        if (requests != null) {
            Map<CacheKey, Value> next = new LinkedHashMap<>();
            for (Request request : requests) {
                Value known = this.values.get(request.key());
                Value value = (known != null) ? known : new Value(request, plan(request, now));
                value.request = request;
                next.put(request.key(), value);
            }
            this.values = next;
        }
    }

    /**
     * Looks at values until none is due or enough are being looked at. One thread at a
     * time does: looks that end at once would nest.
     */
    private void lookAround() {
        synchronized (this) {
            if (this.dispatching) {
                return;
            }
            this.dispatching = true;
        }
        for (Value next = nextToLookAt(); next != null; next = nextToLookAt()) {
            look(next);
        }
    }

    private synchronized @Nullable Value nextToLookAt() {
        Instant now = now();
        if (!this.evaluating && this.looks < MOST_LOOKS) {
            for (Value value : this.values.values()) {
                if (!value.looking && !now.isBefore(value.plan.nextLook())) {
                    value.looking = true;
                    value.plan.look(now);
                    this.looks++;
                    return value;
                }
            }
        }
        this.dispatching = false;
        return null;
    }

    private void look(Value value) {
        Request request;
        synchronized (this) {
            request = value.request;
        }
        this.engine.recompute(request, (entry) -> {
            synchronized (this) {
                return value.plan.isDue(entry, now());
            }
        }, (end) -> ended(value, request.key(), end));
    }

    private void ended(Value value, CacheKey key, Recomputed end) {
        boolean wasDue;
        Duration lag;
        synchronized (this) {
            value.plan.ended(end.result(), now(), this.surroundings.random().nextDouble());
            value.looking = false;
            this.looks--;
            wasDue = value.plan.wasDue();
            lag = value.plan.lag();
        }
        if (wasDue) {
            this.listener.recomputed(key, end.result(), lag);
        }
        lookAround();
    }

    private Instant now() {
        return this.surroundings.time().instant();
    }

    private ScheduledKey plan(Request request, Instant now) {
        return new ScheduledKey(this.method.timetable(), request.policy(), now);
    }

    /** A value, and when it is looked at. */
    private static final class Value {

        private final ScheduledKey plan;

        private Request request;

        private boolean looking;

        private Value(Request request, ScheduledKey plan) {
            this.request = request;
            this.plan = plan;
        }

    }

}
