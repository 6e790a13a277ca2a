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

package io.github.stampedesafe.test.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore.Begin.Changed;
import io.github.stampedesafe.store.EntryStore.Begin.Failed;
import io.github.stampedesafe.store.EntryStore.Begin.Lost;
import io.github.stampedesafe.store.EntryStore.Begin.Started;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Tombstone;

import static org.assertj.core.api.Assertions.assertThat;

/** What a store does with versions, remembered failures, lost leases and marks. */
abstract class ClaimContract extends StoredEntryContract {

    private static final RememberedFailure FAILURE = new RememberedFailure("java.io.IOException", "no table\nat all",
            Instant.ofEpochMilli(1_763_632_797_696L));

    @Test
    void putOfALowerVersionChangesNothing() {
        store().put(KEY, versioned("v2", 2L));
        Entry before = store().get(KEY);
        Instant start = begin(before, "a");

        assertThat(store().put(KEY, versioned("v1", 1L))).isFalse();

        assertThat(store().get(KEY)).isEqualTo(before);
        assertThat(store().publish(KEY, claim("a"), start, versioned("v2", 2L))).as("the fence stands")
            .isEqualTo(Published.STORED);
        assertSignals(new Signal.Evicted(KEY), new Signal.Filled(KEY));
    }

    @ParameterizedTest
    @ValueSource(longs = { 2, 3, 255, 256, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE })
    void putOfTheSameOrAHigherVersionReplaces(long version) {
        store().put(KEY, versioned("v2", 2L));

        assertThat(store().put(KEY, versioned("new", version))).isTrue();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("new"));
        assertThat(store().get(KEY).version()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(longs = { Long.MIN_VALUE, -256, -2, -1, 0, 1, 1L << 53 })
    void versionsAreComparedToTheLastDigit(long version) {
        store().put(KEY, versioned("v", version + 1));

        assertThat(store().put(KEY, versioned("older", version))).isFalse();
        assertThat(store().put(KEY, versioned("same", version + 1))).isTrue();
    }

    @Test
    void valuesWithoutVersionAreInNoOrder() {
        store().put(KEY, versioned("v2", 2L));
        assertThat(store().put(KEY, versioned("none", null))).isTrue();
        assertThat(store().get(KEY).version()).isNull();
        assertThat(store().put(KEY, versioned("v1", 1L))).isTrue();
        assertThat(store().get(KEY).version()).isEqualTo(1);
    }

    @Test
    void loadOfALowerVersionIsNotStoredAndEnds() {
        store().put(KEY, versioned("v2", 2L));
        Instant start = begin(store().get(KEY), "a");

        assertThat(store().publish(KEY, claim("a"), start, versioned("v1", 1L))).isEqualTo(Published.OLDER);

        assertThat(store().get(KEY).payload()).isEqualTo(payload("v2"));
        assertThat(store().abandon(KEY, claim("a"))).as("the fence is gone").isFalse();
        assertSignals(new Signal.Evicted(KEY), new Signal.Failed(KEY));
    }

    @Test
    void versionedEvictLeavesATombstoneThatOlderWritesCannotReplace() {
        store().put(KEY, versioned("v2", 2L));

        assertThat(store().evict(KEY, new Tombstone(3, LONG))).isTrue();

        Entry tombstone = store().get(KEY);
        assertThat(tombstone.kind()).isEqualTo(Entry.Kind.TOMBSTONE);
        assertThat(tombstone.version()).isEqualTo(3);
        assertThat(tombstone.freshUntil()).isEqualTo(tombstone.loadStart().plus(LONG));
        assertThat(store().put(KEY, versioned("late", 2L))).isFalse();
        assertThat(store().publish(KEY, claim("a"), begin(tombstone, "a"), versioned("late", 2L)))
            .isEqualTo(Published.OLDER);
        assertThat(store().get(KEY)).isEqualTo(tombstone);
        assertThat(store().put(KEY, versioned("again", 4L))).isTrue();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("again"));
    }

    @Test
    void whatTheSourceSaysOfADeletedValueOpensNoWayForOlderOnes() {
        store().evict(KEY, new Tombstone(3, LONG));
        NewEntry nothing = new NewEntry(Payload.ofNull(), Duration.ofMillis(20), Duration.ofMillis(20),
                Duration.ofMillis(1), null);

        assertThat(publish("a", begin(store().get(KEY), "a"), nothing)).isTrue();

        assertThat(store().get(KEY).payload().isNull()).isTrue();
        assertThat(store().get(KEY).version()).isEqualTo(3);
        elapse(Duration.ofMillis(21));
        assertThat(store().put(KEY, versioned("late", 2L))).isFalse();
        assertThat(store().put(KEY, versioned("again", 3L))).isTrue();
    }

    @Test
    void loadWithoutVersionKeepsThatOfWhatItReplaces() {
        store().put(KEY, versioned("v3", 3L));

        publish("a", begin(store().get(KEY), "a"), versioned("none", null));

        assertThat(store().get(KEY).payload()).isEqualTo(payload("none"));
        assertThat(store().get(KEY).kind()).isEqualTo(Entry.Kind.VALUE);
        assertThat(store().put(KEY, versioned("late", 2L))).isFalse();
    }

    @Test
    void versionedEvictFencesAsAnyEvict() {
        Instant start = begin(null, "a");

        assertThat(store().evict(KEY, new Tombstone(3, LONG))).isTrue();

        assertThat(publish("a", start, versioned("v4", 4L))).isFalse();
        assertSignals(new Signal.Evicted(KEY));
    }

    @Test
    void versionedEvictOfALowerVersionChangesNothing() {
        store().put(KEY, versioned("v2", 2L));
        Instant start = begin(store().get(KEY), "a");

        assertThat(store().evict(KEY, new Tombstone(1, LONG))).isFalse();

        assertThat(store().get(KEY).payload()).isEqualTo(payload("v2"));
        assertThat(publish("a", start, versioned("v3", 3L))).isTrue();
    }

    @Test
    void tombstoneEndsWithItsLife() {
        store().evict(KEY, new Tombstone(3, Duration.ofMillis(20)));
        elapse(Duration.ofMillis(21));

        assertThat(store().get(KEY)).isNull();
        assertThat(store().put(KEY, versioned("v1", 1L))).isTrue();
    }

    @Test
    void tombstoneIsNeitherAValueThatExpiresNorKeptByAnEvict() {
        store().evict(KEY, new Tombstone(3, LONG));

        store().expire(KEY);
        assertThat(store().get(KEY).kind()).isEqualTo(Entry.Kind.TOMBSTONE);
        store().evict(KEY);
        assertThat(store().get(KEY)).isNull();
    }

    @Test
    void failureIsRememberedForThoseWhoHeedIt() {
        begin(null, "a");

        assertThat(store().fail(KEY, claim("a"), FAILURE, LONG)).isTrue();

        assertThat(store().begin(KEY, null, heeding("b"))).isEqualTo(new Failed(FAILURE));
        assertThat(store().failure(KEY)).isEqualTo(FAILURE);
        assertThat(store().failure(OTHER)).isNull();
        assertThat(store().begin(KEY, null, claim("c"))).isInstanceOf(Started.class);
        assertThat(store().begin(OTHER, null, heeding("d"))).isInstanceOf(Started.class);
        assertSignals(new Signal.Failed(KEY));
    }

    @Test
    void failureIsForgottenAfterItsLife() {
        begin(null, "a");
        store().fail(KEY, claim("a"), FAILURE, Duration.ofMillis(20));
        elapse(Duration.ofMillis(21));

        assertThat(store().begin(KEY, null, heeding("b"))).isInstanceOf(Started.class);
    }

    @Test
    void failureOfWhoeverLostTheFenceIsNotRemembered() {
        begin(null, "a");
        store().evict(KEY);

        assertThat(store().fail(KEY, claim("a"), FAILURE, LONG)).isFalse();
        assertThat(store().begin(KEY, null, heeding("b"))).isInstanceOf(Started.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeEndsARememberedFailure(Consumer<BlockingStore> change) {
        begin(null, "a");
        store().fail(KEY, claim("a"), FAILURE, LONG);

        change.accept(store());

        assertThat(store().begin(KEY, store().get(KEY), heeding("b"))).isInstanceOf(Started.class);
    }

    static Stream<Consumer<BlockingStore>> changes() {
        return Stream.of((store) -> store.put(KEY, fill("v")), (store) -> store.evict(KEY),
                (store) -> store.evict(KEY, new Tombstone(1, LONG)), (store) -> store.expire(KEY));
    }

    @Test
    void secondLookComesBeforeARememberedFailureAndBeforeTheLease() {
        begin(null, "a");
        store().fail(KEY, claim("a"), FAILURE, LONG);
        Instant start = ((Started) store().begin(KEY, null, claim("b"))).at();
        publish("b", start, fill("v1"));

        assertThat(store().begin(KEY, null, new Claim("c", "nobody", LONG, true)))
            .isEqualTo(new Changed(store().get(KEY)));
    }

    @Test
    void whoeverLostItsLeaseCannotBegin() {
        Instant start = begin(null, "a");

        assertThat(store().begin(KEY, null, new Claim("b", "nobody", LONG, false))).isEqualTo(new Lost());

        assertThat(publish("a", start, fill("v1"))).as("the fence of the other stands").isTrue();
    }

    @Test
    void expiryOfACacheIsAMarkOfItsOwn() {
        store().put(KEY, fill("v1"));
        long cleared = store().clear("totals", 0);
        elapse(Duration.ofMillis(2));

        long expired = store().expireAll("totals", 0);

        assertThat(Instant.ofEpochMilli(expired)).isAfter(Instant.ofEpochMilli(cleared)).isBeforeOrEqualTo(now());
        assertThat(store().marks(Set.of("totals", "orders"))).containsOnlyKeys("totals")
            .containsEntry("totals", new Marks(cleared, expired));
        assertThat(store().get(KEY).kind()).isEqualTo(Entry.Kind.VALUE);
        assertSignalsInAnyOrder(new Signal.Evicted(KEY), new Signal.Cleared("totals", cleared),
                new Signal.Expired("totals", expired));
    }

    private static Claim heeding(String token) {
        return new Claim(token, null, LONG, true);
    }

    private static NewEntry versioned(String text, Long version) {
        return new NewEntry(payload(text), LONG, LONG, Duration.ofMillis(1), version);
    }

}
