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

package io.github.stampedesafe.autoconfigure;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.actuate.StampedeSafeHealthIndicator;

/**
 * Shows the health of the cache among that of the application, from the first use of the
 * cache on. Groups of indicators are checked right after all singletons were created, so
 * the indicator is there by then, or if a group names it.
 */
final class HealthRegistration implements SmartInitializingSingleton {

    private static final String NAME = "stampedeSafe";

    private final Supplier<StampedeSafeHealthIndicator> indicator;

    private final ObjectProvider<HealthContributorRegistry> registry;

    private final BooleanSupplier wanted;

    HealthRegistration(Supplier<StampedeSafeHealthIndicator> indicator,
            ObjectProvider<HealthContributorRegistry> registry, BooleanSupplier wanted) {
        this.indicator = indicator;
        this.registry = registry;
        this.wanted = wanted;
    }

    /** Whether a group of indicators includes or excludes this one. */
    static boolean isNamedInGroup(Environment environment) {
        return Binder.get(environment)
            .bind("management.endpoint.health.group", Bindable.mapOf(String.class, String.class))
            .map((settings) -> settings.values().stream().anyMatch((value) -> value.contains(NAME)))
            .orElse(false);
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (this.wanted.getAsBoolean()) {
            show();
        }
    }

    synchronized void show() {
        this.registry.ifAvailable((all) -> {
            if (all.getContributor(NAME) == null) {
                all.registerContributor(NAME, this.indicator.get());
            }
        });
    }

}
