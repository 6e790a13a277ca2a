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
import java.util.List;
import java.util.Set;

import io.lettuce.core.protocol.ProtocolVersion;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.config.Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.test.redis.RedisProcess;

/** Whose connections, and what they speak. */
enum ProtocolClients {

    /** Lettuce finds out what the server knows. Redisson speaks RESP2. */
    OWN(Set.of("RESP2", "RESP3"), Set.of("RESP3")),

    /** A server, or a proxy before it, that does not know RESP3. */
    OWN_WITHOUT_HELLO(Set.of("RESP2"), Set.of("RESP2"), "--rename-command", "HELLO", ""),

    SHARED_RESP2(ProtocolVersion.RESP2),

    SHARED_RESP3(ProtocolVersion.RESP3);

    private final Class<?> application;

    private final List<String> properties;

    private final List<String> server;

    private final Set<String> ofCommands;

    private final Set<String> ofSignals;

    ProtocolClients(Set<String> ofCommands, Set<String> ofSignals, String... server) {
        this.application = RunningInstance.Shop.class;
        this.properties = List.of();
        this.server = List.of(server);
        this.ofCommands = ofCommands;
        this.ofSignals = ofSignals;
    }

    ProtocolClients(ProtocolVersion protocol) {
        this.application = SharedClients.class;
        this.properties = List.of("protocol=" + protocol, "stampede-safe.redis.connection=shared",
                "stampede-safe.redis.redisson=shared");
        this.server = List.of();
        this.ofCommands = Set.of(protocol.name());
        this.ofSignals = Set.of(protocol.name());
    }

    Set<String> ofCommands() {
        return this.ofCommands;
    }

    Set<String> ofSignals() {
        return this.ofSignals;
    }

    RedisProcess server() {
        return RedisProcess.start(this.server.toArray(String[]::new));
    }

    RunningInstance instance(RedisProcess redis) {
        List<String> all = new ArrayList<>(this.properties);
        all.add("spring.data.redis.port=" + redis.port());
        all.add("stampede-safe.caches.copies.near-cache=all");
        return RunningInstance.start(this.application, all);
    }

    /**
     * An application that tells its clients what to speak, and shares them. Redisson's
     * starter, if it is there, must not replace Lettuce.
     */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(excludeName = "org.redisson.spring.starter.RedissonAutoConfigurationV4")
    static class SharedClients {

        @Bean
        LettuceClientOptionsBuilderCustomizer lettuceProtocol(@Value("${protocol}") ProtocolVersion protocol) {
            return (options) -> options.protocolVersion(protocol);
        }

        @Bean(destroyMethod = "shutdown")
        RedissonClient redisson(@Value("${protocol}") Protocol protocol, @Value("${spring.data.redis.port}") int port) {
            Config config = new Config().setProtocol(protocol).setThreads(2).setNettyThreads(2);
            config.useSingleServer()
                .setAddress("redis://127.0.0.1:" + port)
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(4)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setSubscriptionConnectionPoolSize(1);
            return Redisson.create(config);
        }

    }

}
