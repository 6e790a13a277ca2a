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

package io.github.stampedesafe.sample.local;

import java.io.IOException;
import java.sql.SQLException;

import org.h2.tools.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Starts a Redis, and opens the database of this process to its neighbours, unless the
 * application is told to use others. Nothing else in the sample knows.
 */
@Configuration(proxyBeanMethods = false)
class LocalServicesConfiguration {

    @Bean
    @ConditionalOnUnset("spring.data.redis")
    EmbeddedRedis embeddedRedis() {
        return EmbeddedRedis.start();
    }

    @Bean
    @ConditionalOnUnset("spring.data.redis")
    DataRedisConnectionDetails embeddedRedisConnectionDetails(EmbeddedRedis redis) {
        return new DataRedisConnectionDetails() {

            @Override
            public Standalone getStandalone() {
                return Standalone.of("127.0.0.1", redis.port());
            }

        };
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    @ConditionalOnUnset("spring.datasource.url")
    Server databaseServer() throws SQLException {
        return Server.createTcpServer("-tcpPort", "0", "-tcpDaemon");
    }

    @Bean
    @ConditionalOnUnset({ "spring.data.redis", "spring.datasource.url" })
    OtherInstances otherInstances(EmbeddedRedis redis, Server database) throws IOException {
        return new OtherInstances(redis.port(), database.getPort());
    }

    @Bean
    SecondInstance secondInstance(ObjectProvider<OtherInstances> others) {
        return new SecondInstance(others.getIfAvailable());
    }

}
