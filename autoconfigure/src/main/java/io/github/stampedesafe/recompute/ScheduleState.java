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

/**
 * What one instance is doing with a scheduled key: it is {@link Waiting} for its next
 * check, then {@link Checking}, then {@link NotDue} or {@link Loading}, then
 * {@link Waiting} again. In each state an operator may ask for a load.
 */
sealed interface ScheduleState {

    /** Whether an operator asked for a load that has still to begin. */
    boolean isDemanded();

    /** Returns this state after an operator asked for a load. */
    ScheduleState demanded(Instant now);

    /** Returns this state with the next check now, if it is planned already. */
    default ScheduleState checkedAt(Instant now) {
        return this;
    }

    /**
     * Returns how much later than planned the recompute began, {@code null} if the key
     * was not due.
     */
    default @Nullable Duration lag() {
        return null;
    }

    private static Duration between(Instant planned, Instant begun) {
        return begun.isBefore(planned) ? Duration.ZERO : Duration.between(planned, begun);
    }

    /**
     * The key waits for its next check.
     *
     * @param next when that is
     */
    record Waiting(Instant next, boolean isDemanded) implements ScheduleState {

        Checking check(Instant now) {
            return new Checking(this.next, now, this.isDemanded);
        }

        @Override
        public Waiting demanded(Instant now) {
            return new Waiting(now, true);
        }

        @Override
        public Waiting checkedAt(Instant now) {
            return new Waiting(now, this.isDemanded);
        }

    }

    /**
     * A check has begun, and what is stored is not known yet.
     *
     * @param planned when the check had to begin
     * @param begun when it began
     */
    record Checking(Instant planned, Instant begun, boolean isDemanded) implements ScheduleState {

        @Override
        public Checking demanded(Instant now) {
            return new Checking(this.planned, this.begun, true);
        }

        @Override
        public Duration lag() {
            return between(this.planned, this.begun);
        }

    }

    /**
     * The stored value stays.
     *
     * @param next when the next check is
     */
    record NotDue(Instant next, boolean isDemanded) implements ScheduleState {

        @Override
        public NotDue demanded(Instant now) {
            return new NotDue(this.next, true);
        }

        @Override
        public NotDue checkedAt(Instant now) {
            return new NotDue(now, this.isDemanded);
        }

    }

    /**
     * The value is being loaded.
     *
     * @param planned when it was due
     * @param begun when it was found due
     * @param answersDemand whether it is loaded because an operator asked for it
     */
    record Loading(Instant planned, Instant begun, boolean answersDemand, boolean isDemanded) implements ScheduleState {

        @Override
        public Loading demanded(Instant now) {
            return new Loading(this.planned, this.begun, this.answersDemand, true);
        }

        @Override
        public Duration lag() {
            return between(this.planned, this.begun);
        }

    }

}
