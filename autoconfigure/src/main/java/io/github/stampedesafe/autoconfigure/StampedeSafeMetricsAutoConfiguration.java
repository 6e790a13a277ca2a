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

import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.metrics.BackgroundLoadTracing;
import io.github.stampedesafe.metrics.HotKeyMeters;
import io.github.stampedesafe.metrics.NearCacheMeters;
import io.github.stampedesafe.metrics.ObservedLoads;
import io.github.stampedesafe.metrics.OutageMeters;
import io.github.stampedesafe.metrics.StampedeSafeMeters;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.recompute.HotKeys;

/**
 * Auto-configuration of meters and observations, where there is a {@code MeterRegistry}
 * or an {@code ObservationRegistry}. Each load is observed, inside the {@link LoadScope}
 * beans of a higher precedence and around the others.
 */
@AutoConfiguration(after = StampedeSafeAutoConfiguration.class,
        afterName = {
                "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
                "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
                "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "stampede-safe.enabled", matchIfMissing = true)
public final class StampedeSafeMetricsAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        private static final OutageStatus NOTHING_YET = new OutageStatus(Circuit.CLOSED, Circuit.CLOSED, 0, 0, null);

        @Bean
        @ConditionalOnBean(CacheStatistics.class)
        @ConditionalOnMissingBean
        StampedeSafeMeters stampedeSafeMeters(CacheStatistics statistics) {
            return new StampedeSafeMeters(statistics);
        }

        @Bean
        @ConditionalOnBean(OutageGuard.class)
        @ConditionalOnMissingBean
        OutageMeters stampedeSafeOutageMeters(ConfigurableListableBeanFactory beans) {
            CurrentOutage outage = new CurrentOutage(new CreatedBean<>(beans, OutageGuard.class));
            return new OutageMeters(() -> Objects.requireNonNullElse(outage.get(), NOTHING_YET));
        }

        @Bean
        @ConditionalOnBean(CacheStatistics.class)
        @ConditionalOnMissingBean
        NearCacheMeters stampedeSafeNearCacheMeters(CacheStatistics statistics, ConfigurableListableBeanFactory beans) {
            CreatedBean<SingleFlightCache> engines = new CreatedBean<>(beans, SingleFlightCache.class);
            return new NearCacheMeters(statistics, (cache) -> {
                SingleFlightCache engine = engines.get();
                return (engine != null) ? engine.near().usage(cache) : null;
            });
        }

        @Bean
        @ConditionalOnMissingBean
        HotKeyMeters stampedeSafeHotKeyMeters(ConfigurableListableBeanFactory beans) {
            CreatedBean<HotKeys> created = new CreatedBean<>(beans, HotKeys.class);
            return new HotKeyMeters(beans.getBeanNamesForType(HotKeys.class, true, false).length > 0, created);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    static class Observations {

        /** Around what has no order, so that the observation is there for it. */
        private static final int OBSERVED = 0;

        @Bean
        @ConditionalOnMissingBean
        @Order(OBSERVED)
        ObservedLoads stampedeSafeObservedLoads(ObservationRegistry registry) {
            return new ObservedLoads(registry);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ ObservationRegistry.class, TracingObservationHandler.class })
    @ConditionalOnBean(Tracer.class)
    static class Tracing {

        /** Before Boot's handler for all observations, which takes what comes to it. */
        private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 2000;

        @Bean
        @ConditionalOnMissingBean
        @Order(ORDER)
        BackgroundLoadTracing stampedeSafeBackgroundLoadTracing(Tracer tracer) {
            return new BackgroundLoadTracing(tracer);
        }

    }

}
