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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.store.EntryStore;

/**
 * Connections to Redis: our own, which leave the application's alone, or the
 * application's. Our own go where {@code spring.data.redis.*} says, with timeouts of our
 * own; the application's {@code ClientResources} and {@code Lettuce…Customizer} beans are
 * for its own connections and are not applied.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisConnectionFactory.class)
class RedisConnectionConfiguration {

    @Configuration(proxyBeanMethods = false)
    @Lazy
    @ConditionalOnClass(RedisClient.class)
    @ConditionalOnMissingBean(EntryStore.class)
    @ConditionalOnProperty(name = "stampede-safe.redis.connection", havingValue = "own", matchIfMissing = true)
    static class OwnConnection {

        /**
         * The connection factory is no bean: it would be started with the application,
         * and stopped before the application's beans are destroyed.
         */
        @Bean
        StoreConnection stampedeSafeStoreConnection(RedisTarget target, StampedeSafeProperties properties,
                OwnClients clients) {
            Duration timeout = properties.redis().timeout();
            return new StoreConnection(factory(target, timeout, clients), factory(target, timeout, clients),
                    target.database());
        }

        /** Each with threads of its own, which start with its first connection. */
        private static RedisConnectionFactory factory(RedisTarget target, Duration timeout, OwnClients clients) {
            LettuceConnections connections = new LettuceConnections(target, timeout);
            ClientResources resources = clients.own(connections.resources(), (owned) -> {
                var unused = owned.shutdown(0, 2, TimeUnit.SECONDS);
            });
            LettuceConnectionFactory factory = connections.factory(resources);
            factory.afterPropertiesSet();
            factory.start();
            return clients.own(factory, LettuceConnectionFactory::destroy);
        }

        @Bean
        BackgroundTask stampedeSafeForgottenConnectionTask(ConfigurableListableBeanFactory beans,
                Environment environment) {
            return BackgroundTask.bracket("looking for a connection factory that is not used",
                    () -> IgnoredConnectionFactory.warn(beans, environment), () -> {
                    });
        }

    }

    @Configuration(proxyBeanMethods = false)
    @Lazy
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
            return StoreConnection.shared(factory);
        }

    }

}
