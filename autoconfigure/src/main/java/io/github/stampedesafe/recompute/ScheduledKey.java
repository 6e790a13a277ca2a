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
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;

/**
 * When one instance checks a scheduled key again, and whether the key is due then. The
 * time at which the load of the stored value began decides, and not a clock tick of this
 * instance. So all instances reach the same answer, whenever they started, and nothing
 * has to be kept or handed over: an instance that finds the value still old under the
 * lease loads it. For one thread at a time.
 */
final class ScheduledKey {

    /** How long before its end a value is recomputed, beside the time of its load. */
    static final Duration SLACK = Duration.ofSeconds(1);

    /** Lets other keys go first. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Trigger trigger;

    private final Policy policy;

    /** After that time the key is due if nothing is stored. */
    private Instant since;

    private @Nullable FutureValue future;

    private Backoff backoff = Backoff.NONE;

    private ScheduleState state;

    /**
     * Creates a key that was not checked yet.
     * @param policy how long its values live
     * @param since after when it is due if nothing is stored
     * @param now the store's time
     */
    ScheduledKey(Trigger trigger, Policy policy, Instant since, Instant now) {
        this.trigger = trigger;
        this.policy = policy;
        this.since = since;
        this.state = new ScheduleState.Waiting(now, false);
    }

    /** Returns when the key is checked next, {@code null} during a check. */
    @Nullable Instant nextCheck() {
        return (this.state instanceof ScheduleState.Waiting waiting) ? waiting.next() : null;
    }

    /** Asks for a load that begins from now on, however fresh the value is. */
    void demand(Instant now) {
        this.state = this.state.demanded(now);
    }

    /** Begins a check of a key that waits for it. */
    void check(Instant now) {
        this.state = ((ScheduleState.Waiting) this.state).check(now);
    }

    /**
     * Puts a check off for a moment, because this instance recomputes the key for another
     * reason. The end of that recompute begins the check.
     */
    void putOff(Instant now) {
        this.state = new ScheduleState.Waiting(now.plus(MOMENT), this.state.isDemanded());
    }

    /**
     * Decides whether the stored value has to be replaced.
     * @param entry what could be served, {@code null} for nothing
     */
    boolean isDue(@Nullable Entry entry, Instant now) {
        boolean isDemanded = this.state.isDemanded();
        Instant at = isDemanded ? now : dueAt(entry, now);
        if (now.isBefore(at)) {
            this.since = now;
            this.state = new ScheduleState.NotDue(at, false);
            return false;
        }
        Instant planned = (entry != null || !this.trigger.keepsAlive()) ? at : now;
        this.state = new ScheduleState.Loading(planned, now, isDemanded, false);
        return true;
    }

    /**
     * Plans the next check.
     * @param end how the recompute ended
     * @return how much later than planned it began, {@code null} if the key was not due
     */
    @Nullable Duration ended(RecomputeOutcome end, Instant now, long nanoTime, RandomGenerator random) {
        ScheduleState last = this.state;
        // A load elsewhere may have begun before an operator asked for one.
        boolean isUnanswered = last instanceof ScheduleState.Loading load && load.answersDemand()
                && Backoff.isWorthRepeating(end.result());
        boolean isDemanded = last.isDemanded() || isUnanswered;
        if (end.result() == RecomputeOutcome.Result.STORED || end.result() == RecomputeOutcome.Result.UNSTORED) {
            this.since = (last instanceof ScheduleState.Loading load) ? earlier(load.begun(), now) : now;
        }
        // A value that the cache does not keep was loaded all the same: no failure here.
        this.backoff = (end.result() != RecomputeOutcome.Result.UNSTORED)
                ? this.backoff.after(end, longestPause(now), nanoTime, random) : Backoff.NONE;
        Instant soon = now.plus(MOMENT);
        Instant next = switch (end.result()) {
            case STORED -> soon; // to see until when the value lives
            case UNSTORED -> isDemanded ? soon : this.trigger.next(this.since);
            case NEEDLESS -> (last instanceof ScheduleState.NotDue notDue && !isDemanded) ? notDue.next() : soon;
            case ELSEWHERE, REFUSED, UNAVAILABLE, FAILED, NEEDS_CALLER -> now.plus(this.backoff.pause(nanoTime));
        };
        this.state = new ScheduleState.Waiting(next, isDemanded);
        return last.lag();
    }

    /** Forgets what was planned by a clock that was set back since, and checks again. */
    void clockWentBack(Instant now) {
        this.since = earlier(this.since, now);
        this.future = null;
        this.state = this.state.checkedAt(now);
    }

    private Instant dueAt(@Nullable Entry entry, Instant now) {
        if (entry == null) {
            return this.trigger.dueIfAbsent(this.since);
        }
        if (entry.kind() == Entry.Kind.EXPIRED) {
            return now;
        }
        Instant tick = tick(entry, now);
        // A null lives for a short time on purpose: it is left to expire.
        boolean isKeptAlive = this.trigger.keepsAlive() && !entry.payload().isNull();
        return isKeptAlive ? earlier(tick, lastStart(entry)) : tick;
    }

    /**
     * Returns when the trigger wants the value replaced. If its load began in the future,
     * its clock was set back since, and nobody knows how old the value is: it is due one
     * period after it was found at the latest.
     */
    private Instant tick(Entry entry, Instant now) {
        Instant tick = this.trigger.due(entry);
        if (!entry.loadStart().isAfter(now)) {
            return tick;
        }
        FutureValue found = this.future;
        if (found == null || !found.loadStart().equals(entry.loadStart())) {
            found = new FutureValue(entry.loadStart(), now);
            this.future = found;
        }
        return earlier(tick, this.trigger.next(found.foundAt()));
    }

    /**
     * Returns when a load must begin to end before the value does; in the second half of
     * its life, however long the load.
     */
    private Instant lastStart(Entry entry) {
        Instant filled = entry.loadStart().plus(entry.cost());
        Instant end = entry.freshUntil().plus(this.policy.staleWhileRevalidate());
        Duration half = Duration.between(filled, end).dividedBy(2);
        Duration ahead = entry.cost().multipliedBy(2).plus(SLACK);
        return end.minus((ahead.compareTo(half) < 0) ? ahead : half);
    }

    /** Returns a quarter of the time up to the next tick, within bounds. */
    private Duration longestPause(Instant now) {
        Instant tick = earlier(this.trigger.next(now), now.plus(LONGEST_PAUSE.multipliedBy(4)));
        Duration quarter = Duration.between(now, tick).dividedBy(4);
        return (quarter.compareTo(Backoff.SHORTEST) > 0) ? quarter : Backoff.SHORTEST;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * A value whose load seems to have begun later than now.
     *
     * @param loadStart when its load began
     * @param foundAt when the value was found
     */
    private record FutureValue(Instant loadStart, Instant foundAt) {
    }

}
