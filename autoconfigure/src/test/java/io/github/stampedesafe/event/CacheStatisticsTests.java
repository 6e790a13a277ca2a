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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.ChangeEvent.CacheCleared;
import io.github.stampedesafe.event.ChangeEvent.CacheExpired;
import io.github.stampedesafe.event.ChangeEvent.Evicted;
import io.github.stampedesafe.event.ChangeEvent.Put;
import io.github.stampedesafe.event.LoadEvent.FailureRemembered;
import io.github.stampedesafe.event.LoadEvent.LeaseLost;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.LoadOverdue;
import io.github.stampedesafe.event.LoadEvent.LoadRefused;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.LoadEvent.Recomputed;
import io.github.stampedesafe.event.LoadEvent.RefreshNeedsCaller;
import io.github.stampedesafe.event.LoadEvent.RefreshRefused;
import io.github.stampedesafe.event.OutageEvent.OutageEnded;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.OutageEvent.Undeliverable;
import io.github.stampedesafe.event.ValueEvent.Foreign;
import io.github.stampedesafe.event.ValueEvent.Outdated;
import io.github.stampedesafe.event.ValueEvent.Oversized;
import io.github.stampedesafe.event.ValueEvent.PublishRefused;
import io.github.stampedesafe.event.ValueEvent.Stored;
import io.github.stampedesafe.event.ValueEvent.Unfaithful;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.event.ValueEvent.Unwritable;
import io.github.stampedesafe.event.WaitEvent.Followed;
import io.github.stampedesafe.event.WaitEvent.LeaseWaited;
import io.github.stampedesafe.event.WaitEvent.LoadWaited;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;

class CacheStatisticsTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final RuntimeException FAILURE = new IllegalStateException("Expected");

    private final CacheStatistics statistics = new CacheStatistics();

    static Stream<Arguments> events() {
        return Stream.of(Arguments.of(CacheCounter.FOLLOWED, new Followed(KEY, Duration.ZERO)),
                Arguments.of(CacheCounter.LEASE_WAITED, new LeaseWaited(KEY, Duration.ZERO)),
                Arguments.of(CacheCounter.LOAD_WAITED, new LoadWaited(KEY, Duration.ZERO)),
                Arguments.of(CacheCounter.LOAD_REFUSED, new LoadRefused(KEY)),
                Arguments.of(CacheCounter.LOAD_OVERDUE, new LoadOverdue(KEY, Duration.ZERO)),
                Arguments.of(CacheCounter.STORED, new Stored(KEY)),
                Arguments.of(CacheCounter.PUBLISH_REFUSED, new PublishRefused(KEY)),
                Arguments.of(CacheCounter.OUTDATED, new Outdated(KEY)),
                Arguments.of(CacheCounter.FAILURE_REMEMBERED, new FailureRemembered(KEY)),
                Arguments.of(CacheCounter.UNWRITABLE, new Unwritable(KEY, FAILURE)),
                Arguments.of(CacheCounter.OVERSIZED, new Oversized(KEY, new ByteSize(2), new ByteSize(1))),
                Arguments.of(CacheCounter.UNFAITHFUL, new Unfaithful(KEY, "", "", "", "", false)),
                Arguments.of(CacheCounter.UNREADABLE, new Unreadable(KEY, FAILURE)),
                Arguments.of(CacheCounter.FOREIGN, new Foreign(KEY, "a user", "an order")),
                Arguments.of(CacheCounter.REFRESH_REFUSED, new RefreshRefused(KEY)),
                Arguments.of(CacheCounter.REFRESH_NEEDS_CALLER,
                        new RefreshNeedsCaller(KEY, new LoadNeedsCallerException("", null))),
                Arguments.of(CacheCounter.LEASE_LOST, new LeaseLost(KEY)),
                Arguments.of(CacheCounter.UNAVAILABLE,
                        new Unavailable(KEY, new CacheUnavailableException("Expected", null))),
                Arguments.of(CacheCounter.PUT, new Put(KEY)), Arguments.of(CacheCounter.EVICTED, new Evicted(KEY)),
                Arguments.of(CacheCounter.CLEARED, new CacheCleared("totals")),
                Arguments.of(CacheCounter.EXPIRED, new CacheExpired("totals")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("events")
    void anEventCountsOnceUnderItsCacheAndNothingElseDoes(CacheCounter counter, CacheEvent event) {
        this.statistics.onEvent(event);
        assertThat(figures("totals")).isEqualTo(Map.of(counter.name(), 1L));
        assertThat(figures("other")).isEmpty();
    }

    @Test
    void everyEventOfACacheIsCountedOrSaidNotToBe() {
        List<Class<?>> counted = new ArrayList<>(
                List.of(Loaded.class, LoadFailed.class, Recomputed.class, Undeliverable.class));
        events().forEach((arguments) -> counted.add(arguments.get()[1].getClass()));
        assertThat(RecordingListener.kinds().filter(CacheEvent.OfCache.class::isAssignableFrom).toList())
            .containsExactlyInAnyOrderElementsOf(counted);
    }

    @Test
    void hitsAreCountedByFreshness() {
        for (Freshness freshness : List.of(Freshness.FRESH, Freshness.DUE, Freshness.STALE, Freshness.STALE_IF_ERROR)) {
            this.statistics.hit(KEY, freshness);
        }
        this.statistics.miss(KEY);
        assertThat(figures("totals")).isEqualTo(Map.of("HIT", 2L, "STALE_HIT", 1L, "LAST_RESORT", 1L, "MISS", 1L));
    }

    @Test
    void whatIsNotCountedMakesNoCacheKnown() {
        this.statistics.onEvent(new Undeliverable("totals", 7, Undeliverable.Fate.LOST));
        this.statistics.onEvent(new OutageEnded(Duration.ZERO, 0, 0, 0));
        assertThat(this.statistics.caches()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void loadsAreCountedByCauseAndOutcome(LoadCause cause) {
        this.statistics.onEvent(new Loaded(KEY, cause, Duration.ofSeconds(1)));
        this.statistics.onEvent(new Loaded(KEY, cause, Duration.ofSeconds(1)));
        this.statistics.onEvent(new LoadFailed(KEY, cause, FAILURE, Duration.ofSeconds(1)));
        assertThat(figures("totals")).isEqualTo(Map.of("loaded " + cause, 2L, "failed " + cause, 1L));
    }

    @ParameterizedTest
    @EnumSource
    void recomputesAreCountedByResult(RecomputeOutcome.Result result) {
        this.statistics.onEvent(new Recomputed(KEY, result, Duration.ZERO));
        assertThat(figures("totals")).isEqualTo(Map.of("recomputed " + result, 1L));
    }

    @Test
    void cachesAreKnownFromTheFirstNewsInOrder() {
        assertThat(this.statistics.caches()).isEmpty();
        this.statistics.onEvent(new CacheCleared("prices"));
        this.statistics.miss(KEY);
        this.statistics.miss(new CacheKey("names", "DE"));
        assertThat(this.statistics.caches()).containsExactly("names", "prices", "totals");
    }

    @Test
    void aWatcherIsToldOfTheCachesBeforeItAndOnceOfEachAfterIt() {
        List<String> told = new ArrayList<>();
        this.statistics.miss(KEY);
        this.statistics.watch(told::add);
        this.statistics.hit(KEY, Freshness.FRESH);
        this.statistics.hit(new CacheKey("names", "DE"), Freshness.FRESH);
        this.statistics.hit(new CacheKey("names", "FR"), Freshness.FRESH);
        assertThat(told).containsExactly("totals", "names");
    }

    @Test
    void aWatcherFindsTheCacheThatItIsToldOf() {
        List<Boolean> known = new ArrayList<>();
        this.statistics.watch((cache) -> known.add(this.statistics.caches().contains(cache)));
        this.statistics.miss(KEY);
        assertThat(known).containsExactly(true);
    }

    @Test
    void nothingIsLostWhenManyThreadsBringTheFirstNews() {
        Crowd.of(32, () -> {
            for (int i = 0; i < 1000; i++) {
                this.statistics.hit(new CacheKey("cache" + i % 10, "DE"), Freshness.FRESH);
            }
            return null;
        }).results();
        for (String cache : this.statistics.caches()) {
            assertThat(this.statistics.count(cache, CacheCounter.HIT)).isEqualTo(3200);
        }
        assertThat(this.statistics.caches()).hasSize(10);
    }

    /** Returns all that is not zero. */
    private Map<String, Long> figures(String cache) {
        Map<String, Long> figures = new TreeMap<>();
        for (CacheCounter counter : CacheCounter.values()) {
            figures.put(counter.name(), this.statistics.count(cache, counter));
        }
        for (LoadCause cause : LoadCause.values()) {
            figures.put("loaded " + cause, this.statistics.loads(cache, cause));
            figures.put("failed " + cause, this.statistics.failedLoads(cache, cause));
        }
        for (RecomputeOutcome.Result result : RecomputeOutcome.Result.values()) {
            figures.put("recomputed " + result, this.statistics.recomputes(cache, result));
        }
        figures.values().removeIf((figure) -> figure == 0);
        return figures;
    }

}
