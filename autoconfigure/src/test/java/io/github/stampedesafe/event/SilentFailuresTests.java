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

package io.github.stampedesafe.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.SilentFailures.FailingSource;
import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

class SilentFailuresTests {

    private static final CacheKey DE = new CacheKey("totals", "DE");

    private static final CacheKey FR = new CacheKey("totals", "FR");

    private static final Duration AFTER = Duration.ofMinutes(5);

    private static final Exception FAILURE = new Exception("No database");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final List<FailingSource> warnings = new ArrayList<>();

    private final SilentFailures failures = new SilentFailures(this.now::get, AFTER, this.warnings::add);

    @Test
    void aSourceThatFailsForLongWhileStaleValuesAreServedIsSilent() {
        fail(DE);
        this.failures.hit(DE, Freshness.STALE);
        pass(AFTER.minusNanos(1));
        fail(FR);
        this.failures.hit(FR, Freshness.STALE_IF_ERROR);
        assertThat(this.warnings).isEmpty();
        assertThat(this.failures.sources()).isEmpty();
        pass(Duration.ofNanos(1));
        fail(DE);
        this.failures.hit(DE, Freshness.STALE);
        FailingSource source = new FailingSource("totals", AFTER, 3, 3);
        assertThat(this.warnings).containsExactly(source);
        assertThat(this.failures.sources()).containsExactly(source);
    }

    @Test
    void ofAllCallersThatAreServedOneASecondIsTold() {
        failLong();
        for (int i = 0; i < 1000; i++) {
            this.failures.hit(DE, Freshness.STALE);
        }
        assertThat(this.warnings).hasSize(1);
        pass(Duration.ofSeconds(1));
        this.failures.hit(DE, Freshness.STALE);
        assertThat(this.warnings).hasSize(2);
        assertThat(this.failures.sources()).singleElement().extracting(FailingSource::served).isEqualTo(1001L);
    }

    @Test
    void oneSuccessOfTheCacheEndsIt() {
        failLong();
        this.failures.hit(DE, Freshness.STALE);
        this.failures.onEvent(new Loaded(FR, LoadCause.MISS, Duration.ZERO));
        this.failures.hit(DE, Freshness.STALE);
        assertThat(this.warnings).hasSize(1);
        assertThat(this.failures.sources()).isEmpty();
    }

    @Test
    void aSourceThatFailedOnceLongAgoIsNotSilent() {
        fail(DE);
        pass(AFTER.multipliedBy(100));
        this.failures.hit(DE, Freshness.STALE);
        assertThat(this.warnings).isEmpty();
        assertThat(this.failures.sources()).isEmpty();
    }

    @Test
    void callersThatAreServedNothingStaleKnowThemselves() {
        failLong();
        this.failures.hit(DE, Freshness.FRESH);
        this.failures.hit(DE, Freshness.DUE);
        this.failures.miss(DE);
        assertThat(this.warnings).isEmpty();
        assertThat(this.failures.sources()).isEmpty();
    }

    @Test
    void itIsOverWhenNoStaleValueWasServedForAsLong() {
        failLong();
        this.failures.hit(DE, Freshness.STALE);
        pass(AFTER);
        fail(DE);
        assertThat(this.failures.sources()).hasSize(1);
        pass(Duration.ofNanos(1));
        assertThat(this.failures.sources()).isEmpty();
    }

    @Test
    void cachesAreJudgedOneByOne() {
        failLong();
        this.failures.hit(new CacheKey("orders", "1"), Freshness.STALE);
        assertThat(this.warnings).isEmpty();
        this.failures.hit(DE, Freshness.STALE);
        assertThat(this.failures.sources()).map(FailingSource::cache).containsExactly("totals");
    }

    private void failLong() {
        fail(DE);
        pass(AFTER);
        fail(DE);
    }

    private void fail(CacheKey key) {
        this.failures.onEvent(new LoadFailed(key, LoadCause.STALE, FAILURE, Duration.ZERO));
    }

    private void pass(Duration time) {
        this.now.addAndGet(time.toNanos());
    }

}
