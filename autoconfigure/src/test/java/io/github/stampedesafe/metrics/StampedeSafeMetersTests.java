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

package io.github.stampedesafe.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.ChangeEvent.Evicted;
import io.github.stampedesafe.event.ChangeEvent.Put;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.LoadEvent.Recomputed;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.event.ValueEvent.Stored;
import io.github.stampedesafe.event.WaitEvent.Followed;
import io.github.stampedesafe.event.WaitEvent.LeaseWaited;
import io.github.stampedesafe.event.WaitEvent.LoadWaited;
import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

class StampedeSafeMetersTests {

    private static final CacheKey DE = new CacheKey("totals", "DE");

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final CacheStatistics statistics = new CacheStatistics();

    private final StampedeSafeMeters meters = new StampedeSafeMeters(this.statistics);

    @Test
    void aCacheHasNoMetersBeforeItsFirstCallAndAllOfThemAtZeroFromThenOn() {
        this.meters.bindTo(this.registry);
        assertThat(this.registry.getMeters()).isEmpty();
        this.statistics.hit(DE, Freshness.FRESH);
        assertThat(counter("cache.gets", "result", "hit")).isOne();
        assertThat(counter("cache.gets", "result", "miss")).isZero();
        assertThat(counter("stampede.loads", "cause", "miss", "outcome", "failure")).isZero();
        assertThat(this.registry.get("stampede.follower.wait").tag("cache", "totals").timer().count()).isZero();
    }

    @Test
    void nothingIsHeardOfHits() throws ReflectiveOperationException {
        assertThat(StampedeSafeMeters.class.getMethod("hit", CacheKey.class, Freshness.class).getDeclaringClass())
            .isEqualTo(CacheListener.class);
    }

    @Test
    void cachesThatWereThereBeforeTheRegistryHaveTheirMetersToo() {
        this.statistics.miss(DE);
        this.meters.bindTo(this.registry);
        assertThat(counter("cache.gets", "result", "miss")).isOne();
    }

    @Test
    void everyRegistryHasThemAll() {
        MeterRegistry other = new SimpleMeterRegistry();
        this.meters.bindTo(this.registry);
        this.meters.bindTo(other);
        listeners().forEach((listener) -> listener.onEvent(new Loaded(DE, LoadCause.MISS, SECOND)));
        for (MeterRegistry each : List.of(this.registry, other)) {
            assertThat(each.get("stampede.load.duration").timer().count()).isOne();
            assertThat(
                    each.get("stampede.loads").tag("cause", "miss").tag("outcome", "success").functionCounter().count())
                .isOne();
        }
    }

    @Test
    void answersAtOnceAreHitsAndStaleOnesAreToldApart() {
        this.meters.bindTo(this.registry);
        this.statistics.hit(DE, Freshness.FRESH);
        this.statistics.hit(DE, Freshness.DUE);
        this.statistics.hit(DE, Freshness.STALE);
        this.statistics.miss(DE);
        this.statistics.hit(DE, Freshness.STALE_IF_ERROR);
        assertThat(counter("cache.gets", "result", "hit")).isEqualTo(3);
        assertThat(counter("cache.gets", "result", "miss")).isOne();
        assertThat(counter("stampede.stale.served", "reason", "revalidating")).isOne();
        assertThat(counter("stampede.stale.served", "reason", "failure")).isOne();
    }

    @Test
    void whatLoadsStoreIsPutAsInOtherCaches() {
        this.meters.bindTo(this.registry);
        this.statistics.onEvent(new Stored(DE));
        this.statistics.onEvent(new Stored(DE));
        this.statistics.onEvent(new Put(DE));
        this.statistics.onEvent(new Evicted(DE));
        assertThat(counter("cache.puts")).isEqualTo(3);
        assertThat(counter("cache.evictions")).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void loadsAreCountedAndTimedByCauseAndOutcome(LoadCause cause) {
        this.meters.bindTo(this.registry);
        listeners().forEach((listener) -> {
            listener.onEvent(new Loaded(DE, cause, SECOND));
            listener.onEvent(new Loaded(DE, cause, SECOND));
            listener.onEvent(new LoadFailed(DE, cause, new IllegalStateException("Expected"), Duration.ofSeconds(5)));
        });
        String name = cause.name().toLowerCase(Locale.ROOT);
        assertThat(counter("stampede.loads", "cause", name, "outcome", "success")).isEqualTo(2);
        assertThat(counter("stampede.loads", "cause", name, "outcome", "failure")).isOne();
        assertThat(seconds("stampede.load.duration", "cause", name, "outcome", "success")).isEqualTo(2);
        assertThat(seconds("stampede.load.duration", "cause", name, "outcome", "failure")).isEqualTo(5);
    }

    @Test
    void waitsAreTimed() {
        this.meters.bindTo(this.registry);
        this.meters.onEvent(new Followed(DE, Duration.ofSeconds(1)));
        this.meters.onEvent(new LeaseWaited(DE, Duration.ofSeconds(2)));
        this.meters.onEvent(new LoadWaited(DE, Duration.ofSeconds(3)));
        this.meters.onEvent(new Recomputed(DE, RecomputeOutcome.Result.STORED, Duration.ofSeconds(4)));
        assertThat(seconds("stampede.follower.wait")).isEqualTo(1);
        assertThat(seconds("stampede.lease.wait")).isEqualTo(2);
        assertThat(seconds("stampede.load.queue.wait")).isEqualTo(3);
        assertThat(seconds("stampede.recompute.lag")).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(names = { "STORED", "UNSTORED", "FAILED" }, mode = EnumSource.Mode.EXCLUDE)
    void aRecomputeThatLoadedNothingWasNotLate(RecomputeOutcome.Result result) {
        this.meters.bindTo(this.registry);
        this.meters.onEvent(new Recomputed(DE, result, Duration.ZERO));
        assertThat(this.registry.find("stampede.recompute.lag").timer()).isNull();
    }

    @Test
    void beforeThereIsARegistryNothingIsTimedAndNothingFails() {
        this.meters.onEvent(new Loaded(DE, LoadCause.MISS, SECOND));
        this.meters.bindTo(this.registry);
        assertThat(this.registry.getMeters()).isEmpty();
    }

    @Test
    void noMeterKnowsAKey() {
        this.meters.bindTo(this.registry);
        CacheKey secret = new CacheKey("totals", "secret");
        listeners().forEach((listener) -> {
            listener.miss(secret);
            listener.onEvent(new Loaded(secret, LoadCause.MISS, SECOND));
            listener.onEvent(new Followed(secret, SECOND));
        });
        assertThat(this.registry.getMeters()).isNotEmpty()
            .flatMap((meter) -> meter.getId().getTags())
            .extracting(Tag::getValue)
            .noneMatch((value) -> value.contains("secret"));
    }

    @Test
    void everyMeterIsDescribedAndTaggedByItsCache() {
        this.meters.bindTo(this.registry);
        listeners().forEach((listener) -> listener.onEvent(new Loaded(DE, LoadCause.MISS, SECOND)));
        assertThat(this.registry.getMeters()).extracting(Meter::getId).allSatisfy((id) -> {
            assertThat(id.getDescription()).as(id.getName()).isNotBlank();
            assertThat(id.getTag("cache")).as(id.getName()).isEqualTo("totals");
        });
    }

    private Stream<CacheListener> listeners() {
        return Stream.of(this.meters, this.statistics);
    }

    private double counter(String name, String... tags) {
        return this.registry.get(name).tag("cache", "totals").tags(tags).functionCounter().count();
    }

    private double seconds(String name, String... tags) {
        return this.registry.get(name).tag("cache", "totals").tags(tags).timer().totalTime(TimeUnit.SECONDS);
    }

}
