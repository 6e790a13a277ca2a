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
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/** What a store does with the entries that it keeps. */
abstract class StoredEntryContract extends ReplaceContract {

    @Test
    void putBeginsAndEndsNow() {
        Instant before = now();
        store().put(KEY, fill("v1"));

        Entry entry = store().get(KEY);
        assertThat(entry.payload()).isEqualTo(payload("v1"));
        assertThat(entry.loadStart()).isBetween(before, now());
        assertThat(entry.freshUntil()).isEqualTo(entry.loadStart().plus(LONG));
        assertThat(entry.version()).isEqualTo(7);
    }

    @Test
    void severalKeysAreFoundAtOnce() {
        CacheKey absent = new CacheKey("totals", "IT");
        store().put(OTHER, fill("other"));
        store().put(KEY, fill("v1"));

        assertThat(store().getAll(List.of(KEY, absent, OTHER), 0))
            .isEqualTo(Map.of(KEY, store().get(KEY), OTHER, store().get(OTHER)));
        assertThat(store().getAll(List.of(absent), 0)).isEmpty();
    }

    @Test
    void unknownCostStaysWhatItWas() {
        store().put(KEY, fill("v1"));

        store().put(KEY, fill("v2", Duration.ZERO));
        assertThat(store().get(KEY).cost()).isEqualTo(Duration.ofNanos(1_234_000));

        publish("a", begin(store().get(KEY), "a"), fill("v3", Duration.ZERO));
        assertThat(store().get(KEY).cost()).isEqualTo(Duration.ofNanos(1_234_000));

        store().put(KEY, fill("v4", Duration.ofMillis(5)));
        assertThat(store().get(KEY).cost()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void costOfAFirstValueMayBeUnknown() {
        store().put(KEY, fill("v1", Duration.ZERO));

        assertThat(store().get(KEY).cost()).isZero();
    }

    @Test
    void entryIsKeptBeyondItsFreshTime() {
        store().put(KEY, fill("v1", Duration.ofMillis(1), LONG));
        elapse(Duration.ofMillis(2));

        assertThat(store().get(KEY).freshUntil()).isBefore(now());
    }

    @Test
    void entryIsGoneWhenItIsNoLongerKept() {
        store().put(KEY, fill("v1", Duration.ofMillis(1), Duration.ofMillis(20)));
        elapse(Duration.ofMillis(21));

        assertThat(store().get(KEY)).isNull();
    }

    @Test
    void expiredEntryIsTheSameInEverythingElse() {
        store().put(KEY, fill("v1"));
        Entry before = store().get(KEY);

        store().expire(KEY);
        store().expire(KEY);

        assertThat(store().get(KEY)).isEqualTo(new Entry(before.loadStart(), before.freshUntil(), before.cost(),
                before.version(), Entry.Kind.EXPIRED, before.stamps(), before.payload()));
    }

    @Test
    void expiredEntryIsKeptNoLongerThanBefore() {
        store().put(KEY, fill("v1", Duration.ofMillis(1), Duration.ofMillis(20)));
        store().expire(KEY);
        elapse(Duration.ofMillis(21));

        assertThat(store().get(KEY)).isNull();
    }

    @Test
    void evictRemovesOneKey() {
        store().put(KEY, fill("v1"));
        store().put(OTHER, fill("v2"));

        store().evict(KEY);

        assertThat(store().get(KEY)).isNull();
        assertThat(store().get(OTHER).payload()).isEqualTo(payload("v2"));
        assertSignalsInAnyOrder(new Signal.Evicted(KEY), new Signal.Evicted(OTHER), new Signal.Evicted(KEY));
    }

    @Test
    void evictOfNothingIsSignalled() {
        store().evict(KEY);

        assertSignals(new Signal.Evicted(KEY));
    }

    @Test
    void nullIsAValue() {
        store().put(KEY, new NewEntry(Payload.ofNull(), LONG, LONG, Duration.ZERO, null));

        assertThat(store().get(KEY).payload().isNull()).isTrue();
        store().expire(KEY);
        assertThat(store().get(KEY).payload().isNull()).isTrue();
        assertThat(store().get(KEY).kind()).isEqualTo(Entry.Kind.EXPIRED);
    }

    @Test
    void anyBytesAreAValue() {
        byte[] bytes = new byte[1_000_000];
        IntStream.range(0, bytes.length).forEach((i) -> bytes[i] = (byte) i);

        store().put(KEY, new NewEntry(Payload.of(bytes), LONG, LONG, Duration.ZERO, null));
        store().put(OTHER, new NewEntry(Payload.of(new byte[0]), LONG, LONG, Duration.ZERO, null));

        assertThat(store().get(KEY).payload()).isEqualTo(Payload.of(bytes));
        assertThat(store().get(OTHER).payload()).isEqualTo(Payload.of(new byte[0]));
    }

    @Test
    void numbersAreKeptToTheLastDigit() {
        Duration cost = Duration.ofNanos(8_999_999_999_999_999L * 1_000);
        store().put(KEY, new NewEntry(payload("v"), LONG, LONG, cost, Long.MAX_VALUE));
        store().put(OTHER, new NewEntry(payload("v"), LONG, LONG, Duration.ofNanos(1_000), Long.MIN_VALUE));

        assertThat(store().get(KEY).version()).isEqualTo(Long.MAX_VALUE);
        assertThat(store().get(KEY).cost()).isEqualTo(cost);
        assertThat(store().get(OTHER).version()).isEqualTo(Long.MIN_VALUE);
        assertThat(store().get(OTHER).cost()).isEqualTo(Duration.ofNanos(1_000));
    }

    @Test
    void stampsAndShapeAreKept() {
        Marks stamps = new Marks(Marks.MAX, 7);
        Payload payload = Payload.of(new byte[] { 1 }, Long.MIN_VALUE + 1);
        store().put(KEY, new NewEntry(payload, LONG, LONG, Duration.ZERO, null, stamps));
        assertThat(store().get(KEY).stamps()).isEqualTo(stamps);
        assertThat(store().get(KEY).payload()).isEqualTo(payload);

        Marks later = new Marks(1, Marks.MAX);
        Payload other = Payload.of(new byte[] { 1 }, -1);
        publish("a", begin(store().get(KEY), "a"), new NewEntry(other, LONG, LONG, Duration.ZERO, null, later));
        store().expire(KEY);
        assertThat(store().get(KEY).stamps()).isEqualTo(later);
        assertThat(store().get(KEY).payload()).isEqualTo(other);
        begin(store().get(KEY), "b");
    }

    @Test
    void livesMayBeVeryLongOrVeryShort() {
        store().put(KEY, fill("v1", Duration.ofDays(36_500), Duration.ofSeconds(Long.MAX_VALUE)));
        store().put(OTHER, fill("v1", Duration.ofNanos(1), Duration.ofNanos(1)));

        assertThat(store().get(KEY).freshUntil()).isAfter(now().plus(Duration.ofDays(36_499)));
        elapse(Duration.ofMillis(2));
        assertThat(store().get(OTHER)).isNull();
    }

    @Test
    void keysMayHoldAnyText() {
        List<CacheKey> keys = Stream
            .of("", " ", "a:b", "}{", "{x}", "}", "}:lease", "}:fence", "\u0000\n", "Zürich 東京 🚀")
            .map((text) -> new CacheKey("tötals", text))
            .toList();

        keys.forEach((key) -> store().put(key, fill(key.toString())));

        assertThat(keys).allSatisfy((key) -> assertThat(store().get(key).payload()).isEqualTo(payload(key.toString())));
        assertSignalsInAnyOrder(keys.stream().map(Signal.Evicted::new).toArray(Signal[]::new));
    }

}
