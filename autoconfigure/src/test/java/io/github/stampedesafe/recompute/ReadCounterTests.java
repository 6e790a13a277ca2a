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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads that are counted without what is asked for. */
class ReadCounterTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final Request LOOK = Request.withoutLoad(KEY, Policy.resolve(), new StringCodec());

    private static final Request REQUEST = new Request(KEY, Policy.resolve(), new StringCodec(), new Load() {

        @Override
        public Object load() {
            return "value";
        }

        @Override
        public Load repeatable() {
            return this;
        }

    });

    private static final Entry ENTRY = new Entry(Instant.EPOCH, Instant.EPOCH.plusSeconds(60), Duration.ofMillis(50),
            null, Entry.Kind.VALUE, Payload.ofNull());

    private final ReadCounter counter = new ReadCounter(10, (cache) -> new HotKeyRule(true, 10, 0.1, null),
            new SplittableRandom(1));

    @Test
    void aKeyThatIsNotTrackedYetIsCountedWithoutARequest() {
        assertThat(this.counter.count(KEY, ENTRY)).isTrue();
        assertThat(this.counter.find(KEY)).isNull();
    }

    @Test
    void aKeyThatEntersNeedsItsRequestOnce() {
        TrackedKey key = track();
        assertThat(key.repeatable()).isNull();
        this.counter.count(REQUEST, ENTRY);
        assertThat(key.repeatable()).isNotNull();
        assertThat(this.counter.count(KEY, ENTRY)).isTrue();
    }

    @Test
    void aReadIsCountedOnceHoweverItIsRecorded() {
        TrackedKey key = track();
        this.counter.count(REQUEST, ENTRY);
        for (int i = 0; i < 9; i++) {
            assertThat(this.counter.count(KEY, ENTRY)).isTrue();
        }
        this.counter.sweep(1, Duration.ofMinutes(1), 1);
        double rate = key.localRate();
        ReadCounter other = new ReadCounter(10, (cache) -> new HotKeyRule(true, 10, 0.1, null),
                new SplittableRandom(1));
        for (int i = 0; i < 20 && other.find(KEY) == null; i++) {
            other.count(KEY, ENTRY);
        }
        for (int i = 0; i < 10; i++) {
            other.count(REQUEST, ENTRY);
        }
        other.sweep(1, Duration.ofMinutes(1), 1);
        assertThat(rate).isPositive().isEqualTo(find(other).localRate());
    }

    @Test
    void aLoadThatIsForgottenIsAskedForAgain() {
        TrackedKey key = track();
        this.counter.count(REQUEST, ENTRY);
        key.forgetLoad();
        assertThat(this.counter.count(KEY, ENTRY)).isFalse();
        this.counter.count(LOOK, ENTRY);
        assertThat(this.counter.count(KEY, ENTRY)).isFalse();
        this.counter.count(REQUEST, ENTRY);
        assertThat(this.counter.count(KEY, ENTRY)).isTrue();
    }

    /** Reads the key until it is tracked; that read was not counted. */
    private TrackedKey track() {
        for (int i = 0; i < 20; i++) {
            if (!this.counter.count(KEY, ENTRY)) {
                return find(this.counter);
            }
        }
        throw new AssertionError("The key is not tracked after 20 reads");
    }

    private static TrackedKey find(ReadCounter counter) {
        return Objects.requireNonNull(counter.find(KEY));
    }

}
