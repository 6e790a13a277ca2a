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

package io.github.stampedesafe.labinstance;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The two lanes of an instance: Spring's own cache manager over Redis as Spring ships it,
 * and this library. Redis, time to live, query and pool are the same.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching
@EnableConfigurationProperties(LabInstanceSettings.class)
class LabInstanceConfiguration {

    /** Large enough that callers queue at the database and not at the pool. */
    private static final int CONNECTIONS = 256;

    /** Open all the time, so that no caller pays for a connection in a usual stampede. */
    private static final int IDLE_CONNECTIONS = 64;

    @Bean
    RedisCacheManager cacheManager(RedisConnectionFactory redis, LabInstanceSettings settings) {
        return RedisCacheManager.builder(redis)
            .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                .entryTtl(settings.ttl())
                .prefixCacheNameWith(settings.keyPrefix() + "unprotected:"))
            .build();
    }

    @Bean
    HikariDataSource unprotectedDatabase(LabInstanceSettings settings) {
        return pool(settings.unprotectedDatabase(), settings);
    }

    @Bean
    HikariDataSource protectedDatabase(LabInstanceSettings settings) {
        return pool(settings.protectedDatabase(), settings);
    }

    @Bean
    UnprotectedProducts unprotectedProducts(DataSource unprotectedDatabase, LabInstanceSettings settings) {
        return new UnprotectedProducts(new ProductQuery(new JdbcTemplate(unprotectedDatabase), settings.number()));
    }

    @Bean
    ProtectedProducts protectedProducts(DataSource protectedDatabase, LabInstanceSettings settings) {
        return new ProtectedProducts(new ProductQuery(new JdbcTemplate(protectedDatabase), settings.number()));
    }

    @EventListener
    void tellTheLab(ApplicationReadyEvent ready) {
        Environment environment = ready.getApplicationContext().getEnvironment();
        System.out.println(LabInstance.LISTENS + environment.getRequiredProperty("local.server.port"));
    }

    private static HikariDataSource pool(String url, LabInstanceSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(settings.databaseUser());
        pool.setPassword(settings.databasePassword());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(IDLE_CONNECTIONS);
        pool.setConnectionTimeout(60_000);
        return new HikariDataSource(pool);
    }

}
