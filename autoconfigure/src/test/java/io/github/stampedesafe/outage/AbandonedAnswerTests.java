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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Stages;

import static io.github.stampedesafe.outage.GuardedInstance.DE;
import static org.assertj.core.api.Assertions.assertThat;

/** Answers that come after their callers have left, and what they still do. */
class AbandonedAnswerTests extends LateAnswerTestSupport {

    @Test
    void anAbandonedQuestionIsJudgedWhenItsAnswerComes() {
        this.late.begin();
        for (int i = 0; i < Breaker.UNANSWERED_IN_A_ROW; i++) {
            assertThat(this.guard.store().begin(DE, null, claim()).toCompletableFuture().cancel(false)).isTrue();
        }
        assertThat(this.guard.status().store()).isEqualTo(Circuit.CLOSED);
        failAll();
        assertThat(this.guard.status().store()).isEqualTo(Circuit.OPEN);
        assertThat(this.listener.count("outageBegan")).isOne();
    }

    @Test
    void theProbeOfACallerThatLeftClosesTheBreaker() {
        open();
        this.clock.advance(Duration.ofSeconds(3));
        assertThat(read().toCompletableFuture().cancel(false)).isTrue();
        assertThat(this.guard.status().store()).isEqualTo(Circuit.HALF_OPEN);
        this.late.answer();
        assertThat(this.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void theProbeOfARecoveryThatIsInterruptedGoesOn() {
        open();
        recoverInterrupted();
        recoverInterrupted();
        assertThat(this.late.waiting()).isOne();
        assertThat(this.guard.status().store()).isEqualTo(Circuit.HALF_OPEN);
        this.late.fail(LateAnswers.unanswered());
        assertThat(this.guard.status().store()).isEqualTo(Circuit.OPEN);
        recoverInterrupted();
        this.late.answer();
        assertThat(this.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void anAbandonedChangeThatFailsIsPending() {
        this.late.begin();
        assertThat(this.guard.store().evict(DE).toCompletableFuture().cancel(false)).isTrue();
        assertThat(this.guard.status().undelivered()).isZero();
        this.late.fail(LateAnswers.unanswered());
        assertThat(this.guard.status().undelivered()).isOne();
    }

    @Test
    void anAbandonedDeliveryGoesOnAndTheEngineHearsBeforeItsCacheIsReadAgain() {
        pendingEvict();
        this.late.begin();
        List<String> heard = new ArrayList<>();
        Consumer<Signal> engine = (signal) -> heard.add(signal + ", " + failureOf(read()).getMessage());
        recoverInterrupted(engine);
        recoverInterrupted(engine);
        assertThat(this.late.waiting()).isOne();
        assertThat(heard).isEmpty();
        this.late.answer();
        assertThat(heard).containsExactly(
                new Signal.Evicted(DE) + ", Not asked about cache 'totals', because changes of it are pending");
        assertThat(this.guard.status().undelivered()).isZero();
    }

    @Test
    void anAbandonedDeliveryThatFailsIsTriedAgain() {
        pendingEvict();
        this.late.begin();
        recoverInterrupted(NO_ENGINE);
        this.late.fail(LateAnswers.unanswered());
        assertThat(this.guard.status().undelivered()).isOne();
        this.late.end();
        this.guard.recover(NO_ENGINE);
        assertThat(this.guard.status().undelivered()).isZero();
    }

    @Test
    void anEvictThatPassesAnAbandonedDeliveryOfAPutHasTheLastWord() {
        this.late.begin();
        var unused = this.guard.store().put(DE, GuardedInstance.fill("versioned", 7L));
        this.late.fail(LateAnswers.unanswered());
        recoverInterrupted(NO_ENGINE); // the suspect
        this.late.answer();
        recoverInterrupted(NO_ENGINE);
        assertThat(this.late.waiting()).isOne();
        this.late.end();
        Stages.join(this.guard.store().evict(DE));
        this.late.answer();
        assertThat(this.shared.get(DE)).isNotNull();
        assertThat(failureOf(read())).isNotNull();
        this.guard.recover(NO_ENGINE);
        assertThat(this.shared.get(DE)).isNull();
    }

    @Test
    void whatIsLostAtTheEndIsReportedAlsoIfTheStoreIsSilent() {
        pendingEvict();
        this.late.begin();
        Thread.currentThread().interrupt();
        this.guard.stop(NO_ENGINE);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(this.listener.count("undeliverable totals 1 LOST")).isOne();
    }

    @Test
    void aLeaseThatArrivesAfterItsCallerCancelledIsGivenBack() {
        this.late.begin();
        CompletionStage<@Nullable Lease> request = this.guard.leases().tryAcquire(DE, LIFE);
        assertThat(request.toCompletableFuture().cancel(false)).isTrue();
        this.late.answer();
        assertThat(Stages.join(this.sharedLeases.tryAcquire(DE, LIFE))).isNotNull();
    }

}
