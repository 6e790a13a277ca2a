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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.Tombstone;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.outage.GuardedInstance.DE;
import static io.github.stampedesafe.outage.GuardedInstance.FR;
import static io.github.stampedesafe.outage.GuardedInstance.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Puts, evicts and clears that the store did not carry out. */
class UndeliveredChangeTests {

    private final GuardedInstance a = new GuardedInstance(OnUndeliveredChange.KEEP);

    @Test
    void anEvictDuringAnOutageIsDeliveredBeforeReadsResume() {
        this.a.put(DE, "old");
        this.a.cutAndOpen();
        this.a.engine.evict(DE).apply();
        this.a.heal();
        this.a.source.set("new");
        assertThat(this.a.get(DE)).isEqualTo("new");
        assertThat(value(DE)).isEqualTo("old");
        this.a.recover();
        assertThat(this.a.shared.get(DE)).isNull();
        assertThat(this.a.get(DE)).isEqualTo("new");
        assertThat(value(DE)).isEqualTo("new");
    }

    /** The store answers, but a single evict did not get through. */
    @Test
    void readsOfTheCacheWaitForAnEvictThatTimedOutAndReadsOfOthersDoNot() {
        this.a.put(DE, "old");
        this.a.put(FR, "old");
        this.a.put(ORDER, "order");
        this.a.store.failBefore(Operation.EVICT);
        this.a.engine.evict(DE).apply();
        this.a.source.set("new");
        assertThat(this.a.get(DE)).isEqualTo("new");
        assertThat(this.a.get(FR)).isEqualTo("new");
        assertThat(this.a.get(ORDER)).isEqualTo("order");
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
        this.a.heal();
        this.a.recover();
        assertThat(this.a.get(FR)).isEqualTo("old");
        assertThat(this.a.shared.get(DE)).isNull();
        assertThat(this.a.listener.count("outageBegan")).isOne();
        assertThat(this.a.listener.count("outageEnded")).isOne();
    }

    @Test
    void aPutIsDeliveredAsAnEvictBecauseSomebodyMayHaveStoredSomethingNewer() {
        this.a.cutAndOpen();
        this.a.put(DE, "late");
        this.a.shared.put(DE, GuardedInstance.fill("newer", null));
        this.a.heal();
        this.a.recover();
        assertThat(this.a.shared.get(DE)).isNull();
    }

    @Test
    void aPutWithAVersionIsDeliveredAsItIs() {
        this.a.cutAndOpen();
        this.a.guarded().put(DE, GuardedInstance.fill("versioned", 7L));
        this.a.heal();
        this.a.recover();
        assertThat(value(DE)).isEqualTo("versioned");
    }

    @Test
    void aVersionedEvictKeepsOlderVersionsOutEvenIfItIsLate() {
        this.a.cutAndOpen();
        assertThat(this.a.guarded().evict(DE, new Tombstone(7, Duration.ofMinutes(1)))).isTrue();
        this.a.heal();
        this.a.recover();
        assertThat(this.a.guarded().put(DE, GuardedInstance.fill("older", 6L))).isFalse();
        assertThat(this.a.guarded().put(DE, GuardedInstance.fill("newer", 8L))).isTrue();
    }

    @Test
    void anExpiryOfTheWholeCacheIsDelivered() {
        this.a.put(DE, "old");
        this.a.cutAndOpen();
        this.a.engine.expireAll("totals").apply();
        this.a.heal();
        this.a.recover();
        assertThat(Stages.join(this.a.shared.marks(Set.of("totals")))).hasSize(1);
        assertThat(this.a.get(DE)).isEqualTo("old");
    }

    @Test
    void aRefusedChangeIsPendingAndTheStoreIsStillAsked() {
        this.a.put(ORDER, "order");
        this.a.store.failBefore(Operation.EVICT, GuardedInstance.refusal());
        for (int i = 0; i < 5; i++) {
            this.a.engine.evict(DE).apply();
            this.a.recover();
        }
        assertThat(this.a.guard.status().store()).isEqualTo(Circuit.CLOSED);
        assertThat(this.a.guard.status().undelivered()).isOne();
        assertThat(this.a.get(ORDER)).isEqualTo("order");
        assertThat(this.a.listener.count("outageBegan READONLY")).isOne();
        assertThat(this.a.listener.count("outageEnded")).isZero();
    }

    @Test
    void aChangeThatIsRefusedForeverDoesNotStandInTheWayOfOthers() {
        this.a.store.failBefore(Operation.EVICT, GuardedInstance.refusal());
        this.a.store.failBefore(Operation.EXPIRE);
        for (String key : List.of("1", "2", "3")) {
            this.a.engine.evict(new CacheKey("stubborn", key)).apply();
        }
        this.a.engine.expire(ORDER).apply();
        this.a.heal();
        this.a.store.failBefore(Operation.EVICT, GuardedInstance.refusal());
        this.a.recover();
        this.a.recover();
        assertThat(this.a.guard.status().undelivered()).isEqualTo(3);
    }

    @Test
    void aClearDuringAnOutageHoldsAtOnceHereAndIsDelivered() {
        this.a.put(DE, "old");
        this.a.get(DE);
        this.a.cutAndOpen();
        this.a.engine.clear("totals").apply();
        this.a.heal();
        this.a.source.set("new");
        assertThat(this.a.get(DE)).isEqualTo("new");
        assertThat(Stages.join(this.a.shared.marks(Set.of("totals")))).isEmpty();
        this.a.shared.put(DE, GuardedInstance.fill("stored before the clear was delivered", null));
        this.a.recover();
        assertThat(Stages.join(this.a.shared.marks(Set.of("totals")))).hasSize(1);
        assertThat(this.a.get(DE)).isEqualTo("new");
    }

    @Test
    void aChangeThatIsCarriedOutReplacesTheOlderOneThatWaits() {
        this.a.store.failBefore(Operation.EVICT);
        this.a.engine.evict(DE).apply();
        this.a.put(DE, "new");
        assertThat(this.a.guard.status().undelivered()).isZero();
        assertThat(this.a.get(DE)).isEqualTo("new");
    }

    @Test
    void anEvictThatPassesTheDeliveryOfAVersionedPutHasTheLastWord() {
        this.a.cutAndOpen();
        this.a.guarded().put(DE, GuardedInstance.fill("versioned", 7L));
        this.a.heal();
        Hold delivery = this.a.store.holdBefore(Operation.PUT);
        Crowd recovering = Crowd.one(() -> {
            this.a.recover();
            return "done";
        });
        delivery.awaitReached();
        this.a.engine.evict(DE).apply();
        delivery.release();
        recovering.result();
        assertThat(value(DE)).isEqualTo("versioned");
        this.a.source.set("loaded after the evict");
        assertThat(this.a.get(DE)).isEqualTo("loaded after the evict");
        this.a.recover();
        assertThat(this.a.shared.get(DE)).isNull();
    }

    @Test
    void tooManyChangesClearTheCacheAndAreCounted() {
        this.a.put(DE, "old");
        this.a.cutAndOpen();
        for (int i = 0; i < GuardedInstance.LIMIT + 5; i++) {
            this.a.engine.evict(new CacheKey("totals", "" + i)).apply();
        }
        assertThat(this.a.guard.status().undelivered()).isOne();
        assertThat(this.a.guard.status().undeliverable()).isEqualTo(4);
        assertThat(this.a.listener.count("undeliverable totals 4 CLEAR_INSTEAD")).isOne();
        this.a.heal();
        this.a.recover();
        assertThat(this.a.get(DE)).isEqualTo("loaded");
    }

    @Test
    void whatCannotBeDeliveredBeforeTheEndIsCountedAndTold() {
        this.a.cutAndOpen();
        this.a.engine.evict(DE).apply();
        this.a.engine.evict(FR).apply();
        this.a.guard.stop(this.a.engine::receive);
        assertThat(this.a.listener.count("undeliverable totals 2 LOST")).isOne();
        assertThat(this.a.guard.status().undeliverable()).isEqualTo(2);
    }

    @Test
    void whatCanStillBeDeliveredAtTheEndIs() {
        this.a.put(DE, "old");
        this.a.cutAndOpen();
        this.a.engine.evict(DE).apply();
        this.a.heal();
        this.a.guard.stop(this.a.engine::receive);
        assertThat(this.a.shared.get(DE)).isNull();
        assertThat(this.a.listener.count("undeliverable")).isZero();
    }

    @Test
    void aCallerThatWantsToKnowGetsTheFailureAndTheChangeIsPendingAllTheSame() {
        GuardedInstance strict = new GuardedInstance(OnUndeliveredChange.THROW);
        strict.put(DE, "old");
        strict.get(DE);
        strict.store.failBefore(Operation.EVICT, Operation.CLEAR);
        for (Runnable change : List.<Runnable>of(() -> strict.engine.evict(DE).apply(),
                () -> strict.engine.clear("totals").apply())) {
            assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(change::run);
            strict.source.set("new");
            assertThat(strict.get(DE)).isEqualTo("new");
        }
        strict.heal();
        strict.recover();
        assertThat(strict.guard.status().undelivered()).isZero();
        assertThat(strict.get(DE)).isEqualTo("new");
    }

    @Test
    void theSummaryCountsWhatHappened() {
        this.a.cutAndOpen();
        this.a.engine.evict(DE).apply();
        this.a.engine.evict(DE).apply();
        this.a.engine.evict(FR).apply();
        this.a.heal();
        this.a.recover();
        assertThat(this.a.listener.events()).contains("outageEnded PT0S 3 3 2");
    }

    private Object value(CacheKey key) {
        Entry entry = this.a.shared.get(key);
        assertThat(entry).isNotNull();
        return new StringCodec().read(entry.payload().bytes());
    }

}
