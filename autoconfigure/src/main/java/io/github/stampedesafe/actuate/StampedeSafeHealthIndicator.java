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

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.github.stampedesafe.event.InstancePause;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.event.SilentFailures;
import io.github.stampedesafe.event.SilentFailures.FailingSource;
import io.github.stampedesafe.event.UncachedCaches;

/**
 * Health of the cache: always {@code UP}, because callers are answered without Redis,
 * too, and an instance that is taken out of service for it would only move its load to
 * the others. Its details say whether it is degraded, and never name a key.
 */
public final class StampedeSafeHealthIndicator implements HealthIndicator {

    private final Supplier<@Nullable OutageStatus> outage;

    private final SilentFailures silentFailures;

    private final UncachedCaches uncachedCaches;

    private final Supplier<@Nullable InstancePause> pause;

    /**
     * Creates the indicator.
     * @param outage how things stand with the store, {@code null} if nobody watches that
     * @param silentFailures which sources fail unnoticed
     * @param uncachedCaches which caches store nothing
     * @param pause when this instance stood still last, {@code null} if it has not
     */
    public StampedeSafeHealthIndicator(Supplier<@Nullable OutageStatus> outage, SilentFailures silentFailures,
            UncachedCaches uncachedCaches, Supplier<@Nullable InstancePause> pause) {
        this.outage = outage;
        this.pause = pause;
        this.silentFailures = silentFailures;
        this.uncachedCaches = uncachedCaches;
    }

    @Override
    public Health health() {
        OutageStatus status = this.outage.get();
        List<String> warnings = warnings();
        Health.Builder health = Health.up()
            .withDetail("degraded", !warnings.isEmpty() || (status != null && isDegraded(status)));
        if (status != null) {
            health.withDetail("store", Counts.name(status.store())).withDetail("leases", Counts.name(status.leases()));
            health.withDetail("undelivered", status.undelivered());
            if (status.lasting() != null) {
                health.withDetail("outageMillis", status.lasting().toMillis());
            }
        }
        if (!warnings.isEmpty()) {
            health.withDetail("warnings", warnings);
        }
        InstancePause latest = this.pause.get();
        if (latest != null) {
            health.withDetail("lastPauseMillis", latest.lasted().toMillis())
                .withDetail("lastPauseEnded", latest.ended().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        return health.build();
    }

    private static boolean isDegraded(OutageStatus status) {
        return status.store() != Circuit.CLOSED || status.leases() != Circuit.CLOSED || status.undelivered() > 0
                || status.lasting() != null;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (FailingSource source : this.silentFailures.sources()) {
            warnings.add(("Every load of cache '%s' has failed for %d s. Its callers are served stale values and have "
                    + "noticed nothing.")
                .formatted(source.cache(), source.lasting().toSeconds()));
        }
        this.uncachedCaches.uncached().forEach((uncached) -> warnings.add(uncached.toString()));
        return warnings;
    }

}
