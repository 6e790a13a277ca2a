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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.policy.CacheCatalogue;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.redis.RedisSignals;

/**
 * One instance of the application, and what it knows of its caches.
 *
 * @param context its context
 */
record StartedInstance(ConfigurableApplicationContext context) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * Empties the caches of the instance, and waits until it uses Redis.
     * @return whether it uses any cache
     */
    boolean reset() {
        StampedeSafeCaches caches = this.context.getBeanProvider(StampedeSafeCaches.class).getIfAvailable();
        Set<String> names = names();
        if (caches == null || names.isEmpty()) {
            return false;
        }
        names.forEach((name) -> caches.cache(name).clear());
        awaitReady();
        return true;
    }

    /** Waits until the instance hears signals and has no outage behind it. */
    void awaitReady() {
        if (names().isEmpty()) {
            return;
        }
        try {
            Awaitility.await().atMost(PATIENCE).pollInSameThread().until(() -> isSubscribed() && isWell());
        }
        catch (ConditionTimeoutException ex) {
            throw new IllegalStateException(
                    "The instance did not get ready within %d s: it %s signals, and its store is %s. See its log above."
                        .formatted(PATIENCE.toSeconds(), isSubscribed() ? "hears" : "does not hear", status()),
                    ex);
        }
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        this.context.getBeanProvider(CacheCatalogue.class)
            .ifAvailable((catalogue) -> catalogue.uses().stream().map(CacheUse::cache).forEach(names::add));
        this.context.getBeanProvider(CacheStatistics.class)
            .ifAvailable((statistics) -> names.addAll(statistics.caches()));
        return names;
    }

    private boolean isSubscribed() {
        RedisSignals signals = this.context.getBeanProvider(RedisSignals.class).getIfAvailable();
        return signals == null || signals.isSubscribed();
    }

    private boolean isWell() {
        OutageGuard guard = this.context.getBeanProvider(OutageGuard.class).getIfAvailable();
        return guard == null || (guard.status().lasting() == null && guard.status().undelivered() == 0);
    }

    private String status() {
        OutageGuard guard = this.context.getBeanProvider(OutageGuard.class).getIfAvailable();
        OutageStatus status = (guard != null) ? guard.status() : null;
        return (status != null) ? status.store() + " with " + status.undelivered() + " undelivered changes" : "unknown";
    }

}
