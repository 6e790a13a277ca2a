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

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Tombstone;

import static io.github.stampedesafe.outage.GuardedInstance.DE;
import static io.github.stampedesafe.outage.GuardedInstance.FR;
import static io.github.stampedesafe.outage.GuardedInstance.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store that answers by stages and takes its time: what callers, and nobody, hear when
 * an answer comes. Everything runs on the thread of the test, so an operation that waited
 * for its answer would stop the test for ever.
 */
class LateAnswerTests extends LateAnswerTestSupport {

    @Test
    void noOperationWaitsForItsAnswer() {
        this.late.begin();
        List<CompletionStage<?>> stages = everyOperation();
        assertThat(this.late.waiting()).isEqualTo(stages.size());
        assertThat(stages).noneMatch((stage) -> stage.toCompletableFuture().isDone());
        for (int i = 0; i < stages.size(); i++) {
            this.late.answer();
        }
        assertThat(stages).allMatch((stage) -> stage.toCompletableFuture().isDone());
    }

    @Test
    void aThousandQuestionsOfOneThreadAreUnderWayAtOnce() {
        this.late.begin();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            stages.add(read());
        }
        assertThat(this.late.waiting()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) {
            this.late.answer();
        }
        assertThat(stages).allMatch((stage) -> stage.toCompletableFuture().isDone());
    }

    @Test
    void aQuestionIsJudgedBeforeAnybodyHearsOfItsFailure() {
        this.late.begin();
        List<Circuit> heard = new ArrayList<>();
        for (int i = 0; i < Breaker.UNANSWERED_IN_A_ROW; i++) {
            var unused = read().whenComplete((entry, failure) -> heard.add(this.guard.status().store()));
        }
        failAll();
        assertThat(heard).containsExactly(Circuit.CLOSED, Circuit.CLOSED, Circuit.OPEN);
    }

    @Test
    void aChangeIsPendingBeforeItsCallerHearsOfIt() {
        for (OnUndeliveredChange setting : OnUndeliveredChange.values()) {
            this.guard = guard(setting);
            this.late.begin();
            List<String> heard = new ArrayList<>();
            var unused = this.guard.store()
                .evict(DE)
                .whenComplete((done, failure) -> heard.add(failure + ", " + failureOf(read())));
            this.late.fail(LateAnswers.unanswered());
            String failure = (setting == OnUndeliveredChange.THROW)
                    ? "io.github.stampedesafe.CacheUnavailableException: No answer" : "null";
            assertThat(heard).containsExactly(failure + ", io.github.stampedesafe.CacheUnavailableException: "
                    + "Not asked about cache 'totals', because changes of it are pending");
        }
    }

    @Test
    void failuresArriveUnwrappedHoweverTheStoreFails() {
        CacheUnavailableException failure = LateAnswers.unanswered();
        EntryStore thrower = failing((asked) -> {
            throw failure;
        });
        EntryStore wrapper = failing((asked) -> CompletableFuture.failedFuture(new CompletionException(failure)));
        for (EntryStore store : List.of(thrower, wrapper)) {
            OutageGuard guarded = guard(store);
            assertThat(failureOf(guarded.store().failure(DE))).isSameAs(failure);
            assertThat(failureOf(guarded.store().failure(DE))).isSameAs(failure);
            assertThat(failureOf(guarded.store().failure(DE))).isSameAs(failure);
            assertThat(guarded.status().store()).isEqualTo(Circuit.OPEN);
        }
    }

    @Test
    void aStoreThatReturnsNoStageFailsItsCallerAndNoProbeSticks() {
        OutageGuard guarded = guard(failing((asked) -> null));
        guarded.storeUnanswered(DE, LateAnswers.unanswered());
        this.clock.advance(Duration.ofSeconds(3));
        assertThat(failureOf(guarded.store().failure(DE))).isInstanceOf(NullPointerException.class)
            .hasMessage("The store returned null instead of a stage");
        assertThat(guarded.status().store()).isEqualTo(Circuit.OPEN);
    }

    @Test
    void aProbeThatIsNeverAnsweredMakesWayAfterAMinute() {
        open();
        recoverInterrupted();
        this.clock.advance(Duration.ofSeconds(59));
        recoverInterrupted();
        assertThat(failureOf(read())).hasMessageStartingWith("Not asked, because the last 3 commands went unanswered");
        assertThat(this.late.waiting()).isOne();
        this.clock.advance(Duration.ofSeconds(1));
        recoverInterrupted();
        assertThat(this.late.waiting()).isEqualTo(2);
        this.late.answer();
        assertThat(this.guard.status().store()).isEqualTo(Circuit.CLOSED);
        this.late.fail(LateAnswers.unanswered());
        assertThat(this.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void aFailureThatSaysNothingOfTheServerEndsAProbeWithoutAResult() {
        for (Throwable failure : List.of(new IllegalStateException("a bug"), new AssertionError("a bug"),
                new CacheUnavailableException(Reason.GIVEN_UP, "given up", null))) {
            open();
            this.clock.advance(Duration.ofSeconds(3));
            CompletionStage<?> probe = read();
            this.late.fail(failure);
            assertThat(failureOf(probe)).isSameAs(failure);
            assertThat(this.guard.status().store()).isEqualTo(Circuit.OPEN);
        }
    }

    @Test
    void recoveryAsksStoreAndLeasesAtOnce() {
        open();
        this.guard.leasesUnanswered(LateAnswers.unanswered());
        recoverInterrupted();
        assertThat(this.late.waiting()).isEqualTo(2);
        this.late.answer();
        this.late.answer();
        this.guard.recover(NO_ENGINE);
        assertThat(this.listener.count("outageEnded")).isOne();
    }

    private List<CompletionStage<?>> everyOperation() {
        EntryStore store = this.guard.store();
        RememberedFailure failure = new RememberedFailure("IllegalStateException", "failed", Instant.EPOCH);
        return List.of(store.getAsync(DE, 0), store.begin(DE, null, claim()),
                store.publish(DE, claim(), Instant.EPOCH, GuardedInstance.fill("value", null)),
                store.abandon(DE, claim()), store.fail(DE, claim(), failure, LIFE), store.failure(DE),
                store.put(FR, GuardedInstance.fill("value", null)), store.evict(FR),
                store.evict(FR, new Tombstone(1, LIFE)), store.expire(FR), store.clear("orders", 0),
                store.expireAll("orders", 0), store.marks(Set.of("orders")), store.restore("orders", new Marks(1, 1)),
                this.guard.leases().tryAcquire(ORDER, LIFE), this.guard.leases().leader(ORDER));
    }

    /** Returns a store whose remembered failures are asked for in vain. */
    private EntryStore failing(Function<Object, @Nullable CompletionStage<?>> question) {
        return (EntryStore) Proxy.newProxyInstance(EntryStore.class.getClassLoader(),
                new Class<?>[] { EntryStore.class }, (proxy, method, arguments) -> question.apply(method));
    }

}
