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

package io.github.stampedesafe.outage;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.OutageStatus.Circuit;

/**
 * What a breaker knows, as one immutable value: a state that does not ask always has a
 * suspect to probe. A question is judged by the state under which it was asked.
 */
sealed interface BreakerState {

    /** Returns the state of a breaker that has heard of no failure yet. */
    static BreakerState initial() {
        return new Closed(0, 0, null);
    }

    /** Returns the question to ask again, {@code null} if the last one was answered. */
    @Nullable Suspect suspect();

    Circuit circuit();

    /**
     * Returns the state in which one question probes, {@code null} if it is not yet time
     * for one.
     * @param afterOpening how long to leave the probe to others after opening
     * @param now the nano time
     */
    default @Nullable Probing probing(Duration afterOpening, long now) {
        return null;
    }

    /**
     * Returns the state after an answer.
     * @param asked the state under which the question was asked
     */
    BreakerState answered(BreakerState asked);

    /**
     * Returns the state after a question that nobody answered.
     * @param asked the state under which the question was asked
     * @param nanoTime read if the breaker opens
     */
    BreakerState unanswered(BreakerState asked, Suspect suspect, LongSupplier nanoTime);

    /**
     * Returns the state after somebody waited in vain for as long as anybody waits.
     * @param nanoTime read if the breaker opens
     */
    default BreakerState opened(Suspect suspect, LongSupplier nanoTime) {
        return this;
    }

    /**
     * Returns the state after a question that was given up.
     * @param asked the state under which the question was asked
     */
    default BreakerState givenUp(BreakerState asked) {
        return this;
    }

    /**
     * Questions are asked.
     *
     * @param term how often asking began anew: a failure of an earlier term says nothing
     * about now
     * @param unanswered how many questions in a row went unanswered
     */
    record Closed(int term, int unanswered, @Nullable Suspect suspect) implements BreakerState {

        @Override
        public Circuit circuit() {
            return Circuit.CLOSED;
        }

        @Override
        public BreakerState answered(BreakerState asked) {
            return (this.suspect != null) ? new Closed(this.term, 0, null) : this;
        }

        @Override
        public BreakerState unanswered(BreakerState asked, Suspect suspect, LongSupplier nanoTime) {
            if (!(asked instanceof Closed closed) || closed.term() != this.term) {
                return this;
            }
            return (this.unanswered + 1 < Breaker.UNANSWERED_IN_A_ROW)
                    ? new Closed(this.term, this.unanswered + 1, suspect)
                    : new Open(this.term, suspect, nanoTime.getAsLong());
        }

        @Override
        public BreakerState opened(Suspect suspect, LongSupplier nanoTime) {
            return new Open(this.term, suspect, nanoTime.getAsLong());
        }

    }

    /**
     * No question is asked.
     *
     * @param since when the breaker opened, or the last probe failed
     */
    record Open(int term, Suspect suspect, long since) implements BreakerState {

        @Override
        public @Nullable Probing probing(Duration afterOpening, long now) {
            return (now - this.since >= afterOpening.toNanos()) ? new Probing(this, now) : null;
        }

        @Override
        public Circuit circuit() {
            return Circuit.OPEN;
        }

        @Override
        public BreakerState answered(BreakerState asked) {
            return this;
        }

        @Override
        public BreakerState unanswered(BreakerState asked, Suspect suspect, LongSupplier nanoTime) {
            return this;
        }

    }

    /**
     * One question is asked, and only its outcome counts: each probe has a state of its
     * own, compared by identity. A probe without an outcome for a minute is lost and
     * makes way for another. Should the lost one be answered nevertheless, its answer
     * counts, because it was asked in the same outage.
     */
    final class Probing implements BreakerState {

        private static final Duration LOST_AFTER = Duration.ofMinutes(1);

        private final Open before;

        private final long since;

        Probing(Open before, long since) {
            this.before = before;
            this.since = since;
        }

        @Override
        public @Nullable Probing probing(Duration afterOpening, long now) {
            return (now - this.since >= LOST_AFTER.toNanos()) ? new Probing(this.before, now) : null;
        }

        @Override
        public Suspect suspect() {
            return this.before.suspect();
        }

        @Override
        public Circuit circuit() {
            return Circuit.HALF_OPEN;
        }

        @Override
        public BreakerState answered(BreakerState asked) {
            boolean isProbe = asked instanceof Probing probe && probe.before.term() == this.before.term();
            return isProbe ? new Closed(this.before.term() + 1, 0, null) : this;
        }

        @Override
        public BreakerState unanswered(BreakerState asked, Suspect suspect, LongSupplier nanoTime) {
            return (asked == this) ? new Open(this.before.term(), suspect, nanoTime.getAsLong()) : this;
        }

        @Override
        public BreakerState givenUp(BreakerState asked) {
            return (asked == this) ? this.before : this;
        }

    }

    /**
     * The question that went unanswered last.
     *
     * @param again asks whether such questions are answered again
     * @param failure how it went unanswered
     */
    record Suspect(Probe again, CacheUnavailableException failure) {
    }

}
