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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.actuate.StampedeSafeHealthIndicator;
import io.github.stampedesafe.event.InstancePause;
import io.github.stampedesafe.event.PauseReport;
import io.github.stampedesafe.event.SilentFailures;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.outage.OutageGuard;

/** The health indicator, unless it is switched off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("stampedeSafe")
@ConditionalOnMissingBean(name = "stampedeSafeHealthIndicator")
class HealthConfiguration {

    /**
     * No candidate: Boot would show the health of every candidate, and an application
     * that does not use the cache sees nothing of it.
     */
    @Bean(autowireCandidate = false)
    StampedeSafeHealthIndicator stampedeSafeHealthIndicator(ConfigurableListableBeanFactory beans,
            SilentFailures silentFailures, UncachedCaches uncachedCaches) {
        CreatedBean<PauseReport> pauses = new CreatedBean<>(beans, PauseReport.class);
        return new StampedeSafeHealthIndicator(new CurrentOutage(new CreatedBean<>(beans, OutageGuard.class)),
                silentFailures, uncachedCaches, () -> latest(pauses.get()));
    }

    @Bean
    HealthRegistration stampedeSafeHealthRegistration(ConfigurableListableBeanFactory beans,
            ObjectProvider<HealthContributorRegistry> registry, Usage usage, Environment environment) {
        return new HealthRegistration(
                () -> beans.getBean("stampedeSafeHealthIndicator", StampedeSafeHealthIndicator.class), registry,
                () -> usage.isSeen() || HealthRegistration.isNamedInGroup(environment));
    }

    @Bean
    BackgroundTask stampedeSafeHealthTask(HealthRegistration health) {
        return new BackgroundTask("showing the health of the cache", health::show, null,
                BackgroundTask.Pace.NEVER_WAITS, () -> {
                });
    }

    private static @Nullable InstancePause latest(@Nullable PauseReport pauses) {
        return (pauses != null) ? pauses.latest() : null;
    }

}
