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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Tombstone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What a store does with a value that may replace nothing but what was seen. */
abstract class ReplaceContract extends StoreUnderTest {

    private static final long OURS = 1;

    private static final long THEIRS = 2;

    @Test
    void nothingIsReplaced() {
        Instant before = now();

        assertThat(store().replace(KEY, null, 0, fill("v1"))).isTrue();

        Entry entry = store().get(KEY);
        assertThat(entry.payload()).isEqualTo(payload("v1"));
        assertThat(entry.loadStart()).isBetween(before, now());
        assertThat(entry.freshUntil()).isEqualTo(entry.loadStart().plus(LONG));
        assertSignals(new Signal.Evicted(KEY));
    }

    @Test
    void entryThatWasNotSeenIsNotReplaced() {
        store().put(KEY, fill("v1"));
        Entry stored = store().get(KEY);

        assertThat(store().replace(KEY, null, 0, fill("v2"))).isFalse();

        assertThat(store().get(KEY)).isEqualTo(stored);
        assertSignals(new Signal.Evicted(KEY));
    }

    @Test
    void entryThatWasSeenIsReplacedAndIsThenAnother() {
        store().put(KEY, fill("v1"));
        store().expire(KEY);
        Entry seen = store().get(KEY);

        assertThat(store().replace(KEY, seen, 0, fill("v2"))).isTrue();
        assertThat(store().replace(KEY, seen, 0, fill("v3"))).isFalse();

        assertThat(store().get(KEY).payload()).isEqualTo(payload("v2"));
        assertThat(store().get(KEY).kind()).isEqualTo(Entry.Kind.VALUE);
    }

    @Test
    void entryThatIsGoneIsNotReplaced() {
        store().put(KEY, fill("v1"));
        Entry seen = store().get(KEY);
        store().evict(KEY);

        assertThat(store().replace(KEY, seen, 0, fill("v2"))).isFalse();
        assertThat(store().get(KEY)).isNull();
    }

    @Test
    void tombstoneIsReplacedUnlessTheValueHasALowerVersion() {
        store().evict(KEY, new Tombstone(8, LONG));
        Entry tombstone = store().get(KEY);

        assertThat(store().replace(KEY, tombstone, 0, fill("version 7"))).isFalse();
        assertThat(store().replace(KEY, tombstone, 0, fill("none", LONG, LONG))).isTrue();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("none"));
    }

    @Test
    void loadThatBeganBeforeAReplacementCannotPublish() {
        Instant start = begin(null, "a");

        store().replace(KEY, null, 0, fill("new"));

        assertThat(publish("a", start, fill("old"))).isFalse();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("new"));
    }

    @Test
    void loadThatBeganBeforeAReplacementThatFailsGoesOn() {
        store().put(KEY, fill("v1"));
        Entry seen = store().get(KEY);
        elapse(Duration.ofMillis(2));
        Instant start = begin(seen, "a");

        store().replace(KEY, null, 0, fill("v2"));

        assertThat(publish("a", start, fill("v3"))).isTrue();
        assertThat(store().replace(KEY, seen, 0, fill("v4"))).as("a load has replaced it").isFalse();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("v3"));
    }

    @Test
    void replacementEndsARememberedFailure() {
        begin(null, "a");
        store().fail(KEY, claim("a"), new RememberedFailure("E", "no", now()), LONG);

        store().replace(KEY, null, 0, fill("v1"));

        assertThat(store().failure(KEY)).isNull();
    }

    @Test
    void ofManyThatSawTheSameOneReplacesIt() {
        List<String> values = IntStream.range(0, 32).mapToObj((i) -> "v" + i).toList();

        List<String> stored = values.parallelStream()
            .filter((value) -> store().replace(KEY, null, 0, fill(value)))
            .toList();

        assertThat(stored).hasSize(1);
        assertThat(store().get(KEY).payload()).isEqualTo(payload(stored.get(0)));
    }

    @Test
    void eachShapeReplacesWhatItsReadersSee() {
        store().put(KEY, shaped("theirs", THEIRS));
        Entry theirs = store().get(KEY, OURS);
        load(theirs, OURS);
        Entry ours = store().get(KEY, OURS);
        assumeThat(store().get(KEY, THEIRS)).as("a store may keep one shape only").isEqualTo(theirs);

        assertThat(store().replace(KEY, theirs, OURS, shaped("late", OURS))).as("seen before the load").isFalse();
        assertThat(store().replace(KEY, ours, THEIRS, shaped("late", THEIRS))).as("seen by others").isFalse();
        assertThat(store().replace(KEY, theirs, THEIRS, shaped("theirs again", THEIRS))).isTrue();

        assertThat(store().get(KEY, OURS)).as("the change of a key is one for all shapes")
            .isEqualTo(store().get(KEY, THEIRS));
    }

    private void load(Entry seen, long shape) {
        Claim claim = new Claim("a", null, LONG, false, shape);
        Instant start = ((Begin.Started) store().begin(KEY, seen, claim)).at();
        assertThat(store().publish(KEY, claim, start, shaped("loaded", shape))).isEqualTo(Published.STORED);
    }

    private static NewEntry shaped(String text, long shape) {
        return new NewEntry(Payload.of(payload(text).bytes(), shape), LONG, LONG, Duration.ZERO, null, Marks.NONE);
    }

}
