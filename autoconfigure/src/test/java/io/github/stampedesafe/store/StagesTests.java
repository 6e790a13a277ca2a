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

package io.github.stampedesafe.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagesTests {

    private final CacheUnavailableException failure = new CacheUnavailableException(Reason.REFUSED, "READONLY", null);

    @Test
    void anOperationThatReturnsIsACompleteStage() {
        assertThat(Stages.blocking(() -> "value")).isCompletedWithValue("value");
    }

    @Test
    void anOperationThatThrowsIsAFailedStage() {
        assertThatThrownBy(() -> Stages.join(Stages.blocking(() -> {
            throw this.failure;
        }))).isSameAs(this.failure);
        AssertionError error = new AssertionError("expected");
        assertThatThrownBy(() -> Stages.join(Stages.blocking(() -> {
            throw error;
        }))).isSameAs(error);
    }

    @Test
    void theFailureOfAStageIsThrownAsItIsHoweverManyStagesPassedItOn() {
        assertThatThrownBy(() -> Stages.join(CompletableFuture.failedFuture(this.failure)
            .thenApply((value) -> value)
            .thenCompose(CompletableFuture::completedFuture))).isSameAs(this.failure);
        assertThatThrownBy(() -> Stages.join(CompletableFuture.failedFuture(new CompletionException(this.failure))))
            .isSameAs(this.failure);
    }

    @Test
    void aCheckedFailureIsNoAnswer() {
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> Stages.join(CompletableFuture.failedFuture(new IOException("reset"))))
            .withMessage("The answer is a failure: java.io.IOException: reset")
            .withCauseInstanceOf(IOException.class);
    }

    @Test
    void anInterruptedThreadGivesTheStageUpAndStaysInterrupted() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> Stages.join(answer))
            .withMessage("Interrupted while waiting for an answer")
            .satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.GIVEN_UP));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isCancelled();
    }

    @Test
    void anInterruptedThreadHearsAnAnswerThatIsThere() {
        Thread.currentThread().interrupt();
        assertThat(Stages.join(CompletableFuture.completedFuture("value"))).isEqualTo("value");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aLimitedWaitGivesTheStageUp() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> Stages.join(answer, Duration.ofMillis(1)))
            .withMessage("No answer within 1 ms")
            .satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.UNANSWERED));
        assertThat(answer).isCancelled();
        assertThat(Stages.join(CompletableFuture.completedFuture("value"), Duration.ofMillis(1))).isEqualTo("value");
    }

    @Test
    void onlyAFutureWhoseWorkEndsWithItIsCancelled() {
        CompletableFuture<String> plain = new CompletableFuture<>();
        assertThat(Stages.tryCancel(plain)).isFalse();
        assertThat(plain).isNotDone();
        Call ending = new Call(true);
        assertThat(Stages.tryCancel(ending)).isTrue();
        assertThat(ending.mayInterrupt).isTrue();
        assertThat(Stages.tryCancel(new Call(false))).isFalse();
    }

    /** A future like those of HTTP clients, whose call ends with it. */
    private static final class Call extends CompletableFuture<String> {

        private final boolean cancels;

        private boolean mayInterrupt;

        Call(boolean cancels) {
            this.cancels = cancels;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            this.mayInterrupt = mayInterruptIfRunning;
            return this.cancels;
        }

    }

}
