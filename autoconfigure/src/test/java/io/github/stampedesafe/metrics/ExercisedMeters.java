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

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.mockito.Mockito;

import io.github.stampedesafe.engine.NearUsage;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.LoadEvent.Recomputed;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.recompute.HotKeys;
import io.github.stampedesafe.testing.StringCodec;

/**
 * A Prometheus registry with everything that this package and, for its observations,
 * Spring Boot register, each at least once.
 */
final class ExercisedMeters {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final RuntimeException FAILURE = new IllegalStateException("Expected");

    private ExercisedMeters() {
    }

    static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CacheStatistics statistics = new CacheStatistics();
        StampedeSafeMeters meters = new StampedeSafeMeters(statistics);
        meters.bindTo(registry);
        new OutageMeters(() -> new OutageStatus(Circuit.CLOSED, Circuit.CLOSED, 0, 0, null)).bindTo(registry);
        new NearCacheMeters(statistics, (cache) -> new NearUsage(1, 1, 1)).bindTo(registry);
        HotKeys hotKeys = Mockito.mock();
        new HotKeyMeters(true, () -> hotKeys).bindTo(registry);
        List.of(statistics, meters).forEach(ExercisedMeters::exercise);
        observe(registry);
        return registry;
    }

    private static void exercise(CacheListener listener) {
        for (LoadCause cause : LoadCause.values()) {
            listener.onEvent(new Loaded(KEY, cause, SECOND));
            listener.onEvent(new LoadFailed(KEY, cause, FAILURE, SECOND));
        }
        listener.onEvent(new Recomputed(KEY, RecomputeOutcome.Result.STORED, SECOND));
    }

    private static void observe(PrometheusMeterRegistry registry) {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        Request request = new Request(KEY, Policy.resolve(), new StringCodec(), () -> "value");
        new ObservedLoads(observations).start(request, LoadCause.MISS);
    }

}
