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
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ScheduleEvent.ArgumentsFailed;
import io.github.stampedesafe.event.ScheduleEvent.ArgumentsOverdue;

/**
 * When it is evaluated what is recomputed: at the start, at each time of the trigger, and
 * again after a failure; one evaluation at a time. Thread-safe.
 */
final class ArgumentEvaluation {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** How long an evaluation is worth waiting for. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(1);

    private static final Duration SHORTEST_OVERDUE = Duration.ofMinutes(1);

    private static final Duration LONGEST_OVERDUE = Duration.ofHours(1);

    private final ScheduledMethod method;

    private final EngineResources resources;

    private final CacheListener listener;

    private Instant next = Instant.MIN;

    private @Nullable Instant since;

    private Instant begun = Instant.MIN;

    private long begunNanos;

    private boolean running;

    private boolean overdue;

    ArgumentEvaluation(ScheduledMethod method, EngineResources resources, CacheListener listener) {
        this.method = method;
        this.resources = resources;
        this.listener = listener;
    }

    /**
     * Begins an evaluation if one is due and none is running. Tells of one that takes too
     * long.
     * @return whether {@link #evaluate} is to be called now, or {@link #failed}
     */
    boolean begin(Instant now) {
        Duration overdue;
        synchronized (this) {
            if (!this.running && !now.isBefore(this.next)) {
                this.running = true;
                this.overdue = false;
                this.begun = now;
                this.begunNanos = nanoTime();
                this.since = (this.since != null) ? this.since : now;
                return true;
            }
            overdue = overdue();
        }
        if (overdue != null) {
            this.listener.onEvent(new ArgumentsOverdue(this.method.name(), overdue));
        }
        return false;
    }

    /**
     * Evaluates what is recomputed. May block.
     * @param evaluated gets that, and the time after which a key that is new is due: not
     * now, but just before the time for which this is done, however late it is done
     */
    void evaluate(BiConsumer<List<Request>, Instant> evaluated) {
        try {
            evaluated.accept(this.method.requests().call(), since());
            succeeded();
        }
        catch (Exception | Error ex) {
            failed(ex);
        }
    }

    /** Takes note of an evaluation that failed, or could not even begin. */
    void failed(Throwable failure) {
        synchronized (this) {
            this.running = false;
            this.next = now().plus(AFTER_FAILURE);
        }
        this.listener.onEvent(new ArgumentsFailed(this.method.name(), failure));
    }

    /**
     * Whether an evaluation is running and may end soon: what it brings is worth waiting
     * for, because what was listed so far may not be listed any more.
     */
    synchronized boolean isAwaited() {
        return this.running && lasting().compareTo(TIME_LIMIT) < 0;
    }

    /** Evaluates anew, because what was planned is worth nothing. */
    synchronized void clockWentBack(Instant now) {
        this.next = now;
        this.since = now;
        this.begun = now;
    }

    private synchronized Instant since() {
        return (this.since != null) ? this.since : now();
    }

    private synchronized void succeeded() {
        this.running = false;
        this.next = this.method.trigger().next(this.begun);
        this.since = this.next.minusNanos(1);
    }

    private @Nullable Duration overdue() {
        if (!this.running || this.overdue) {
            return null;
        }
        Duration lasting = lasting();
        this.overdue = lasting.compareTo(longest()) >= 0;
        return this.overdue ? lasting : null;
    }

    /** Returns the time up to the next evaluation, within bounds. */
    private Duration longest() {
        Duration period = Duration.between(this.begun, this.method.trigger().next(this.begun));
        if (period.compareTo(SHORTEST_OVERDUE) < 0) {
            return SHORTEST_OVERDUE;
        }
        return (period.compareTo(LONGEST_OVERDUE) < 0) ? period : LONGEST_OVERDUE;
    }

    private Duration lasting() {
        return Duration.ofNanos(nanoTime() - this.begunNanos);
    }

    private Instant now() {
        return this.resources.time().instant();
    }

    private long nanoTime() {
        return this.resources.nanoTime().getAsLong();
    }

}
