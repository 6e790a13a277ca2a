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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Tombstone;

import static io.github.stampedesafe.outage.GuardedInstance.DE;
import static io.github.stampedesafe.outage.GuardedInstance.FR;
import static io.github.stampedesafe.outage.GuardedInstance.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

class PendingChangesTests {

    private static final PendingKeyChange OLD = PendingKeyChange.put(DE, GuardedInstance.fill("old", 3L));

    private static final PendingKeyChange NEW = PendingKeyChange.put(DE, GuardedInstance.fill("new", 5L));

    private static final PendingKeyChange TOMBSTONE = PendingKeyChange.tombstone(DE,
            new Tombstone(5, Duration.ofMinutes(1)));

    private static final PendingKeyChange EVICT = PendingKeyChange.evict(DE);

    private static final PendingKeyChange EXPIRE = PendingKeyChange.expire(DE);

    private final PendingChanges pending = new PendingChanges(3);

    static List<Arguments> pairs() {
        return List.of(Arguments.of(EVICT, EVICT, EVICT), Arguments.of(EXPIRE, EXPIRE, EXPIRE),
                Arguments.of(EXPIRE, EVICT, EVICT), Arguments.of(EVICT, EXPIRE, of(true, null, true)),
                Arguments.of(OLD, NEW, NEW), Arguments.of(NEW, OLD, NEW), Arguments.of(NEW, TOMBSTONE, TOMBSTONE),
                Arguments.of(TOMBSTONE, NEW, NEW), Arguments.of(TOMBSTONE, OLD, TOMBSTONE),
                Arguments.of(NEW, EVICT, EVICT), Arguments.of(EVICT, NEW, of(true, NEW, false)),
                Arguments.of(EXPIRE, NEW, of(false, NEW, true)), Arguments.of(NEW, EXPIRE, of(false, NEW, true)));
    }

    private static PendingKeyChange of(boolean evicts, @Nullable PendingKeyChange versioned, boolean expires) {
        return new PendingKeyChange(DE, evicts, (versioned != null) ? versioned.versioned() : null, expires);
    }

    @Test
    void anUnversionedPutIsAnEvict() {
        assertThat(PendingKeyChange.put(DE, GuardedInstance.fill("any", null))).isEqualTo(EVICT);
    }

    @Test
    void anExpiryOfACacheIsPendingBesideItsKeysAndNotBesideAClear() {
        this.pending.add(EVICT);
        this.pending.add(PendingCacheChange.expireAll("totals", 0));
        assertThat(changes()).containsExactly(EVICT, PendingCacheChange.expireAll("totals", 0));
        settle(PendingCacheChange.expireAll("totals", 0));
        assertThat(changes()).containsExactly(EVICT);
        this.pending.add(PendingCacheChange.clear("totals", 0));
        this.pending.add(PendingCacheChange.expireAll("totals", 0));
        settle(PendingCacheChange.expireAll("totals", 0));
        assertThat(changes()).containsExactly(PendingCacheChange.clear("totals", 0));
    }

    @Test
    void aClearInDeliveryThatIsNotDeliveredIsNotReplacedByAnExpiry() {
        this.pending.add(PendingCacheChange.clear("totals", 0));
        PendingItem inDelivery = this.pending.list().get(0);
        this.pending.begin(inDelivery);
        this.pending.add(PendingCacheChange.expireAll("totals", 0));
        this.pending.end(inDelivery, false);
        assertThat(changes()).containsExactly(PendingCacheChange.clear("totals", 0));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofTwoChangesOfAKeyWhatIsRightAfterBothIsLeft(PendingChange first, PendingChange second, PendingChange left) {
        this.pending.add(first);
        this.pending.add(second);
        assertThat(changes()).containsExactly(left);
    }

    @Test
    void aClearIsAllThatIsLeft() {
        this.pending.add(EVICT);
        this.pending.add(PendingCacheChange.clear("totals", 0));
        this.pending.add(PendingKeyChange.evict(FR));
        this.pending.add(PendingKeyChange.evict(ORDER));
        assertThat(changes()).containsExactlyInAnyOrder(PendingCacheChange.clear("totals", 0),
                PendingKeyChange.evict(ORDER));
    }

    @Test
    void tooManyChangesMakeAClearOfTheirCacheAlone() {
        this.pending.add(PendingKeyChange.evict(ORDER));
        for (int i = 0; i < 3; i++) {
            assertThat(this.pending.add(PendingKeyChange.evict(new CacheKey("totals", "" + i)))).isZero();
        }
        assertThat(this.pending.add(EVICT)).isEqualTo(4);
        assertThat(this.pending.add(PendingKeyChange.evict(FR))).isZero();
        assertThat(changes()).containsExactlyInAnyOrder(PendingCacheChange.clear("totals", 0),
                PendingKeyChange.evict(ORDER));
        assertThat(this.pending.count()).isEqualTo(2);
    }

    @Test
    void aChangeThatIsCarriedOutDropsWhatWasPendingBeforeItWasSent() {
        this.pending.add(EXPIRE);
        settle(EVICT);
        assertThat(this.pending.isEmpty()).isTrue();
    }

    @Test
    void aChangeThatIsCarriedOutDropsNothingThatWasAddedMeanwhile() {
        this.pending.add(PendingKeyChange.evict(ORDER));
        SentChange sent = this.pending.send(EVICT);
        this.pending.add(EVICT);
        this.pending.settle(sent);
        assertThat(changes()).containsExactly(PendingKeyChange.evict(ORDER), EVICT);
    }

    @Test
    void anExpireThatIsCarriedOutDoesNotDropAnEvict() {
        this.pending.add(EVICT);
        settle(EXPIRE);
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void aClearThatIsCarriedOutDropsAllOfItsCache() {
        this.pending.add(EVICT);
        this.pending.add(PendingKeyChange.evict(FR));
        this.pending.add(PendingKeyChange.evict(ORDER));
        settle(PendingCacheChange.clear("totals", 0));
        assertThat(changes()).containsExactly(PendingKeyChange.evict(ORDER));
    }

    @Test
    void aPutInDeliveryIsFollowedByAnEvictIfAnEvictPassedIt() {
        this.pending.add(NEW);
        PendingItem inDelivery = this.pending.list().get(0);
        assertThat(this.pending.begin(inDelivery)).isTrue();
        settle(EVICT);
        this.pending.end(inDelivery, true);
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void aMarkOfStalenessThatIsCarriedOutFollowsAPendingPut() {
        for (PendingChange mark : List.<PendingChange>of(EXPIRE, PendingCacheChange.expireAll("totals", 0))) {
            this.pending.add(NEW);
            settle(mark);
            assertThat(changes()).containsExactly(of(false, NEW, true));
            settle(EVICT);
        }
    }

    @Test
    void aTombstoneThatIsCarriedOutFollowsAPendingEvict() {
        this.pending.add(EVICT);
        settle(TOMBSTONE);
        assertThat(changes()).containsExactly(of(true, TOMBSTONE, false));
    }

    @Test
    void anEvictThatOverlapsTheEndOfADeliveryFollowsItsPut() {
        SentChange evict = sentPastTheDeliveryOf(NEW);
        this.pending.settle(evict);
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void anOlderPutThanTheOneDeliveredFollowsTheEvictBetweenThem() {
        SentChange evict = sentPastTheDeliveryOf(NEW);
        this.pending.add(OLD);
        this.pending.settle(evict);
        assertThat(changes()).containsExactly(of(true, OLD, false));
    }

    @Test
    void anOlderClearDoesNotDropAClearThatCoversANewerChange() {
        PendingCacheChange clear = PendingCacheChange.clear("totals", 0);
        this.pending.add(clear);
        SentChange older = this.pending.send(clear);
        this.pending.add(EVICT);
        this.pending.settle(older);
        assertThat(changes()).containsExactly(clear);
    }

    @Test
    void aChangeAddedWhileAnEqualOneIsInDeliveryIsDeliveredToo() {
        for (PendingChange change : List.<PendingChange>of(EVICT, PendingCacheChange.clear("orders", 0))) {
            this.pending.add(change);
            PendingItem inDelivery = this.pending.list().get(0);
            this.pending.begin(inDelivery);
            this.pending.add(change);
            this.pending.end(inDelivery, true);
            assertThat(changes()).containsExactly(change);
            settle(change);
        }
    }

    @Test
    void anEvictAddedWhileAClearIsInDeliveryIsDeliveredToo() {
        this.pending.add(PendingCacheChange.clear("totals", 0));
        PendingItem inDelivery = this.pending.list().get(0);
        this.pending.begin(inDelivery);
        this.pending.add(EVICT);
        this.pending.end(inDelivery, true);
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void whatWasDroppedMeanwhileIsNotDelivered() {
        this.pending.add(EVICT);
        PendingItem listed = this.pending.list().get(0);
        settle(EVICT);
        assertThat(this.pending.begin(listed)).isFalse();
    }

    @Test
    void whatWasNotDeliveredGoesToTheEnd() {
        this.pending.add(EVICT);
        this.pending.add(PendingKeyChange.evict(FR));
        PendingItem first = this.pending.list().get(0);
        this.pending.begin(first);
        this.pending.end(first, false);
        assertThat(changes()).containsExactly(PendingKeyChange.evict(FR), EVICT);
    }

    /** Returns an evict that is under way while the delivery of a put ends. */
    private SentChange sentPastTheDeliveryOf(PendingKeyChange put) {
        this.pending.add(put);
        PendingItem delivery = this.pending.list().get(0);
        assertThat(this.pending.begin(delivery)).isTrue();
        SentChange evict = this.pending.send(EVICT);
        this.pending.end(delivery, true);
        return evict;
    }

    /** The store carries a change out, and nothing happens meanwhile. */
    private void settle(PendingChange done) {
        this.pending.settle(this.pending.send(done));
    }

    private List<PendingChange> changes() {
        return this.pending.list().stream().map(PendingItem::change).toList();
    }

}
