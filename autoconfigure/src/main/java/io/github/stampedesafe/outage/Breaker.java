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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.core.CacheUnavailableException;
import io.github.stampedesafe.core.CacheUnavailableException.Reason;
import io.github.stampedesafe.core.OutageStatus;

/**
 * Stops asking who does not answer. Three unanswered questions in a row, and nobody asks
 * any more; a question that was refused was answered, so others are still asked.
 * <p>
 * The question that went unanswered last is the suspect: {@link #probe} asks it again, so
 * that a cluster that lost one of its masters is not taken for a healthy one because
 * another answers. A suspect is probed before the breaker opens, too: an outage is
 * noticed without further callers paying for it. Should nobody probe for two seconds, a
 * caller does.
 * <p>
 * While there is no suspect, asking costs no more than a look at two fields.
 */
final class Breaker {

    static final int UNANSWERED_IN_A_ROW = 3;

    private static final Duration CALLERS_PROBE_AFTER = Duration.ofSeconds(2);

    private final CircuitBreaker circuit;

    private final Outages outages;

    /** How often asking began anew: what was asked before says nothing about now. */
    private final AtomicInteger term = new AtomicInteger();

    private final AtomicReference<@Nullable Suspect> suspect = new AtomicReference<>();

    Breaker(String name, LongSupplier nanoTime, Outages outages) {
        this.circuit = CircuitBreaker.of(name,
                CircuitBreakerConfig.custom()
                    .slidingWindow(UNANSWERED_IN_A_ROW, UNANSWERED_IN_A_ROW, SlidingWindowType.COUNT_BASED)
                    .failureRateThreshold(100)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .waitDurationInOpenState(CALLERS_PROBE_AFTER)
                    .clock(new NanoClock(nanoTime))
                    .build());
        this.outages = outages;
    }

    /**
     * Asks a question, if questions are asked.
     * @param again what to ask to find out whether such questions are answered again
     * @throws CacheUnavailableException if there is no result
     */
    <T extends @Nullable Object> T ask(Runnable again, Supplier<T> question) {
        int asked = this.term.get();
        if (!this.circuit.tryAcquirePermission()) {
            throw notAsked();
        }
        boolean isJudged = false;
        try {
            T answer = question.get();
            isJudged = true;
            answered();
            return answer;
        }
        catch (CacheUnavailableException ex) {
            isJudged = ex.reason() != Reason.GIVEN_UP;
            failed(asked, again, ex);
            throw ex;
        }
        finally {
            if (!isJudged) {
                this.circuit.releasePermission();
            }
        }
    }

    /**
     * Asks the suspect again, if there is one and nobody else is doing that.
     * @return whether questions are asked
     */
    boolean probe() {
        Suspect probed = this.suspect.get();
        if (probed == null) {
            return isClosed();
        }
        if (this.circuit.getState() == State.OPEN) {
            this.circuit.transitionToHalfOpenState();
        }
        try {
            ask(probed.again(), () -> {
                probed.again().run();
                return true;
            });
        }
        catch (CacheUnavailableException ex) {
            return ex.reason() == Reason.REFUSED;
        }
        return isClosed();
    }

    /** Whether questions are asked. */
    boolean isClosed() {
        return this.circuit.getState() == State.CLOSED;
    }

    /** Whether the last question went unanswered. */
    boolean isSuspicious() {
        return this.suspect.get() != null;
    }

    /** Returns the state of the circuit. */
    OutageStatus.Circuit state() {
        return switch (this.circuit.getState()) {
            case OPEN, FORCED_OPEN -> OutageStatus.Circuit.OPEN;
            case HALF_OPEN -> OutageStatus.Circuit.HALF_OPEN;
            default -> OutageStatus.Circuit.CLOSED;
        };
    }

    private void answered() {
        Suspect cleared = this.suspect.get();
        boolean wasClosed = isClosed();
        if (cleared == null && wasClosed) {
            return;
        }
        this.circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        if (isClosed()) {
            if (!wasClosed) {
                this.term.incrementAndGet();
            }
            this.suspect.compareAndSet(cleared, null);
        }
    }

    private void failed(int asked, Runnable again, CacheUnavailableException failure) {
        if (failure.reason() == Reason.REFUSED) {
            answered();
        }
        else if (failure.reason() == Reason.UNANSWERED && asked == this.term.get()) {
            this.suspect.set(new Suspect(again, failure));
            this.circuit.onError(0, TimeUnit.NANOSECONDS, failure);
            if (!isClosed()) {
                this.outages.begin(failure);
            }
        }
    }

    private CacheUnavailableException notAsked() {
        Suspect current = this.suspect.get();
        CacheUnavailableException last = (current != null) ? current.failure() : null;
        return new CacheUnavailableException(Reason.GIVEN_UP,
                "Not asked, because the last %d commands went unanswered, the last one so: %s"
                    .formatted(UNANSWERED_IN_A_ROW, (last != null) ? last.getMessage() : "unknown"),
                last);
    }

    private record Suspect(Runnable again, CacheUnavailableException failure) {
    }

}
