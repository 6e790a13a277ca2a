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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.redis.KeyLayout;

/** Names in Redis. */
@Configuration(proxyBeanMethods = false)
@Lazy
class KeyLayoutConfiguration {

    /** Without our store there is no channel, and no connection that has a database. */
    @Bean
    @ConditionalOnMissingBean
    KeyLayout stampedeSafeKeyLayout(StampedeSafeProperties properties, Environment environment,
            ObjectProvider<UsedDatabase> database) {
        return new KeyLayout(KeyPrefix.of(properties.keyPrefix(), environment),
                database.getIfAvailable(() -> UsedDatabase.FIRST).number());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(StoreConnection.class)
    @Lazy
    static class OfTheStore {

        @Bean
        UsedDatabase stampedeSafeUsedDatabase(StoreConnection connection) {
            return new UsedDatabase(connection.database());
        }

    }

    /**
     * The database that holds the entries.
     *
     * @param number its number
     */
    record UsedDatabase(int number) {

        static final UsedDatabase FIRST = new UsedDatabase(0);

    }

}
