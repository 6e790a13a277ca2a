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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.Recomputed;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;

/**
 * When one instance looks at one key again, and whether the key is due then. What is
 * stored says when its load began; that, and not a clock tick of this instance, decides.
 * So all instances come to the same answer, whenever they started, and there is nothing
 * to be kept or handed over: who finds the value still old under the lease loads it. For
 * one thread at a time.
 */
final class ScheduledKey {

    /** How long before its end a value is recomputed, beside the time of its load. */
    static final Duration SLACK = Duration.ofSeconds(1);

    /** Lets others go first. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    /** How long a load of somebody else is left alone before the next look. */
    private static final Duration ELSEWHERE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int MOST_DOUBLINGS = 10;

    private final Trigger trigger;

    private final Policy policy;

    private Instant since;

    private Instant nextLook;

    private Instant planned;

    private Instant begun;

    private boolean due;

    private boolean demanded;

    private boolean answering;

    private int failures;

    private @Nullable Ahead ahead;

    /**
     * Creates the plan of a key that was not looked at so far.
     * @param policy how long its values live
     * @param since after when it is due if it is not there
     * @param now the store's time
     */
    ScheduledKey(Trigger trigger, Policy policy, Instant since, Instant now) {
        this.trigger = trigger;
        this.policy = policy;
        this.since = since;
        this.nextLook = now;
        this.planned = now;
        this.begun = now;
    }

    Instant nextLook() {
        return this.nextLook;
    }

    /** Asks for a load that begins from now on, however fresh the value is. */
    void demand(Instant now) {
        this.demanded = true;
        this.nextLook = now;
    }

    /** Begins a look. */
    void look(Instant now) {
        this.due = true;
        this.planned = this.nextLook;
        this.begun = now;
    }

    /**
     * Judges what is stored.
     * @param entry what could be served, {@code null} for nothing
     */
    boolean isDue(@Nullable Entry entry, Instant now) {
        this.answering = this.demanded;
        this.demanded = false;
        Instant at = this.answering ? now : dueAt(entry, now);
        this.due = !now.isBefore(at);
        this.begun = now;
        if (this.due) {
            this.planned = (entry != null || !this.trigger.keepsAlive()) ? at : now;
        }
        else {
            this.since = now;
            this.nextLook = at;
        }
        return this.due;
    }

    /**
     * Takes note of the end of a look and plans the next.
     * @param random from 0 to 1
     */
    void ended(Recomputed.Result result, Instant now, double random) {
        Instant begun = earlier(this.begun, now);
        // Who is loading elsewhere may have begun before it was demanded.
        this.demanded |= this.answering && !result.hasLoaded() && result != Recomputed.Result.NEEDLESS;
        this.answering = false;
        switch (result) {
            case STORED -> {
                this.failures = 0;
                this.since = begun;
                this.nextLook = now.plus(MOMENT); // to see until when it lives
            }
            case UNSTORED -> {
                this.failures = 0;
                this.since = begun;
                this.nextLook = this.demanded ? now.plus(MOMENT) : this.trigger.next(begun);
            }
            case NEEDLESS -> {
                this.failures = 0;
                this.nextLook = (this.due || this.demanded) ? now.plus(MOMENT) : this.nextLook;
            }
            case ELSEWHERE -> this.nextLook = now.plus(scaled(ELSEWHERE, 1 + random));
            case FAILED, NEEDS_CALLER, REFUSED, UNAVAILABLE -> {
                this.nextLook = now.plus(scaled(pause(now), 0.5 + random));
                this.failures++;
            }
        }
    }

    /** Forgets what was planned by a clock that was set back since, and looks again. */
    void clockWentBack(Instant now) {
        this.since = earlier(this.since, now);
        this.nextLook = now;
        this.ahead = null;
    }

    /** Whether the last look found the key due, or did not come to find it. */
    boolean wasDue() {
        return this.due;
    }

    /** Returns how much later than planned the last look began. */
    Duration lag() {
        Duration late = Duration.between(this.planned, this.begun);
        return late.isNegative() ? Duration.ZERO : late;
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
     * A load that began later than now was timed by a clock that was set back since. How
     * old the value is, nobody knows: it is due a period after it was found at the
     * latest.
     */
    private Instant tick(Entry entry, Instant now) {
        Instant tick = this.trigger.due(entry);
        if (!entry.loadStart().isAfter(now)) {
            return tick;
        }
        Ahead found = this.ahead;
        if (found == null || !found.loadStart().equals(entry.loadStart())) {
            found = new Ahead(entry.loadStart(), now);
            this.ahead = found;
        }
        return earlier(tick, this.trigger.next(found.since()));
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

    private Duration pause(Instant now) {
        Duration quarter = Duration
            .between(now, earlier(this.trigger.next(now), now.plus(LONGEST_PAUSE.multipliedBy(4))))
            .dividedBy(4);
        Duration longest = (quarter.compareTo(SHORTEST_PAUSE) > 0) ? quarter : SHORTEST_PAUSE;
        Duration doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.min(this.failures, MOST_DOUBLINGS));
        return (doubled.compareTo(longest) < 0) ? doubled : longest;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    /**
     * A value whose load began later than now.
     *
     * @param loadStart when it began
     * @param since when the value was found
     */
    private record Ahead(Instant loadStart, Instant since) {
    }

}
