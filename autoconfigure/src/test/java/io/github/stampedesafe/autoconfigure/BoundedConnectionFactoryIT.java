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

import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class BoundedConnectionFactoryIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @Test
    void manyCallersOfAServerThatIsFrozenFromTheStartWaitTogether() {
        try (RedisProcess server = RedisProcess.start(); Factory opened = new Factory(server)) {
            server.freeze();
            long start = System.nanoTime();
            assertThat(Crowd.of(20, () -> ping(opened.factory)).failures()).hasSize(20)
                .allSatisfy((failure) -> assertThat(failure).isInstanceOf(RedisConnectionFailureException.class));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(6));
            server.thaw();
            await().ignoreExceptions().until(() -> ping(opened.factory), "PONG"::equals);
        }
    }

    @Test
    void aServerThatIsDownAtTheStartIsFoundWhenItComes() {
        try (RedisProcess server = RedisProcess.start(); Factory opened = new Factory(server)) {
            server.kill();
            assertThatExceptionOfType(RedisConnectionFailureException.class).isThrownBy(() -> ping(opened.factory));
            server.restart();
            await().ignoreExceptions().until(() -> ping(opened.factory), "PONG"::equals);
        }
    }

    @Test
    void aLostConnectionFailsAtOnceAndComesBack() {
        try (RedisProcess server = RedisProcess.start(); Factory opened = new Factory(server)) {
            await().ignoreExceptions().until(() -> ping(opened.factory), "PONG"::equals);
            server.kill();
            await().until(() -> Crowd.one(() -> ping(opened.factory)).failures().size() == 1);
            long start = System.nanoTime();
            assertThat(Crowd.of(20, () -> ping(opened.factory)).failures()).hasSize(20);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
            server.restart();
            await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> ping(opened.factory), "PONG"::equals);
        }
    }

    @Test
    void aFactoryThatWasStoppedConnectsAgain() {
        try (RedisProcess server = RedisProcess.start(); Factory opened = new Factory(server)) {
            await().ignoreExceptions().until(() -> ping(opened.factory), "PONG"::equals);
            opened.factory.stop();
            opened.factory.start();
            await().ignoreExceptions().until(() -> ping(opened.factory), "PONG"::equals);
        }
    }

    private static String ping(LettuceConnectionFactory factory) {
        try (RedisConnection connection = factory.getConnection()) {
            return String.valueOf(connection.ping());
        }
    }

    private static final class Factory implements AutoCloseable {

        private final ClientResources resources;

        private final LettuceConnectionFactory factory;

        Factory(RedisProcess server) {
            LettuceConnections connections = new LettuceConnections(BootRedisTarget.of(new Details(server), null),
                    TIMEOUT);
            this.resources = connections.resources();
            this.factory = connections.factory(this.resources);
            this.factory.afterPropertiesSet();
        }

        @Override
        public void close() {
            this.factory.destroy();
            this.resources.shutdown();
        }

    }

    private record Details(RedisProcess server) implements DataRedisConnectionDetails {

        @Override
        public Standalone getStandalone() {
            return Standalone.of(this.server.host(), this.server.port());
        }

    }

}
