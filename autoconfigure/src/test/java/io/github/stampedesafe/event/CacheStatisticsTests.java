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
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.test.Crowd;

import static org.assertj.core.api.Assertions.assertThat;

class CacheStatisticsTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final RuntimeException FAILURE = new IllegalStateException("Expected");

    private final CacheStatistics statistics = new CacheStatistics();

    static Stream<Arguments> news() {
        return Stream.of(news(CacheEvent.HIT, (listener, key) -> listener.hit(key, Freshness.FRESH)),
                news(CacheEvent.HIT, (listener, key) -> listener.hit(key, Freshness.DUE)),
                news(CacheEvent.STALE_HIT, (listener, key) -> listener.hit(key, Freshness.STALE)),
                news(CacheEvent.LAST_RESORT, (listener, key) -> listener.hit(key, Freshness.STALE_IF_ERROR)),
                news(CacheEvent.MISS, CacheListener::miss),
                news(CacheEvent.FOLLOWED, (listener, key) -> listener.followed(key, Duration.ZERO)),
                news(CacheEvent.LEASE_WAITED, (listener, key) -> listener.leaseWaited(key, Duration.ZERO)),
                news(CacheEvent.LOAD_WAITED, (listener, key) -> listener.loadWaited(key, Duration.ZERO)),
                news(CacheEvent.LOAD_REFUSED, CacheListener::loadRefused),
                news(CacheEvent.LOAD_OVERDUE, (listener, key) -> listener.loadOverdue(key, Duration.ZERO)),
                news(CacheEvent.FILLED, CacheListener::filled),
                news(CacheEvent.PUBLISH_REFUSED, CacheListener::publishRefused),
                news(CacheEvent.OUTDATED, CacheListener::outdated),
                news(CacheEvent.FAILURE_REMEMBERED, CacheListener::failureRemembered),
                news(CacheEvent.UNWRITABLE, (listener, key) -> listener.unwritable(key, FAILURE)),
                news(CacheEvent.OVERSIZED,
                        (listener, key) -> listener.oversized(key, new ByteSize(2), new ByteSize(1))),
                news(CacheEvent.UNFAITHFUL,
                        (listener, key) -> listener.unfaithful(key, new UnfaithfulValue("", "", "", "", false))),
                news(CacheEvent.UNREADABLE, (listener, key) -> listener.unreadable(key, FAILURE)),
                news(CacheEvent.FOREIGN, (listener, key) -> listener.foreign(key, "a user", "an order")),
                news(CacheEvent.REFRESH_REFUSED, CacheListener::refreshRefused),
                news(CacheEvent.REFRESH_NEEDS_CALLER,
                        (listener, key) -> listener.refreshNeedsCaller(key, new LoadNeedsCallerException("", null))),
                news(CacheEvent.LEASE_LOST, CacheListener::leaseLost),
                news(CacheEvent.UNAVAILABLE,
                        (listener, key) -> listener.unavailable(key, new CacheUnavailableException("Expected", null))),
                news(CacheEvent.PUT, CacheListener::put), news(CacheEvent.EVICTED, CacheListener::evicted),
                news(CacheEvent.CLEARED, (listener, key) -> listener.cleared(key.cache())),
                news(CacheEvent.EXPIRED, (listener, key) -> listener.expired(key.cache())));
    }

    private static Arguments news(CacheEvent event, BiConsumer<CacheListener, CacheKey> telling) {
        return Arguments.of(event, telling);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("news")
    void anEventCountsOnceUnderItsCacheAndNothingElseDoes(CacheEvent event,
            BiConsumer<CacheListener, CacheKey> telling) {
        telling.accept(this.statistics, KEY);
        assertThat(figures("totals")).isEqualTo(Map.of(event.name(), 1L));
        assertThat(figures("other")).isEmpty();
    }

    @Test
    void everyEventIsCounted() {
        assertThat(news().map((arguments) -> (CacheEvent) arguments.get()[0]).distinct())
            .containsExactlyInAnyOrder(CacheEvent.values());
    }

    @ParameterizedTest
    @EnumSource
    void loadsAreCountedByCauseAndOutcome(LoadCause cause) {
        this.statistics.loaded(KEY, cause, Duration.ofSeconds(1));
        this.statistics.loaded(KEY, cause, Duration.ofSeconds(1));
        this.statistics.loadFailed(KEY, cause, FAILURE, Duration.ofSeconds(1));
        assertThat(figures("totals")).isEqualTo(Map.of("loaded " + cause, 2L, "failed " + cause, 1L));
    }

    @ParameterizedTest
    @EnumSource
    void recomputesAreCountedByResult(RecomputeOutcome.Result result) {
        this.statistics.recomputed(KEY, result, Duration.ZERO);
        assertThat(figures("totals")).isEqualTo(Map.of("recomputed " + result, 1L));
    }

    @Test
    void cachesAreKnownFromTheFirstNewsInOrder() {
        assertThat(this.statistics.caches()).isEmpty();
        this.statistics.cleared("prices");
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
            assertThat(this.statistics.count(cache, CacheEvent.HIT)).isEqualTo(3200);
        }
        assertThat(this.statistics.caches()).hasSize(10);
    }

    /** Returns all that is not zero. */
    private Map<String, Long> figures(String cache) {
        Map<String, Long> figures = new TreeMap<>();
        for (CacheEvent event : CacheEvent.values()) {
            figures.put(event.name(), this.statistics.count(cache, event));
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
