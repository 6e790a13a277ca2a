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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.EntryStore.Begin.Started;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.Signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the tests of a store need of it, and of the server behind it. */
abstract class StoreUnderTest {

    protected static final CacheKey KEY = new CacheKey("totals", "DE");

    protected static final CacheKey OTHER = new CacheKey("totals", "FR");

    protected static final Duration LONG = Duration.ofMinutes(1);

    /** The store under test, the same one during a test. */
    protected abstract BlockingStore store();

    /** The time of the store. */
    protected abstract Instant now();

    /** Lets at least this much of the store's time pass. */
    protected abstract void elapse(Duration duration);

    /**
     * What was signalled since the test began; may lag behind. Signals of one key are in
     * order, those of different keys may come from different servers.
     */
    protected abstract List<Signal> signals();

    protected final Instant begin(Entry seen, String token) {
        return ((Started) store().begin(KEY, seen, claim(token))).at();
    }

    protected final boolean publish(String token, Instant start, NewEntry newEntry) {
        return store().publish(KEY, claim(token), start, newEntry) == EntryStore.Published.STORED;
    }

    protected static Claim claim(String token) {
        return new Claim(token, null, LONG, false);
    }

    protected final void assertSignals(Signal... expected) {
        await().atMost(Duration.ofSeconds(5)).until(() -> signals().size() >= expected.length);
        assertThat(signals()).containsExactly(expected);
    }

    protected final void assertSignalsInAnyOrder(Signal... expected) {
        await().atMost(Duration.ofSeconds(5)).until(() -> signals().size() >= expected.length);
        assertThat(signals()).containsExactlyInAnyOrder(expected);
    }

    protected static NewEntry fill(String text) {
        return fill(text, Duration.ofNanos(1_234_567));
    }

    protected static NewEntry fill(String text, Duration cost) {
        return new NewEntry(payload(text), LONG, LONG.multipliedBy(2), cost, 7L);
    }

    protected static NewEntry fill(String text, Duration fresh, Duration kept) {
        return new NewEntry(payload(text), fresh, kept, Duration.ZERO, null);
    }

    protected static Payload payload(String text) {
        return Payload.of(text.getBytes(StandardCharsets.UTF_8));
    }

}
