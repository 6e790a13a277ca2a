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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.engine.NearMaps;
import io.github.stampedesafe.engine.SingleFlightCaches;
import io.github.stampedesafe.event.SilentFailures;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;
import io.github.stampedesafe.logging.ProtectionLog;
import io.github.stampedesafe.logging.SilentFailureLog;
import io.github.stampedesafe.logging.StartLog;
import io.github.stampedesafe.policy.CacheCatalogue;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.springcache.SpringCacheUses;

/** What is protected, and what fails unnoticed. */
@Configuration(proxyBeanMethods = false)
class DiagnosticsConfiguration {

    /** The methods of the beans created so far, and the caches that code asked for. */
    @Bean
    @ConditionalOnMissingBean
    CacheCatalogue stampedeSafeCatalogue(StampedeSafeAdvisor advisor, ObjectProvider<SpringCacheUses> spring,
            ConfigurableListableBeanFactory beans) {
        CreatedBean<SingleFlightCaches> caches = new CreatedBean<>(beans, SingleFlightCaches.class);
        return () -> {
            List<CacheUse> uses = new ArrayList<>(advisor.uses());
            SingleFlightCaches fromCode = caches.get();
            if (fromCode != null) {
                uses.addAll(fromCode.uses());
            }
            spring.ifAvailable((others) -> uses.addAll(others.all()));
            return uses;
        };
    }

    @Bean
    StartChecks stampedeSafeStartChecks(StampedeSafeProperties properties, StampedeSafeAdvisor advisor,
            ObjectProvider<CacheCodecs> codecs, ObjectProvider<SpringCacheUses> spring,
            ConfigurableListableBeanFactory beans) {
        Supplier<Set<String>> names = () -> {
            Set<String> all = new HashSet<>(advisor.cacheNames());
            spring.ifAvailable((others) -> all.addAll(others.names()));
            return all;
        };
        return new StartChecks(properties, names, codecs, new CreatedBean<>(beans, SingleFlightCaches.class),
                new NearCacheCheck(beans.getBeanNamesForType(NearMaps.class, true, false).length > 0), beans);
    }

    @Bean
    @ConditionalOnMissingBean
    UncachedCaches stampedeSafeUncachedCaches() {
        return new UncachedCaches();
    }

    @Bean
    @ConditionalOnMissingBean
    SilentFailures stampedeSafeSilentFailures(StampedeSafeProperties properties) {
        return new SilentFailures(System::nanoTime, properties.staleAlertAfter(),
                new SilentFailureLog(System::nanoTime));
    }

    /** Contexts around and below this one start, too. */
    @Bean
    ApplicationListener<ApplicationStartedEvent> stampedeSafeProtectionLog(CacheCatalogue catalogue,
            ApplicationContext context) {
        return (event) -> {
            if (event.getApplicationContext().equals(context)) {
                List<CacheUse> uses = catalogue.uses();
                new ProtectionLog().write(uses);
                new StartLog().ineffectiveSettings(uses);
            }
        };
    }

}
