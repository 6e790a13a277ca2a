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

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.ClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.awaitility.Awaitility.await;

/**
 * Connections for tests, tuned as the starter tunes its own: a command is waited for
 * shortly, is rejected while there is no connection, and lost connections are sought
 * again twice a second. The server has to be there at first.
 */
public final class RedisConnections implements AutoCloseable {

    /** Long enough for a machine that is busy with other tests. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(500);

    private final ClientResources resources = DefaultClientResources.builder()
        .ioThreadPoolSize(2)
        .computationThreadPoolSize(2)
        .reconnectDelay(Delay.constant(RECONNECT_DELAY))
        .build();

    private final LettuceConnectionFactory factory;

    private RedisConnections(RedisConfiguration configuration, Duration timeout) {
        this.factory = new LettuceConnectionFactory(configuration,
                LettuceClientConfiguration.builder()
                    .commandTimeout(timeout)
                    .shutdownTimeout(Duration.ZERO)
                    .clientResources(this.resources)
                    .clientOptions(tuned((configuration instanceof ClusterConfiguration)
                            ? ClusterClientOptions.builder() : ClientOptions.builder()))
                    .build());
        this.factory.afterPropertiesSet();
        this.factory.start();
        // The first connection of a JVM on a busy machine may take longer than the
        // timeout.
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (RedisConnection connection = this.factory.getConnection()) {
                return connection.ping() != null;
            }
        });
    }

    public static RedisConnections to(String host, int port) {
        return to(new RedisStandaloneConfiguration(host, port));
    }

    public static RedisConnections to(RedisConfiguration configuration) {
        return to(configuration, TIMEOUT);
    }

    public static RedisConnections to(RedisConfiguration configuration, Duration timeout) {
        return new RedisConnections(configuration, timeout);
    }

    public LettuceConnectionFactory factory() {
        return this.factory;
    }

    @Override
    public void close() {
        this.factory.destroy();
        this.resources.shutdown();
    }

    private static ClientOptions tuned(ClientOptions.Builder options) {
        return options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .build();
    }

}
