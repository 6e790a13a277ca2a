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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.Relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** When a command of our own connections counts as unanswered. */
class AnswerWatchIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

    private final RedisProcess server = RedisProcess.start();

    private final Relay relay = Relay.to(this.server.port());

    private final LettuceConnections connections = new LettuceConnections(
            new RedisTarget(new RedisTarget.Server(new RedisTarget.Node("127.0.0.1", this.relay.port()), 0),
                    RedisTarget.Credentials.NONE, false, null),
            TIMEOUT);

    private final ClientResources resources = this.connections.resources();

    private final LettuceConnectionFactory factory = this.connections.factory(this.resources);

    @BeforeEach
    void connect() {
        this.factory.afterPropertiesSet();
        await().ignoreExceptions().until(() -> set("value".getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void close() {
        this.server.thaw();
        this.factory.destroy();
        this.resources.shutdown();
        this.relay.close();
        this.server.close();
    }

    @Test
    void aReplyThatWaitsInTheSocketWhileNobodyReadsIsHeard() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Crowd callers;
        try (RedisConnection connection = this.factory.getConnection()) {
            CountDownLatch stopped = new CountDownLatch(1);
            commands(connection).ping().thenRun(() -> {
                stopped.countDown();
                stopReading(reading);
            });
            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
            callers = Crowd.of(8, () -> get().length);
            assertThat(reading.await(TIMEOUT.toMillis() * 3, TimeUnit.MILLISECONDS)).isFalse();
            reading.countDown();
        }
        assertThat(callers.results()).containsOnly(5);
    }

    @Test
    void aServerThatIsFrozenCostsOneTimeout() {
        this.server.freeze();
        long begin = System.nanoTime();
        assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(this::get);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(3));
    }

    @Test
    void aServerThatTakesLongerThanTheTimeoutDoesNotAnswer() {
        this.relay.delay(TIMEOUT.multipliedBy(5));
        long begin = System.nanoTime();
        assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(this::get);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(3));
    }

    @Test
    void aLargeReplyThatIsArrivingIsAnAnswer() {
        byte[] large = new byte[15 << 20];
        await().ignoreExceptions().until(() -> set(large));
        this.relay.throttle(8 << 20);
        long begin = System.nanoTime();
        assertThat(get()).hasSize(large.length);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(TIMEOUT.multipliedBy(3));
    }

    private byte[] get() {
        try (RedisConnection connection = this.factory.getConnection()) {
            return connection.stringCommands().get(KEY);
        }
    }

    private boolean set(byte[] value) {
        try (RedisConnection connection = this.factory.getConnection()) {
            return Boolean.TRUE.equals(connection.stringCommands().set(KEY, value));
        }
    }

    @SuppressWarnings("unchecked")
    private static RedisClusterAsyncCommands<byte[], byte[]> commands(RedisConnection connection) {
        return (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
    }

    private static void stopReading(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
