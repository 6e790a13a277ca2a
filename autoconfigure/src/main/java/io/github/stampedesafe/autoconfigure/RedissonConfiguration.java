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

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.autoconfigure.KeyLayoutConfiguration.UsedDatabase;
import io.github.stampedesafe.redis.KeyLayout;
import io.github.stampedesafe.redisson.RedissonLeaseProvider;
import io.github.stampedesafe.store.LeaseProvider;

/** Leases from Redisson, unless the application hands them out itself. */
@Configuration(proxyBeanMethods = false)
@Lazy
@ConditionalOnClass(RedissonClient.class)
@ConditionalOnMissingBean(LeaseProvider.class)
class RedissonConfiguration {

    @Bean
    RedissonLeaseProvider stampedeSafeLeaseProvider(LeaseClient client, KeyLayout keys,
            StampedeSafeProperties properties) {
        return new RedissonLeaseProvider(client.redisson(), keys::lease, properties.redis().timeout());
    }

    @Bean
    BackgroundTask stampedeSafeLeaseConnectionTask(RedissonLeaseProvider leases) {
        return BackgroundTask.bracket("connecting Redisson", leases::connect, () -> {
        });
    }

    @Configuration(proxyBeanMethods = false)
    @Lazy
    @ConditionalOnProperty(name = "stampede-safe.redis.redisson", havingValue = "own", matchIfMissing = true)
    static class OwnClient {

        @Bean
        LeaseClient stampedeSafeLeaseClient(RedisTarget target, StampedeSafeProperties properties, OwnClients clients) {
            RedissonClient client = Redisson.create(RedissonConfig.of(target, properties.redis().timeout()));
            return new LeaseClient(clients.own(client, RedissonClient::shutdown));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @Lazy
    @ConditionalOnProperty(name = "stampede-safe.redis.redisson", havingValue = "shared")
    static class SharedClient {

        @Bean
        LeaseClient stampedeSafeLeaseClient(ObjectProvider<RedissonClient> clients, KeyLayout keys,
                ObjectProvider<UsedDatabase> database) {
            RedissonClient client = clients.getIfUnique();
            if (client == null) {
                throw new InvalidSettingException(
                        "'stampede-safe.redis.redisson' is 'shared', but there is not exactly one RedissonClient bean "
                                + "to share.",
                        "Define one, mark one of several as @Primary, or set the property to 'own'.");
            }
            requireUnmapped(client, keys.signals());
            database.ifAvailable((used) -> requireDatabase(client.getConfig(), used.number()));
            return new LeaseClient(client);
        }

        /** A script looks at the entry and at its lock. */
        private static void requireDatabase(Config config, int database) {
            int other = config.isSingleConfig() ? config.useSingleServer().getDatabase()
                    : config.isSentinelConfig() ? config.useSentinelServers().getDatabase() : database;
            if (other != database) {
                throw new InvalidSettingException(
                        "'stampede-safe.redis.redisson' is 'shared', but the RedissonClient bean uses database %d, and the "
                            .formatted(other) + "entries are in database %d.".formatted(database),
                        "Let both use one database, or set the property to 'own'.");
            }
        }

        /** A put or evict deletes locks by their real names. */
        private static void requireUnmapped(RedissonClient client, String name) {
            String mapped = client.getConfig().getNameMapper().map(name);
            if (!mapped.equals(name)) {
                throw new InvalidSettingException(
                        "'stampede-safe.redis.redisson' is 'shared', but the NameMapper of the RedissonClient bean makes "
                                + "'%s' of '%s', and locks must keep their names.".formatted(mapped, name),
                        "Set the property to 'own', or take the NameMapper away.");
            }
        }

    }

}
