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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.outage.BreakerState.Closed;
import io.github.stampedesafe.outage.BreakerState.Probing;
import io.github.stampedesafe.outage.BreakerState.Suspect;
import io.github.stampedesafe.store.Stages;

/**
 * Stops asking a server that does not answer. After three unanswered questions in a row
 * the breaker opens and refuses questions. It closes when a probe is answered. An error
 * by which the server refuses a question is an answer.
 * <p>
 * The question that went unanswered last is the suspect: {@link #probe} asks it again, so
 * that a cluster that lost one of its masters is not taken for a healthy one because
 * another answers. A suspect is probed before the breaker opens, too: an outage is
 * noticed without further callers paying for it. If nobody probes for two seconds, the
 * next caller does.
 * <p>
 * The breaker judges a question when its answer arrives, on the thread that brings the
 * answer and before anybody else sees it. A caller that stops waiting changes nothing:
 * its question goes on and is judged all the same, so a probe without a caller still
 * closes the breaker or opens it again. A probe that has no outcome after a minute is
 * lost, and the next one takes its place; if the answer arrives nevertheless, it closes
 * the breaker.
 * <p>
 * The whole state is one {@link BreakerState} that changes by compare-and-set, because an
 * answer and a failure may arrive at the same time. While there is no suspect, asking
 * costs two reads of that reference. No method blocks.
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
     * @param again asks whether such questions are answered again
     * @param question asks; if it throws, the question has failed
     * @return the answer; fails with the failure of the question itself, never wrapped,
     * or with a {@link CacheUnavailableException} if it was not asked. Whoever completes
     * or cancels this future does not touch the question
     */
    <T extends @Nullable Object> CompletableFuture<T> ask(Probe again,
            Supplier<? extends CompletionStage<T>> question) {
        BreakerState asked;
        try {
            asked = admit();
        }
        catch (CacheUnavailableException ex) {
            return CompletableFuture.failedFuture(ex);
        }
        return ask(asked, again, question);
    }

    /**
     * Begins a question whose answer the caller awaits itself. Afterwards it calls either
     * {@link #answered} or {@link #failed}.
     * @return the state under which it is asked
     * @throws CacheUnavailableException if no question is asked
     */
    BreakerState admit() {
        BreakerState current = this.state.get();
        if (current instanceof Closed) {
            return current;
        }
        BreakerState probing = beginProbe(current, CALLERS_PROBE_AFTER);
        if (probing == null) {
            throw notAsked(current.suspect());
        }
        return probing;
    }

    /**
     * Judges a question that was answered.
     * @param asked the state under which it was asked
     */
    void answered(BreakerState asked) {
        if (this.state.get().suspect() != null) {
            this.state.updateAndGet((current) -> current.answered(asked));
        }
    }

    /**
     * Judges a question that failed. A failure that says nothing about the server ends a
     * probe without a result.
     * @param asked the state under which it was asked
     * @param again asks whether such questions are answered again
     */
    void failed(BreakerState asked, Probe again, Throwable failure) {
        if (!(failure instanceof CacheUnavailableException unavailable) || unavailable.reason() == Reason.GIVEN_UP) {
            this.state.updateAndGet((current) -> current.givenUp(asked));
        }
        else if (unavailable.reason() == Reason.REFUSED) {
            answered(asked);
        }
        else {
            Suspect suspect = new Suspect(again, unavailable);
            begin(suspect, this.state.updateAndGet((current) -> current.unanswered(asked, suspect, this.nanoTime)));
        }
    }

    /**
     * Asks the suspect again, if there is one and no other probe is under way.
     * @return whether questions are asked now
     */
    CompletableFuture<Boolean> probe() {
        BreakerState current = this.state.get();
        Suspect suspect = current.suspect();
        if (suspect == null) {
            return CompletableFuture.completedFuture(true);
        }
        BreakerState asked = (current instanceof Closed) ? current : beginProbe(current, Duration.ZERO);
        if (asked == null) {
            return CompletableFuture.completedFuture(false);
        }
        return ask(asked, suspect.again(), () -> suspect.again().ask().thenApply((answer) -> true))
            .handle((answer, failure) -> (failure != null) ? isRefusal(failure) : isClosed());
    }

    /**
     * Opens, because a question that did not go through this breaker stayed without an
     * answer for as long as anybody waits. Does nothing unless the breaker is closed.
     * @param again asks such a question again
     * @param failure how it went unanswered
     */
    void open(Probe again, CacheUnavailableException failure) {
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

    private @Nullable BreakerState beginProbe(BreakerState current, Duration afterOpening) {
        Probing probing = current.probing(afterOpening, this.nanoTime.getAsLong());
        return (probing != null && this.state.compareAndSet(current, probing)) ? probing : null;
    }

    private <T extends @Nullable Object> CompletableFuture<T> ask(BreakerState asked, Probe again,
            Supplier<? extends CompletionStage<T>> question) {
        CompletableFuture<T> result = new CompletableFuture<>();
        begin(question).whenComplete((answer, failure) -> {
            if (failure == null) {
                answered(asked);
                result.complete(answer);
                return;
            }
            Throwable cause = Stages.cause(failure);
            try {
                failed(asked, again, cause);
            }
            finally {
                result.completeExceptionally(cause);
            }
        });
        return result;
    }

    private static <T extends @Nullable Object> CompletionStage<T> begin(
            Supplier<? extends CompletionStage<T>> question) {
        try {
            return Objects.requireNonNull(question.get(), "The store returned null instead of a stage");
        }
        catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /** Begins an outage if this suspect opened the breaker. */
    private void begin(Suspect suspect, BreakerState next) {
        if (suspect.equals(next.suspect()) && !(next instanceof Closed)) {
            this.outages.begin(suspect.failure());
        }
    }

    private static boolean isRefusal(Throwable failure) {
        if (failure instanceof CacheUnavailableException unavailable) {
            return unavailable.reason() == Reason.REFUSED;
        }
        throw new CompletionException(failure);
    }

    private static CacheUnavailableException notAsked(@Nullable Suspect suspect) {
        CacheUnavailableException last = (suspect != null) ? suspect.failure() : null;
        return new CacheUnavailableException(Reason.GIVEN_UP,
                "Not asked, because the last %d commands went unanswered, the last one so: %s"
                    .formatted(UNANSWERED_IN_A_ROW, (last != null) ? last.getMessage() : "unknown"),
                last);
    }

}
