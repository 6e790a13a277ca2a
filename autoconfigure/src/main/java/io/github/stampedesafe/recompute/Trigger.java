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
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Entry;

/** Decides when a value has to be recomputed. */
public sealed interface Trigger {

    /** Returns when a stored value has to be recomputed. */
    Instant due(Entry entry);

    /**
     * Returns when an absent value has to be loaded.
     * @param since when it was last found absent or its load began
     */
    Instant dueIfAbsent(Instant since);

    /** Returns the first time of this trigger after a time. */
    Instant next(Instant time);

    /** Whether values are also recomputed before they expire. */
    boolean keepsAlive();

    /** Triggers at a constant interval. */
    sealed interface Periodic extends Trigger {

        /** Returns the interval. */
        Duration period();

        @Override
        default Instant dueIfAbsent(Instant since) {
            return since;
        }

        @Override
        default Instant next(Instant time) {
            return time.plus(period());
        }

        @Override
        default boolean keepsAlive() {
            return true;
        }

    }

    /**
     * From the start of one load to the start of the next.
     *
     * @param period how long that is
     */
    record FixedRate(Duration period) implements Periodic {

        @Override
        public Instant due(Entry entry) {
            return entry.loadStart().plus(this.period);
        }

    }

    /**
     * From the end of one load to the start of the next.
     *
     * @param period how long that is
     */
    record FixedDelay(Duration period) implements Periodic {

        @Override
        public Instant due(Entry entry) {
            return entry.loadStart().plus(entry.cost()).plus(this.period);
        }

    }

    /**
     * Triggers at times of the calendar, such as those of a cron expression.
     *
     * @param calendar knows the times
     * @param zone time zone of the calendar
     * @param onStartup whether an absent value is loaded at once
     */
    record Cron(Calendar calendar, ZoneId zone, boolean onStartup) implements Trigger {

        private static final Instant SOME_MONDAY = Instant.parse("2026-01-05T00:00:00Z");

        private static final int TIMES = 10;

        @Override
        public Instant due(Entry entry) {
            return next(entry.loadStart());
        }

        @Override
        public Instant dueIfAbsent(Instant since) {
            return this.onStartup ? since : next(since);
        }

        @Override
        public Instant next(Instant time) {
            ZonedDateTime next = time.isBefore(Instant.MAX) ? this.calendar.next(time.atZone(this.zone)) : null;
            return (next != null) ? next.toInstant() : Instant.MAX;
        }

        @Override
        public boolean keepsAlive() {
            return false;
        }

        /**
         * Returns how long one time is from the next at least, {@code null} if there are
         * not two. Some times are looked at that follow a Monday, so that the answer does
         * not depend on today.
         */
        public @Nullable Duration shortestGap() {
            Duration shortest = null;
            Instant time = next(SOME_MONDAY);
            for (int i = 0; i < TIMES && next(time).isBefore(Instant.MAX); i++) {
                Duration gap = Duration.between(time, next(time));
                shortest = (shortest == null || gap.compareTo(shortest) < 0) ? gap : shortest;
                time = next(time);
            }
            return shortest;
        }

    }

    /** Times of the calendar. */
    @FunctionalInterface
    interface Calendar {

        /** Returns the first time after a time, {@code null} if there is none. */
        @Nullable ZonedDateTime next(ZonedDateTime time);

    }

}
