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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.outage.BreakerState.Closed;
import io.github.stampedesafe.outage.BreakerState.Open;
import io.github.stampedesafe.outage.BreakerState.Probing;
import io.github.stampedesafe.outage.BreakerState.Suspect;

/**
 * Stops asking a server that does not answer. After three unanswered questions in a row
 * the breaker opens and refuses questions; a question that the server refused was
 * answered, so others are still asked.
 * <p>
 * The question that went unanswered last is the suspect: {@link #probe} asks it again, so
 * that a cluster that lost one of its masters is not taken for a healthy one because
 * another answers. A suspect is probed before the breaker opens, too: an outage is
 * noticed without further callers paying for it. Should nobody probe for two seconds, a
 * caller does.
 * <p>
 * The whole state is one {@link BreakerState} that changes by compare-and-set, because an
 * answer and a failure may arrive at the same time. While there is no suspect, asking
 * costs two reads of that reference.
 */
final class Breaker {

    static final int UNANSWERED_IN_A_ROW = 3;

    private static final Duration CALLERS_PROBE_AFTER = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;

    private final Outages outages;

    private final AtomicReference<BreakerState> state = new AtomicReference<>(BreakerState.initial());

    Breaker(LongSupplier nanoTime, Outages outages) {
        this.nanoTime = nanoTime;
        this.outages = outages;
    }

    /**
     * Asks a question, if questions are asked.
     * @param again what to ask to find out whether such questions are answered again
     * @throws CacheUnavailableException if there is no result
     */
    <T extends @Nullable Object> T ask(Runnable again, Supplier<T> question) {
        return ask(admit(), again, question);
    }

    /**
     * Asks the suspect again, if there is one and nobody else is doing that.
     * @return whether questions are asked
     */
    boolean probe() {
        BreakerState current = this.state.get();
        Suspect suspect = current.suspect();
        if (suspect == null) {
            return true;
        }
        BreakerState asked = (current instanceof Open open) ? beginProbe(open) : current;
        if (asked == null || current instanceof Probing) {
            return false;
        }
        try {
            ask(asked, suspect.again(), () -> {
                suspect.again().run();
                return true;
            });
        }
        catch (CacheUnavailableException ex) {
            return ex.reason() == Reason.REFUSED;
        }
        return isClosed();
    }

    /**
     * Opens, because a question that did not go through this breaker stayed without an
     * answer for as long as anybody waits. Does nothing unless the breaker is closed.
     * @param again asks such a question again
     * @param failure how it went unanswered
     */
    void open(Runnable again, CacheUnavailableException failure) {
        Suspect suspect = new Suspect(again, failure);
        begin(suspect, this.state.updateAndGet((current) -> current.opened(suspect, this.nanoTime)));
    }

    /** Whether questions are asked. */
    boolean isClosed() {
        return this.state.get() instanceof Closed;
    }

    /** Whether the last question went unanswered. */
    boolean isSuspicious() {
        return this.state.get().suspect() != null;
    }

    /** Returns the state of the circuit. */
    Circuit state() {
        return this.state.get().circuit();
    }

    /** Returns the state under which a caller asks. */
    private BreakerState admit() {
        BreakerState current = this.state.get();
        if (current instanceof Closed) {
            return current;
        }
        boolean isForgotten = current instanceof Open open
                && this.nanoTime.getAsLong() - open.since() >= CALLERS_PROBE_AFTER.toNanos();
        BreakerState probing = isForgotten ? beginProbe((Open) current) : null;
        if (probing == null) {
            throw notAsked(current.suspect());
        }
        return probing;
    }

    private @Nullable BreakerState beginProbe(Open open) {
        Probing probing = new Probing(open);
        return this.state.compareAndSet(open, probing) ? probing : null;
    }

    private <T extends @Nullable Object> T ask(BreakerState asked, Runnable again, Supplier<T> question) {
        boolean isJudged = false;
        try {
            T answer = question.get();
            isJudged = true;
            answered(asked);
            return answer;
        }
        catch (CacheUnavailableException ex) {
            isJudged = ex.reason() != Reason.GIVEN_UP;
            failed(asked, again, ex);
            throw ex;
        }
        finally {
            if (!isJudged) {
                this.state.updateAndGet((current) -> current.givenUp(asked));
            }
        }
    }

    private void answered(BreakerState asked) {
        if (this.state.get().suspect() != null) {
            this.state.updateAndGet((current) -> current.answered(asked));
        }
    }

    private void failed(BreakerState asked, Runnable again, CacheUnavailableException failure) {
        if (failure.reason() == Reason.REFUSED) {
            answered(asked);
        }
        else if (failure.reason() == Reason.UNANSWERED) {
            Suspect suspect = new Suspect(again, failure);
            begin(suspect, this.state.updateAndGet((current) -> current.unanswered(asked, suspect, this.nanoTime)));
        }
    }

    /** Begins an outage if this suspect opened the breaker. */
    private void begin(Suspect suspect, BreakerState next) {
        if (suspect.equals(next.suspect()) && !(next instanceof Closed)) {
            this.outages.begin(suspect.failure());
        }
    }

    private static CacheUnavailableException notAsked(@Nullable Suspect suspect) {
        CacheUnavailableException last = (suspect != null) ? suspect.failure() : null;
        return new CacheUnavailableException(Reason.GIVEN_UP,
                "Not asked, because the last %d commands went unanswered, the last one so: %s"
                    .formatted(UNANSWERED_IN_A_ROW, (last != null) ? last.getMessage() : "unknown"),
                last);
    }

}
