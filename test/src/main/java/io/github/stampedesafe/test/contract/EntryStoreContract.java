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
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.EntryStore.Begin.Changed;
import io.github.stampedesafe.store.EntryStore.Begin.Started;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link EntryStore} does. An implementation extends this class, returns its
 * store as {@code new BlockingStore(store)}, the same one during a test and one with
 * nothing in it for each test, and passes all tests.
 */
public abstract class EntryStoreContract extends ClaimContract {

    @Test
    void nothingIsStoredAtFirst() {
        assertThat(store().get(KEY)).isNull();
        assertThat(store().marks(Set.of("totals")).get("totals")).isNull();
    }

    @Test
    void publishedValueIsStoredWithTheTimesOfTheStore() {
        Instant before = now();
        Instant start = begin(null, "a");
        elapse(Duration.ofMillis(5));
        Instant loaded = now();

        assertThat(publish("a", start, fill("v1"))).isTrue();

        Entry entry = store().get(KEY);
        assertThat(entry.payload()).isEqualTo(payload("v1"));
        assertThat(entry.loadStart()).isEqualTo(start).isBetween(before, loaded);
        assertThat(entry.freshUntil()).isBetween(loaded.plus(LONG), now().plus(LONG));
        assertThat(entry.cost()).isEqualTo(Duration.ofNanos(1_234_000));
        assertThat(entry.version()).isEqualTo(7);
        assertThat(entry.kind()).isEqualTo(Entry.Kind.VALUE);
        assertSignals(new Signal.Filled(KEY));
    }

    @Test
    void secondLookFindsWhatWasPublishedMeanwhile() {
        publish("a", begin(null, "a"), fill("v1"));

        assertThat(store().begin(KEY, null, claim("b"))).isEqualTo(new Changed(store().get(KEY)));
        assertThat(publish("b", now(), fill("v2"))).as("no fence was set").isFalse();
    }

    @Test
    void secondLookFindsThatTheEntryIsGone() {
        store().put(KEY, fill("v1"));
        Entry seen = store().get(KEY);
        store().evict(KEY);

        assertThat(store().begin(KEY, seen, claim("a"))).isEqualTo(new Changed(null));
    }

    @Test
    void secondLookFindsThatTheEntryWasMarkedExpired() {
        store().put(KEY, fill("v1"));
        Entry seen = store().get(KEY);
        store().expire(KEY);

        assertThat(store().begin(KEY, seen, claim("a"))).isEqualTo(new Changed(store().get(KEY)));
    }

    @Test
    void secondLookFindsTheEntryThatWasSeen() {
        store().put(KEY, fill("v1"));
        store().expire(KEY);
        Instant start = begin(store().get(KEY), "a");

        assertThat(publish("a", start, fill("v2"))).isTrue();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("v2"));
        assertThat(store().get(KEY).kind()).isEqualTo(Entry.Kind.VALUE);
    }

    @Test
    void fencePublishesOnce() {
        Instant start = begin(null, "a");

        assertThat(publish("a", start, fill("v1"))).isTrue();
        assertThat(publish("a", start, fill("v2"))).isFalse();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("v1"));
    }

    @Test
    void laterFenceReplacesAnEarlierOne() {
        Instant first = begin(null, "a");
        Instant second = begin(null, "b");

        assertThat(publish("a", first, fill("v1"))).isFalse();
        assertThat(store().get(KEY)).isNull();
        assertThat(publish("b", second, fill("v2"))).isTrue();
    }

    @Test
    void fenceEndsWithItsLife() {
        Instant start = ((Started) store().begin(KEY, null, new Claim("a", null, Duration.ofMillis(20), false))).at();
        elapse(Duration.ofMillis(21));

        assertThat(publish("a", start, fill("v1"))).isFalse();
        assertThat(store().get(KEY)).isNull();
    }

    @Test
    void fenceOfOneKeyIsNoneOfAnother() {
        Instant start = begin(null, "a");

        assertThat(store().publish(OTHER, claim("a"), start, fill("v1"))).isEqualTo(Published.REFUSED);
        assertThat(store().get(OTHER)).isNull();
    }

    @Test
    void ofManyThatBeganOnlyTheLastPublishes() {
        AtomicInteger published = new AtomicInteger();
        List<String> tokens = IntStream.range(0, 32).mapToObj((i) -> "token" + i).toList();
        List<Instant> starts = tokens.parallelStream().map((token) -> begin(null, token)).toList();

        IntStream.range(0, 32).parallel().forEach((i) -> {
            if (publish(tokens.get(i), starts.get(i), fill(tokens.get(i)))) {
                published.incrementAndGet();
            }
        });

        assertThat(published).hasValue(1);
    }

    @Test
    void loadThatBeganBeforeAnEvictCannotPublish() {
        Instant start = begin(null, "a");
        store().evict(KEY);

        assertThat(publish("a", start, fill("old"))).isFalse();
        assertThat(store().get(KEY)).isNull();
        assertSignals(new Signal.Evicted(KEY));
    }

    @Test
    void loadThatBeganBeforeAPutCannotPublish() {
        Instant start = begin(null, "a");
        store().put(KEY, fill("new"));

        assertThat(publish("a", start, fill("old"))).isFalse();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("new"));
        assertSignals(new Signal.Evicted(KEY));
    }

    @Test
    void loadThatBeganBeforeAnExpireCannotPublish() {
        store().put(KEY, fill("v1"));
        Instant start = begin(store().get(KEY), "a");
        store().expire(KEY);

        assertThat(publish("a", start, fill("old"))).isFalse();
        assertThat(store().get(KEY).kind()).isEqualTo(Entry.Kind.EXPIRED);
        assertSignals(new Signal.Evicted(KEY), new Signal.Evicted(KEY));
    }

    @Test
    void loadThatBeganBeforeAnExpireOfNothingCannotPublish() {
        Instant start = begin(null, "a");
        store().expire(KEY);

        assertThat(publish("a", start, fill("old"))).isFalse();
        assertThat(store().get(KEY)).isNull();
    }

    @Test
    void abandonedLoadStoresNothing() {
        Instant start = begin(null, "a");

        assertThat(store().abandon(KEY, claim("a"))).isTrue();
        assertThat(publish("a", start, fill("v1"))).isFalse();
        assertThat(store().get(KEY)).isNull();
        assertSignals(new Signal.Failed(KEY));
    }

    @Test
    void whoeverLostTheFenceChangesAndSignalsNothing() {
        begin(null, "a");
        Instant start = begin(null, "b");

        assertThat(store().abandon(KEY, claim("a"))).isFalse();
        assertThat(publish("a", start, fill("v1"))).isFalse();
        assertThat(publish("b", start, fill("v2"))).isTrue();
        assertSignals(new Signal.Filled(KEY));
    }

    @Test
    void clearMarksTheCacheWithTheTimeOfTheStore() {
        Instant before = now();

        long mark = store().clear("totals", 0);

        assertThat(Instant.ofEpochMilli(mark)).isBetween(before, now());
        assertThat(store().marks(Set.of("totals")).get("totals")).isEqualTo(Marks.cleared(mark));
        assertThat(store().marks(Set.of("orders")).get("orders")).isNull();
        assertSignals(new Signal.Cleared("totals", mark));
    }

    @Test
    void everyClearSetsAHigherMarkHoweverSoonItIs() {
        long mark = 0;
        for (int i = 0; i < 50; i++) {
            long next = store().clear("totals", 0);
            assertThat(next).isGreaterThan(mark);
            mark = next;
        }
        assertThat(store().marks(Set.of("totals")).get("totals")).isEqualTo(Marks.cleared(mark));
    }

    @Test
    void newMarkIsHigherThanTheOneThatIsKnownShouldTheStoreHaveLostIt() {
        long known = now().toEpochMilli() + 1_000_000;

        assertThat(store().clear("totals", known)).isEqualTo(known + 1);
        assertThat(store().expireAll("totals", known)).isEqualTo(known + 1);
        assertThat(store().clear("totals", 0)).as("the clock has not come as far").isEqualTo(known + 2);
    }

    @Test
    void marksAreRestoredIfTheyAreLowerAndNotOtherwise() {
        store().restore("totals", new Marks(7, 0));
        assertThat(store().marks(Set.of("totals")).get("totals")).isEqualTo(Marks.cleared(7));
        store().restore("totals", new Marks(6, 9));
        assertThat(store().marks(Set.of("totals")).get("totals")).isEqualTo(new Marks(7, 9));
        store().restore("totals", new Marks(Marks.MAX, Marks.MAX));
        assertThat(store().marks(Set.of("totals")).get("totals")).isEqualTo(new Marks(Marks.MAX, Marks.MAX));
        assertSignals();
    }

    @Test
    void clearLeavesEntriesToTheirReaders() {
        store().put(KEY, fill("v1"));

        long mark = store().clear("totals", 0);

        assertThat(store().get(KEY).stamps().cleared()).isLessThan(mark);
    }

}
