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

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers and failures that reach one breaker at the same time. */
class BreakerRaceTests {

    private final AtomicReference<@Nullable Hold> opening = new AtomicReference<>();

    private final RecordingListener listener = new RecordingListener();

    private final Breaker breaker = new Breaker(this::nanoTime, new Outages(() -> 0, this.listener));

    @Test
    void anAnswerThatArrivesWhileTheThirdFailureOpensTheBreakerIsCountedBeforeIt() {
        Hold asked = new Hold();
        Crowd answered = Crowd.one(() -> ask(BreakerRaceTests::answer, () -> {
            stop(asked);
            return "answer";
        }));
        asked.awaitReached();
        askInVain();
        askInVain();
        Hold hold = new Hold();
        this.opening.set(hold);
        Crowd third = Crowd.one(() -> {
            askInVain();
            return "done";
        });
        hold.awaitReached();
        asked.release();
        answered.result();
        hold.release();
        third.result();
        assertThat(this.breaker.isClosed()).isTrue();
        askInVain();
        assertThat(this.breaker.isClosed()).isTrue();
        askInVain();
        assertThat(this.breaker.isClosed()).isFalse();
        assertThat(this.breaker.isSuspicious()).isTrue();
    }

    @Test
    void anOpenBreakerIsClosedByOneProbeWhateverItsCallersHeardAtOnce() {
        AtomicInteger withoutSuspect = new AtomicInteger();
        for (int round = 0; round < 200; round++) {
            Crowd.of(16, () -> {
                for (int i = 0; i < 20; i++) {
                    askInVain();
                    askIfPossible();
                }
                return "done";
            }).results();
            if (!this.breaker.isClosed() && !this.breaker.isSuspicious()) {
                withoutSuspect.incrementAndGet();
            }
            assertThat(Stages.join(this.breaker.probe())).isTrue();
            assertThat(this.breaker.isClosed()).isTrue();
        }
        assertThat(withoutSuspect).hasValue(0);
    }

    @Test
    void anAnswerToAnOlderQuestionDoesNotEndTheProbeOfAnother() {
        Hold older = new Hold();
        Crowd caller = Crowd.one(() -> ask(BreakerRaceTests::answer, () -> {
            stop(older);
            return "late";
        }));
        older.awaitReached();
        List<Integer> failures = Collections.nCopies(Breaker.UNANSWERED_IN_A_ROW, 0);
        Hold probing = new Hold();
        failures.forEach((ignored) -> askInVain(() -> {
            stop(probing);
            throw unanswered();
        }));
        Crowd prober = Crowd.one(() -> Stages.join(this.breaker.probe()));
        probing.awaitReached();
        older.release();
        assertThat(caller.result()).isEqualTo("late");
        assertThat(this.breaker.isClosed()).isFalse();
        probing.release();
        assertThat(prober.result()).isEqualTo(false);
        assertThat(this.breaker.isClosed()).isFalse();
    }

    private void askInVain() {
        askInVain(BreakerRaceTests::answer);
    }

    private void askInVain(Probe again) {
        try {
            ask(again, () -> {
                throw unanswered();
            });
        }
        catch (CacheUnavailableException ex) {
            // As it was to be.
        }
    }

    private void askIfPossible() {
        try {
            ask(BreakerRaceTests::answer, () -> "answer");
        }
        catch (CacheUnavailableException ex) {
            assertThat(ex.reason()).isEqualTo(Reason.GIVEN_UP);
        }
    }

    private <T> T ask(Probe again, Supplier<T> answer) {
        return Stages.join(this.breaker.ask(again, () -> Stages.blocking(answer)));
    }

    private long nanoTime() {
        Hold hold = this.opening.getAndSet(null);
        if (hold != null) {
            stop(hold);
        }
        return 0;
    }

    private static void stop(Hold hold) {
        try {
            hold.stop();
        }
        catch (InterruptedException ex) {
            throw new AssertionError(ex);
        }
    }

    private static CompletionStage<?> answer() {
        return CompletableFuture.completedFuture("answer");
    }

    private static CacheUnavailableException unanswered() {
        return new CacheUnavailableException("No answer", null);
    }

}
