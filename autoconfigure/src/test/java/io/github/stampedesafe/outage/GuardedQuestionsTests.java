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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.FaultyLeases;

import static io.github.stampedesafe.outage.GuardedInstance.DE;
import static io.github.stampedesafe.outage.GuardedInstance.FR;
import static io.github.stampedesafe.outage.GuardedInstance.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What passes a guard while all is well, what it counts if not, and how it probes. */
class GuardedQuestionsTests {

    private final GuardedInstance a = new GuardedInstance(OnUndeliveredChange.KEEP);

    @BeforeEach
    void theClockHasRunForAWhile() {
        this.a.clock.advance(Duration.ofHours(1));
    }

    @Test
    void severalKeysAreOneQuestion() {
        this.a.put(DE, "1");
        assertThat(Stages.join(this.a.guard.store().getAllAsync(List.of(DE, FR), 0))).containsOnlyKeys(DE);
        assertThat(this.a.store.calls(Operation.GET)).isOne();
    }

    @Test
    void aValueIsReplacedIfItIsWhatWasSeen() {
        assertThat(Stages.join(this.a.guard.store().replace(DE, null, 0, GuardedInstance.fill("1", null)))).isTrue();
        assertThat(Stages.join(this.a.guard.store().replace(DE, null, 0, GuardedInstance.fill("2", null)))).isFalse();
    }

    @Test
    void anOutageSaysHowManyLooksWentUnansweredAndHowLongItLasted() {
        this.a.cutAndOpen();
        this.a.clock.advance(Duration.ofSeconds(7));
        assertThat(this.a.guard.status().lasting()).hasSeconds(7);
        failsUnanswered(this.a.guard.store().getAsync(DE, 0));
        failsUnanswered(this.a.guard.store().getAllAsync(List.of(DE, FR), 0));
        this.a.heal();
        this.a.recover();
        assertThat(this.a.listener.count("outageEnded PT7S 5 0 0")).isOne();
    }

    @Test
    void looksThatAreAnsweredWhileTheLeasesAreAwayAreNotCounted() {
        this.a.cutAndOpen();
        openLeases();
        this.a.store.heal();
        this.a.recover();
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
        Stages.join(this.a.guard.store().getAsync(DE, 0));
        Stages.join(this.a.guard.store().getAllAsync(List.of(DE, FR), 0));
        this.a.heal();
        this.a.recover();
        assertThat(this.a.listener.count("outageEnded PT0S 3 0 0")).isOne();
    }

    @Test
    void whereMarksWentUnansweredMarksAreAskedForAgain() {
        this.a.store.failBefore(Operation.MARKS);
        for (int i = 0; i < Breaker.UNANSWERED_IN_A_ROW; i++) {
            failsUnanswered(this.a.guard.store().marks(Set.of("totals")));
        }
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.OPEN);
        this.a.recover();
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.OPEN);
        this.a.heal();
        this.a.recover();
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
        assertThat(this.a.store.calls(Operation.FAILURE)).isZero();
    }

    @Test
    void theLeaseOfAProbeIsGivenBack() {
        openLeases();
        assertThat(this.a.guard.status().leases()).isEqualTo(Circuit.OPEN);
        this.a.heal();
        this.a.recover();
        assertThat(this.a.guard.status().leases()).isEqualTo(Circuit.CLOSED);
        assertThat(this.a.leases.calls(FaultyLeases.Operation.RELEASE)).isOne();
    }

    @Test
    void connectionsThatEndAsTheApplicationStopsAreNoOutage() {
        this.a.guard.stop(this.a.engine::receive);
        this.a.cutAndOpen();
        assertThat(this.a.listener.count("outageBegan")).isZero();
        assertThat(this.a.guard.status().lasting()).isNull();
    }

    @Test
    void aChangeAfterTheStopThatIsNotAnsweredIsSaidToBeLostAtOnce() {
        this.a.guard.stop(this.a.engine::receive);
        this.a.cutAndOpen();
        this.a.engine.evict(DE).apply();
        assertThat(this.a.listener.count("undeliverable totals 1 LOST")).isOne();
        assertThat(this.a.guard.status().undelivered()).isZero();
    }

    @Test
    void anApplicationThatGoesOnHasOutagesAgain() {
        this.a.guard.stop(this.a.engine::receive);
        this.a.recover();
        this.a.cutAndOpen();
        assertThat(this.a.listener.count("outageBegan")).isOne();
    }

    private void openLeases() {
        this.a.leases.failBefore(FaultyLeases.Operation.ACQUIRE);
        for (int i = 0; i < Breaker.UNANSWERED_IN_A_ROW; i++) {
            failsUnanswered(this.a.guard.leases().tryAcquire(ORDER, Duration.ofSeconds(1)));
        }
    }

    private static void failsUnanswered(CompletionStage<?> stage) {
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> Stages.join(stage));
    }

}
