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

package io.github.stampedesafe.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.InstancePause;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.event.SilentFailures;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.event.ValueEvent.Oversized;
import io.github.stampedesafe.event.ValueEvent.Stored;
import io.github.stampedesafe.event.ValueEvent.Unfaithful;
import io.github.stampedesafe.event.ValueEvent.Unwritable;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

import static org.assertj.core.api.Assertions.assertThat;

class StampedeSafeHealthIndicatorTests {

    private static final CacheKey DE = new CacheKey("totals", "DE");

    private final AtomicLong now = new AtomicLong();

    private final SilentFailures failures = new SilentFailures(this.now::get, Duration.ofMinutes(5), (source) -> {
    });

    private final UncachedCaches uncached = new UncachedCaches();

    private @Nullable InstancePause pause;

    @Test
    void allIsWell() {
        assertThat(details(new OutageStatus(Circuit.CLOSED, Circuit.CLOSED, 0, 7, null)))
            .isEqualTo(Map.of("degraded", false, "store", "closed", "leases", "closed", "undelivered", 0));
    }

    @Test
    void anOutageIsUpAndDegraded() {
        assertThat(details(new OutageStatus(Circuit.OPEN, Circuit.HALF_OPEN, 3, 0, Duration.ofSeconds(12))))
            .isEqualTo(Map.of("degraded", true, "store", "open", "leases", "halfOpen", "undelivered", 3, "outageMillis",
                    12_000L));
    }

    @Test
    void eachSignOfAnOutageAloneIsDegraded() {
        OutageStatus[] signs = { new OutageStatus(Circuit.OPEN, Circuit.CLOSED, 0, 0, null),
                new OutageStatus(Circuit.CLOSED, Circuit.OPEN, 0, 0, null),
                new OutageStatus(Circuit.CLOSED, Circuit.CLOSED, 1, 0, null),
                new OutageStatus(Circuit.CLOSED, Circuit.CLOSED, 0, 0, Duration.ZERO) };
        for (OutageStatus sign : signs) {
            assertThat(details(sign)).as(sign.toString()).containsEntry("degraded", true);
        }
    }

    @Test
    void aSourceThatFailsUnnoticedIsAWarningThatNamesNoKey() {
        this.failures
            .onEvent(new LoadFailed(DE, LoadCause.STALE, new IllegalStateException("No totals of DE"), Duration.ZERO));
        this.now.addAndGet(Duration.ofMinutes(6).toNanos());
        this.failures
            .onEvent(new LoadFailed(DE, LoadCause.STALE, new IllegalStateException("No totals of DE"), Duration.ZERO));
        this.failures.hit(DE, Freshness.STALE);
        assertThat(details(null)).isEqualTo(Map.of("degraded", true, "warnings",
                List.of("Every load of cache 'totals' has failed for 360 s. Its callers are served stale values and "
                        + "have noticed nothing.")));
        this.failures.onEvent(new Loaded(DE, LoadCause.STALE, Duration.ZERO));
        assertThat(details(null)).isEqualTo(Map.of("degraded", false));
    }

    @Test
    void aCacheThatStoresNothingIsAWarningUntilItDoes() {
        this.uncached.onEvent(new Unwritable(DE, new IllegalStateException("No JSON of DE")));
        this.uncached.onEvent(new Unwritable(new CacheKey("totals", "FR"), new IllegalStateException("No JSON of FR")));
        this.uncached
            .onEvent(new Oversized(new CacheKey("images", "1"), new ByteSize(15_000_000), ByteSize.ofMegabytes(4)));
        this.uncached.onEvent(new Unfaithful(new CacheKey("orders", "1"), "Orders.order(long)", ".items",
                "a secret is gone", "Write a setter.", false));
        this.uncached.onEvent(new Unfaithful(new CacheKey("carts", "1"), "Carts.cart(long)", ".items",
                "a secret is gone", "Write a setter.", true));
        assertThat(details(null)).isEqualTo(Map.of("degraded", true, "warnings",
                List.of("Calls of cache 'images' are not cached, because its values are larger than 'max-entry-size', "
                        + "which is 4MB (1 so far).",
                        "Calls of cache 'orders' are not cached, because what Orders.order(long) returns does not come "
                                + "back from its bytes as it was loaded (1 so far).",
                        "Calls of cache 'totals' are not cached, because its values cannot be written (2 so far).")));
        this.uncached.onEvent(new Stored(DE));
        this.uncached.onEvent(new Stored(new CacheKey("images", "2")));
        this.uncached.onEvent(new Stored(new CacheKey("orders", "1")));
        assertThat(details(null)).isEqualTo(Map.of("degraded", false));
    }

    @Test
    void thePauseOfAnInstanceIsShownAndIsNoDegradation() {
        this.pause = new InstancePause(Instant.parse("2026-11-28T19:00:00.123456Z"), Duration.ofMillis(812));
        assertThat(details(null)).isEqualTo(
                Map.of("degraded", false, "lastPauseMillis", 812L, "lastPauseEnded", "2026-11-28T19:00:00.123Z"));
    }

    private Map<String, Object> details(@Nullable OutageStatus status) {
        Health health = new StampedeSafeHealthIndicator(() -> status, this.failures, this.uncached, () -> this.pause)
            .health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        return health.getDetails();
    }

}
