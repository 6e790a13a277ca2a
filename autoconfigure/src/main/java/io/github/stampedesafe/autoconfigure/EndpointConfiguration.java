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

import java.util.concurrent.CompletableFuture;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.stampedesafe.actuate.EndpointContext;
import io.github.stampedesafe.actuate.StampedeSafeEndpoint;
import io.github.stampedesafe.actuate.StampedeSafeEndpointWebExtension;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.policy.CacheCatalogue;
import io.github.stampedesafe.recompute.HotKeys;
import io.github.stampedesafe.recompute.RecomputeSchedule;
import io.github.stampedesafe.store.LeaseProvider;

/** The actuator endpoint, if it is exposed anywhere. */
@Configuration(proxyBeanMethods = false)
@Lazy
@ConditionalOnAvailableEndpoint(StampedeSafeEndpoint.class)
@EnableConfigurationProperties(StampedeSafeEndpointProperties.class)
class EndpointConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EndpointContext stampedeSafeEndpointContext(SingleFlightCache engine, CacheCatalogue catalogue,
            CacheStatistics statistics, UncachedCaches uncached, ObjectProvider<OutageGuard> guards,
            ObjectProvider<LeaseProvider> leases, ObjectProvider<HotKeys> hotKeys,
            ObjectProvider<RecomputeSchedule> schedules, ConfigurableListableBeanFactory beans) {
        OutageGuard guard = guards.getIfAvailable();
        LeaseProvider provider = (guard != null) ? guard.leases()
                : leases.getIfAvailable(() -> (key, life) -> CompletableFuture.completedStage(null));
        return new EndpointContext(engine, catalogue, statistics, uncached, provider,
                new CurrentOutage(new CreatedBean<>(beans, OutageGuard.class)), hotKeys::getIfAvailable,
                (key) -> schedules.stream().anyMatch((schedule) -> schedule.recompute(key)));
    }

    @Bean
    @ConditionalOnMissingBean
    StampedeSafeEndpoint stampedeSafeEndpoint(EndpointContext context, StampedeSafeEndpointProperties properties) {
        return new StampedeSafeEndpoint(context, properties.showKeys());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(StampedeSafeEndpoint.class)
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    StampedeSafeEndpointWebExtension stampedeSafeEndpointWebExtension(StampedeSafeEndpoint endpoint,
            StampedeSafeEndpointProperties properties) {
        return new StampedeSafeEndpointWebExtension(endpoint, properties.showKeys(), properties.roles());
    }

}
