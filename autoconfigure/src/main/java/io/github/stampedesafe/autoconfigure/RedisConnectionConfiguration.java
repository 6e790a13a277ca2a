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

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.core.EntryStore;
import io.github.stampedesafe.core.InvalidSettingException;

/**
 * Connections to Redis: our own, which leave the application's alone, or the
 * application's. Our own are made from Boot's connection details, so that
 * {@code spring.data.redis.*}, SSL bundles and service connections apply, but with
 * timeouts of our own; the application's {@code ClientResources} and
 * {@code Lettuce…Customizer} beans are for its own connections and are not applied.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ RedisConnectionFactory.class, DataRedisConnectionDetails.class })
class RedisConnectionConfiguration {

    @Bean
    @Lazy
    RedisTarget stampedeSafeRedisTarget(ObjectProvider<DataRedisConnectionDetails> details,
            ObjectProvider<DataRedisProperties> properties, ConfigurableListableBeanFactory beans,
            Environment environment) {
        DataRedisConnectionDetails found = details.getIfAvailable(() -> {
            throw new InvalidSettingException(
                    "There is no bean of type DataRedisConnectionDetails, which would say where Redis is.",
                    "Do not exclude DataRedisAutoConfiguration, or set 'stampede-safe.redis.connection' and "
                            + "'stampede-safe.redis.redisson' to 'shared' to use the application's own clients.");
        });
        ForgottenConnection.warn(beans, environment, found);
        DataRedisProperties redis = properties.getIfAvailable();
        return new RedisTarget(found, (redis != null) ? redis.getUrl() : null);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RedisClient.class)
    @ConditionalOnMissingBean(EntryStore.class)
    @ConditionalOnProperty(name = "stampede-safe.redis.connection", havingValue = "own", matchIfMissing = true)
    static class OwnConnection {

        private static final String CONNECTION_FACTORY = "stampedeSafeRedisConnectionFactory";

        @Bean(defaultCandidate = false, destroyMethod = "shutdown")
        ClientResources stampedeSafeClientResources() {
            return LettuceConnections.resources();
        }

        /**
         * No candidate at all: Boot's health contributor takes every candidate, default
         * or not.
         */
        @Bean(autowireCandidate = false)
        LettuceConnectionFactory stampedeSafeRedisConnectionFactory(RedisTarget target,
                StampedeSafeProperties properties,
                @Qualifier("stampedeSafeClientResources") ClientResources resources) {
            return new LettuceConnections(target, properties.redis().timeout()).factory(resources);
        }

        @Bean
        @DependsOn(CONNECTION_FACTORY)
        StoreConnection stampedeSafeStoreConnection(BeanFactory beans) {
            return new StoreConnection(beans.getBean(CONNECTION_FACTORY, RedisConnectionFactory.class));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(EntryStore.class)
    @ConditionalOnProperty(name = "stampede-safe.redis.connection", havingValue = "shared")
    static class SharedConnection {

        @Bean
        StoreConnection stampedeSafeStoreConnection(ObjectProvider<RedisConnectionFactory> factories) {
            RedisConnectionFactory factory = factories.getIfUnique();
            if (factory == null) {
                throw new InvalidSettingException(
                        "'stampede-safe.redis.connection' is 'shared', but there is not exactly one "
                                + "RedisConnectionFactory bean to share.",
                        "Define one, mark one of several as @Primary, or set the property to 'own'.");
            }
            return new StoreConnection(factory);
        }

    }

}
