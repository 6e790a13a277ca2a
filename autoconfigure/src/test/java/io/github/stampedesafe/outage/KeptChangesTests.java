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

class KeptChangesTests {

    private static final KeptKeyChange OLD = KeptKeyChange.put(DE, GuardedInstance.fill("old", 3L));

    private static final KeptKeyChange NEW = KeptKeyChange.put(DE, GuardedInstance.fill("new", 5L));

    private static final KeptKeyChange BURIED = KeptKeyChange.bury(DE, new Tombstone(5, Duration.ofMinutes(1)));

    private static final KeptKeyChange EVICT = KeptKeyChange.evict(DE);

    private static final KeptKeyChange EXPIRE = KeptKeyChange.expire(DE);

    private final KeptChanges kept = new KeptChanges(3);

    static List<Arguments> pairs() {
        return List.of(Arguments.of(EVICT, EVICT, EVICT), Arguments.of(EXPIRE, EXPIRE, EXPIRE),
                Arguments.of(EXPIRE, EVICT, EVICT), Arguments.of(EVICT, EXPIRE, of(true, null, true)),
                Arguments.of(OLD, NEW, NEW), Arguments.of(NEW, OLD, NEW), Arguments.of(NEW, BURIED, BURIED),
                Arguments.of(BURIED, NEW, NEW), Arguments.of(BURIED, OLD, BURIED), Arguments.of(NEW, EVICT, EVICT),
                Arguments.of(EVICT, NEW, of(true, NEW, false)), Arguments.of(EXPIRE, NEW, of(false, NEW, true)),
                Arguments.of(NEW, EXPIRE, of(false, NEW, true)));
    }

    private static KeptKeyChange of(boolean evicts, @Nullable KeptKeyChange versioned, boolean expires) {
        return new KeptKeyChange(DE, evicts, (versioned != null) ? versioned.versioned() : null, expires);
    }

    @Test
    void anUnversionedPutIsAnEvict() {
        assertThat(KeptKeyChange.put(DE, GuardedInstance.fill("any", null))).isEqualTo(EVICT);
    }

    @Test
    void anExpiryOfACacheIsKeptBesideItsKeysAndNotBesideAClear() {
        this.kept.keep(EVICT);
        this.kept.keep(KeptCacheChange.expireAll("totals", 0));
        assertThat(changes()).containsExactly(EVICT, KeptCacheChange.expireAll("totals", 0));
        this.kept.settle(KeptCacheChange.expireAll("totals", 0), this.kept.mark());
        assertThat(changes()).containsExactly(EVICT);
        this.kept.keep(KeptCacheChange.clear("totals", 0));
        this.kept.keep(KeptCacheChange.expireAll("totals", 0));
        this.kept.settle(KeptCacheChange.expireAll("totals", 0), this.kept.mark());
        assertThat(changes()).containsExactly(KeptCacheChange.clear("totals", 0));
    }

    @Test
    void aClearUnderWayThatIsNotDeliveredIsNotReplacedByAnExpiry() {
        this.kept.keep(KeptCacheChange.clear("totals", 0));
        KeptChanges.Kept underWay = this.kept.list().get(0);
        this.kept.begin(underWay);
        this.kept.keep(KeptCacheChange.expireAll("totals", 0));
        this.kept.end(underWay, false);
        assertThat(changes()).containsExactly(KeptCacheChange.clear("totals", 0));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofTwoChangesOfAKeyWhatIsRightAfterBothIsLeft(KeptChange first, KeptChange second, KeptChange left) {
        this.kept.keep(first);
        this.kept.keep(second);
        assertThat(changes()).containsExactly(left);
    }

    @Test
    void aClearIsAllThatIsLeft() {
        this.kept.keep(EVICT);
        this.kept.keep(KeptCacheChange.clear("totals", 0));
        this.kept.keep(KeptKeyChange.evict(FR));
        this.kept.keep(KeptKeyChange.evict(ORDER));
        assertThat(changes()).containsExactlyInAnyOrder(KeptCacheChange.clear("totals", 0), KeptKeyChange.evict(ORDER));
    }

    @Test
    void tooManyChangesMakeAClearOfTheirCacheAlone() {
        this.kept.keep(KeptKeyChange.evict(ORDER));
        for (int i = 0; i < 3; i++) {
            assertThat(this.kept.keep(KeptKeyChange.evict(new CacheKey("totals", "" + i)))).isZero();
        }
        assertThat(this.kept.keep(EVICT)).isEqualTo(4);
        assertThat(this.kept.keep(KeptKeyChange.evict(FR))).isZero();
        assertThat(changes()).containsExactlyInAnyOrder(KeptCacheChange.clear("totals", 0), KeptKeyChange.evict(ORDER));
        assertThat(this.kept.count()).isEqualTo(2);
    }

    @Test
    void whatIsCarriedOutDropsWhatWasKeptBeforeItWasSent() {
        this.kept.keep(EXPIRE);
        long mark = this.kept.mark();
        this.kept.settle(EVICT, mark);
        assertThat(this.kept.isEmpty()).isTrue();
    }

    @Test
    void whatIsCarriedOutDropsNothingThatWasKeptMeanwhile() {
        long mark = this.kept.mark();
        this.kept.keep(EVICT);
        this.kept.settle(EVICT, mark);
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void anExpireThatIsCarriedOutDoesNotDropAnEvict() {
        this.kept.keep(EVICT);
        this.kept.settle(EXPIRE, this.kept.mark());
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void aClearThatIsCarriedOutDropsAllOfItsCache() {
        this.kept.keep(EVICT);
        this.kept.keep(KeptKeyChange.evict(FR));
        this.kept.keep(KeptKeyChange.evict(ORDER));
        this.kept.settle(KeptCacheChange.clear("totals", 0), this.kept.mark());
        assertThat(changes()).containsExactly(KeptKeyChange.evict(ORDER));
    }

    @Test
    void aStoreUnderWayIsFollowedByAnEvictIfAnEvictPassedIt() {
        this.kept.keep(NEW);
        KeptChanges.Kept underWay = this.kept.list().get(0);
        assertThat(this.kept.begin(underWay)).isTrue();
        this.kept.settle(EVICT, this.kept.mark());
        this.kept.end(underWay, true);
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void aChangeKeptWhileAnEqualOneIsUnderWayIsDeliveredToo() {
        for (KeptChange change : List.<KeptChange>of(EVICT, KeptCacheChange.clear("orders", 0))) {
            this.kept.keep(change);
            KeptChanges.Kept underWay = this.kept.list().get(0);
            this.kept.begin(underWay);
            this.kept.keep(change);
            this.kept.end(underWay, true);
            assertThat(changes()).containsExactly(change);
            this.kept.settle(change, this.kept.mark());
        }
    }

    @Test
    void anEvictKeptWhileAClearIsUnderWayIsDeliveredToo() {
        this.kept.keep(KeptCacheChange.clear("totals", 0));
        KeptChanges.Kept underWay = this.kept.list().get(0);
        this.kept.begin(underWay);
        this.kept.keep(EVICT);
        this.kept.end(underWay, true);
        assertThat(changes()).containsExactly(EVICT);
    }

    @Test
    void whatWasDroppedMeanwhileIsNotDelivered() {
        this.kept.keep(EVICT);
        KeptChanges.Kept listed = this.kept.list().get(0);
        this.kept.settle(EVICT, this.kept.mark());
        assertThat(this.kept.begin(listed)).isFalse();
    }

    @Test
    void whatWasNotDeliveredGoesToTheEnd() {
        this.kept.keep(EVICT);
        this.kept.keep(KeptKeyChange.evict(FR));
        KeptChanges.Kept first = this.kept.list().get(0);
        this.kept.begin(first);
        this.kept.end(first, false);
        assertThat(changes()).containsExactly(KeptKeyChange.evict(FR), EVICT);
    }

    private List<KeptChange> changes() {
        return this.kept.list().stream().map(KeptChanges.Kept::change).toList();
    }

}
