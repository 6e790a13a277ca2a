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
import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.logging.StartLog;
import io.github.stampedesafe.redis.KeyLayout;
import io.github.stampedesafe.redis.RedisClock;
import io.github.stampedesafe.redis.RedisEntryStore;
import io.github.stampedesafe.redis.RedisRanking;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.SharedRanking;

/** Entries, time and signals of Redis, unless the application stores entries itself. */
@Configuration(proxyBeanMethods = false)
@Lazy
@ConditionalOnClass(RedisConnectionFactory.class)
@ConditionalOnMissingBean(EntryStore.class)
class RedisStoreConfiguration {

    @Bean
    RedisEntryStore stampedeSafeEntryStore(ObjectProvider<StoreConnection> connection, KeyLayout keys,
            @Qualifier("stampedeSafeListeners") CacheListener listener, StampedeSafeProperties properties) {
        StoreConnection used = used(connection);
        return new RedisEntryStore(used.factory(), used.bulk(), keys, listener, properties.redis().timeout());
    }

    @Bean
    @ConditionalOnMissingBean(SharedRanking.class)
    RedisRanking stampedeSafeRanking(ObjectProvider<StoreConnection> connection, KeyLayout keys) {
        return new RedisRanking(factory(connection), keys);
    }

    /** An application may have an {@code InstantSource} of its own. */
    @Bean(defaultCandidate = false)
    RedisClock stampedeSafeClock(ObjectProvider<StoreConnection> connection) {
        return new RedisClock(factory(connection), System::nanoTime, InstantSource.system());
    }

    @Bean
    RedisSignals stampedeSafeSignals(ObjectProvider<StoreConnection> connection, KeyLayout keys,
            @Qualifier("stampedeSafeClock") RedisClock clock) {
        return new RedisSignals(factory(connection), keys, clock::calibrate);
    }

    @Bean
    BackgroundTask stampedeSafeCalibrationTask(@Qualifier("stampedeSafeClock") RedisClock clock) {
        return BackgroundTask.polling("reading the time of Redis", Duration.ofSeconds(1), clock::follow);
    }

    @Bean
    BackgroundTask stampedeSafeEvictionAdviceTask(ObjectProvider<StoreConnection> connection) {
        return BackgroundTask.bracket("asking for the eviction policy",
                new EvictionAdvice(factory(connection), new StartLog()), () -> {
                });
    }

    private static RedisConnectionFactory factory(ObjectProvider<StoreConnection> connection) {
        return used(connection).factory();
    }

    private static StoreConnection used(ObjectProvider<StoreConnection> connection) {
        return connection.getIfAvailable(() -> {
            throw new InvalidSettingException(
                    "'stampede-safe.redis.connection' is 'own', but Lettuce, by which connections are made, is not on the "
                            + "class path.",
                    "Add 'io.lettuce:lettuce-core', or set the property to 'shared' to use the application's "
                            + "RedisConnectionFactory bean.");
        });
    }

}
