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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.outage.GuardedInstance.DE;
import static io.github.stampedesafe.outage.GuardedInstance.FR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BreakerTests {

    private final GuardedInstance a = new GuardedInstance(OnUndeliveredChange.KEEP);

    @Test
    void afterThreeUnansweredCommandsInARowNobodyAsksAnyMore() {
        this.a.cutAndOpen();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> this.a.guarded().get(FR))
            .withMessage("Not asked, because the last 3 commands went unanswered, the last one so: No answer to GET")
            .matches((ex) -> ex.reason() == Reason.GIVEN_UP);
        assertThat(this.a.store.calls(Operation.GET)).isEqualTo(3);
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.OPEN);
    }

    @Test
    void oneAnswerInBetweenAndTheyCountAnew() {
        for (int i = 0; i < 5; i++) {
            this.a.cut();
            this.a.askInVain(DE);
            this.a.askInVain(DE);
            this.a.heal();
            this.a.guarded().get(DE);
        }
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
        assertThat(this.a.listener.count("outage")).isZero();
    }

    @Test
    void aRefusalIsAnAnswer() {
        this.a.store.failBefore(Operation.BEGIN, GuardedInstance.refusal());
        for (int i = 0; i < 5; i++) {
            this.a.get(DE);
        }
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
        assertThat(this.a.store.calls(Operation.GET)).isEqualTo(5);
        assertThat(this.a.listener.count("outage")).isZero();
    }

    @Test
    void aCallerWhoIsInterruptedSaysNothingAboutTheStore() {
        this.a.store.failBefore(Operation.GET,
                () -> new CacheUnavailableException(Reason.GIVEN_UP, "Interrupted", null));
        for (int i = 0; i < 5; i++) {
            this.a.askInVain(DE);
        }
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void anOutageIsNoticedWithoutFurtherCallers() {
        this.a.cut();
        this.a.askInVain(DE);
        this.a.recover();
        assertThat(this.a.listener.count("outageBegan")).isZero();
        this.a.recover();
        assertThat(this.a.listener.count("outageBegan No answer to FAILURE")).isOne();
    }

    @Test
    void oneGlitchIsNoOutage() {
        this.a.cut();
        this.a.askInVain(DE);
        this.a.heal();
        this.a.recover();
        this.a.cut();
        this.a.askInVain(DE);
        this.a.askInVain(DE);
        assertThat(this.a.listener.count("outage")).isZero();
    }

    @Test
    void itIsOverWithTheFirstAnswerWithoutTraffic() {
        this.a.cutAndOpen();
        this.a.clock.advance(Duration.ofSeconds(7));
        this.a.recover();
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.OPEN);
        this.a.heal();
        this.a.recover();
        assertThat(this.a.guard.status()).isEqualTo(new OutageStatus(Circuit.CLOSED, Circuit.CLOSED, 0, 0, null));
        assertThat(this.a.listener.count("outageBegan")).isOne();
        assertThat(this.a.listener.count("outageEnded PT7S 3 0 0")).isOne();
    }

    @Test
    void nothingIsAskedWhileAllIsWell() {
        this.a.get(DE);
        int gets = this.a.store.calls(Operation.GET);
        this.a.recover();
        assertThat(this.a.store.calls(Operation.GET)).isEqualTo(gets);
        assertThat(this.a.leases.calls(FaultyLeases.Operation.ACQUIRE)).isOne();
    }

    @Test
    void oneProbeAtATime() {
        this.a.cutAndOpen();
        Hold probing = this.a.store.holdBefore(Operation.FAILURE);
        Crowd probe = Crowd.one(() -> {
            this.a.recover();
            return "done";
        });
        probing.awaitReached();
        this.a.clock.advance(Duration.ofSeconds(10));
        this.a.askInVain(DE);
        this.a.recover();
        assertThat(this.a.store.calls(Operation.FAILURE)).isOne();
        assertThat(this.a.store.calls(Operation.GET)).isEqualTo(3);
        this.a.heal();
        probing.release();
        probe.result();
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void aProbeAsksForNoValue() {
        this.a.cutAndOpen();
        int gets = this.a.store.calls(Operation.GET);
        this.a.recover();
        this.a.heal();
        this.a.recover();
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
        assertThat(this.a.store.calls(Operation.GET)).isEqualTo(gets);
    }

    @Test
    void callersProbeIfNobodyElseDoes() {
        this.a.cutAndOpen();
        this.a.heal();
        this.a.clock.advance(Duration.ofMillis(1999));
        this.a.askInVain(DE);
        this.a.clock.advance(Duration.ofMillis(2));
        this.a.guarded().get(DE);
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void whatWasAskedBeforeTheStoreCameBackSaysNothingAboutIt() {
        Hold[] slow = new Hold[3];
        Crowd[] stragglers = new Crowd[3];
        for (int i = 0; i < 3; i++) {
            slow[i] = this.a.store.holdBefore(Operation.EVICT);
            stragglers[i] = Crowd.one(() -> {
                this.a.guarded().evict(DE);
                return "done";
            });
            slow[i].awaitReached();
        }
        this.a.cutAndOpen();
        this.a.heal();
        this.a.recover();
        this.a.store.failBefore(Operation.EVICT);
        for (int i = 0; i < 3; i++) {
            slow[i].release();
            stragglers[i].result();
        }
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void leasesThatAreOutOfReachKeepNobodyFromHits() {
        this.a.put(FR, "stored");
        this.a.leases.failBefore(FaultyLeases.Operation.ACQUIRE);
        for (int i = 0; i < 5; i++) {
            assertThat(this.a.get(DE)).isEqualTo("loaded");
        }
        assertThat(this.a.leases.calls(FaultyLeases.Operation.ACQUIRE)).isEqualTo(3);
        assertThat(this.a.get(FR)).isEqualTo("stored");
        assertThat(this.a.guard.status().leases()).isEqualTo(Circuit.OPEN);
        this.a.leases.heal();
        this.a.recover();
        assertThat(this.a.guard.status().leases()).isEqualTo(Circuit.CLOSED);
        assertThat(this.a.listener.count("outageBegan")).isOne();
        assertThat(this.a.listener.count("outageEnded")).isOne();
    }

    @Test
    void aLeaderThatIsCutOffWhileItLoadsWaitsForOneCommand() {
        Hold load = this.a.source.hold();
        Crowd leader = Crowd.one(() -> this.a.engine.get(DE, Policy.resolve(), new StringCodec(), this.a.source));
        load.awaitReached();
        this.a.cut();
        load.release();
        assertThat(leader.result()).isEqualTo("loaded");
        assertThat(this.a.store.calls(Operation.PUBLISH)).isOne();
        assertThat(this.a.store.calls(Operation.ABANDON)).isZero();
    }

    @Test
    void allOfAnOutageIsOneLoadForEachLifeOfTheMemory() {
        this.a.cut();
        for (int i = 0; i < 30; i++) {
            assertThat(this.a.get(DE)).isEqualTo("loaded");
            this.a.clock.advance(Duration.ofMillis(100));
        }
        assertThat(this.a.source.loads()).isEqualTo(3);
        assertThat(this.a.store.calls(Operation.GET)).isLessThanOrEqualTo(5);
    }

}
