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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.stampedesafe.StampedeSafeCaches;

/**
 * Auto-configuration of the cache: engine, Redis, leases and the advice of annotated
 * methods. Backs off for the application's beans of type {@code EntryStore},
 * {@code LeaseProvider}, {@code PayloadCodecs}, {@code Policies}, {@code ChangeSchedule},
 * {@code SingleFlightCache} and {@code StampedeSafeCaches}. Every {@code CacheListener},
 * {@code SignalSource} and {@code LoadScope} bean applies. Its own beans are named
 * {@code stampedeSafe…}, and those of types that others define are no candidates for
 * injection by type.
 * <p>
 * With {@code stampede-safe.enabled=false} annotated methods run as if they were not
 * annotated, {@link StampedeSafeCaches} loads on every call, and nothing connects.
 */
@AutoConfiguration(beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
        afterName = { "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration",
                "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
                "org.redisson.spring.starter.RedissonAutoConfigurationV2",
                "org.redisson.spring.starter.RedissonAutoConfigurationV4" })
@EnableConfigurationProperties(StampedeSafeProperties.class)
public final class StampedeSafeAutoConfiguration {

    @Bean
    static WrittenSettings stampedeSafeWrittenSettings(ConfigurableEnvironment environment) {
        return new WrittenSettings(environment);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "stampede-safe.enabled", matchIfMissing = true)
    @Import({ BootRedisTargetConfiguration.class, RedisTargetConfiguration.class, RedisConnectionConfiguration.class,
            KeyLayoutConfiguration.class, RedisStoreConfiguration.class, SignalConfiguration.class,
            RedissonConfiguration.class, HotKeyConfiguration.class, NearCacheConfiguration.class,
            EngineConfiguration.class, CacheConfiguration.class, AdvisorConfiguration.class,
            RecomputeConfiguration.class, SpringCacheConfiguration.class, DiagnosticsConfiguration.class,
            PauseConfiguration.class })
    static class Enabled {

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "stampede-safe.enabled", havingValue = false)
    static class Disabled {

        @Bean
        @ConditionalOnMissingBean
        StampedeSafeCaches stampedeSafeCaches() {
            return LoadingCache::new;
        }

        /**
         * Without it, Spring Boot would make a manager of its own, on whatever is there.
         */
        @Bean
        @Fallback
        @ConditionalOnBooleanProperty(name = "stampede-safe.spring-cache.enabled")
        CacheManager stampedeSafeCacheManager() {
            return new NoOpCacheManager();
        }

    }

}
