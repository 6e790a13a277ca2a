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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.util.List;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class RedisTopologiesIT {

    @Test
    void sharedServerAnswers() {
        RedisServers.Address address = RedisServers.shared();
        try (RedisConsole console = new RedisConsole(address.host(), address.port())) {
            assertThat(console.send("PING")).isEqualTo("PONG");
        }
        assertThat(RedisServers.shared()).isSameAs(address);
    }

    @Test
    void overrideNamesHostAndPort() {
        assertThat(RedisServers.parse("[::1]:6380")).isEqualTo(new RedisServers.Address("[::1]", 6380));
        assertThatIllegalArgumentException().isThrownBy(() -> RedisServers.parse("localhost"))
            .withMessage("'STAMPEDE_TEST_REDIS' must be host:port but is 'localhost'");
    }

    @Test
    void processCanBeFrozenKilledAndRestarted() {
        try (RedisProcess process = RedisProcess.start("--maxmemory", "10mb")) {
            process.freeze();
            process.thaw();
            process.restart();
            try (RedisConsole console = new RedisConsole(process.host(), process.port())) {
                assertThat(console.send("CONFIG", "GET", "maxmemory")).isEqualTo(List.of("maxmemory", "10485760"));
            }
        }
    }

    @Test
    void clusterServesEverySlot() {
        try (RedisCluster cluster = RedisCluster.start();
                RedisConnections connections = RedisConnections.to(cluster.configuration());
                RedisConnection connection = connections.factory().getConnection()) {
            for (int i = 0; i < 100; i++) {
                assertThat(connection.stringCommands().set(new byte[] { (byte) i }, new byte[0])).isTrue();
            }
        }
    }

    @Test
    void sentinelsReplaceAKilledMaster() {
        try (RedisSentinel sentinel = RedisSentinel.start();
                RedisConnections connections = RedisConnections.to(sentinel.configuration())) {
            try (RedisConnection connection = connections.factory().getConnection()) {
                assertThat(connection.stringCommands().set(new byte[1], new byte[1])).isTrue();
            }
            sentinel.master().kill();
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                try (RedisConnection connection = connections.factory().getConnection()) {
                    return connection.stringCommands().set(new byte[1], new byte[1]);
                }
            });
        }
    }

    @Test
    void tlsServerIsTrustedByItsCertificate() {
        try (RedisTls server = RedisTls.start()) {
            RedisClient client = RedisClient
                .create(RedisURI.builder().withHost(server.host()).withPort(server.port()).withSsl(true).build());
            client.setOptions(ClientOptions.builder()
                .sslOptions(SslOptions.builder().trustManager(server.certificate().toFile()).build())
                .build());
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                assertThat(connection.sync().ping()).isEqualTo("PONG");
            }
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    @Test
    void userWithSpecialCharactersIsTheOnlyOne() {
        try (RedisProcess server = RedisProcess.start()) {
            RedisUser user = RedisUser.only(server);
            RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration(server.host(), server.port());
            configuration.setUsername(user.name());
            configuration.setPassword(user.password());
            try (RedisConnections connections = RedisConnections.to(configuration);
                    RedisConnection connection = connections.factory().getConnection()) {
                assertThat(connection.ping()).isEqualTo("PONG");
            }
            try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
                assertThatIllegalStateException().isThrownBy(() -> console.send("PING"))
                    .withMessageStartingWith("-NOAUTH");
            }
        }
    }

}
