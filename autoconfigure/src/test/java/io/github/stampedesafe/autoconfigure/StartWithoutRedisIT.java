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

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.LoggedLines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A start without Redis says so in one line, which calls do not repeat. */
class StartWithoutRedisIT {

    private static final String GOES_ON = ". Until it is back, values are loaded without it, as "
            + "'stampede-safe.redis.on-failure' says, and changes stay pending.";

    private final LoggedLines log = new LoggedLines();

    @AfterEach
    void stopRecording() {
        this.log.close();
    }

    @Test
    void aClosedPort() {
        assertSaidOnce(
                "No connection to Redis at localhost:1: nothing listens there (connection refused). Start Redis, "
                        + "or correct 'spring.data.redis.host' and 'spring.data.redis.port'",
                "host=localhost", "port=1");
    }

    @Test
    void anUnknownHost() {
        assertSaidOnce(
                "No connection to Redis at redis.invalid:6379: the host name is unknown. Correct "
                        + "'spring.data.redis.host', or whichever property names the host",
                "host=redis.invalid", "port=6379");
    }

    @Test
    void aWrongPassword() {
        try (RedisProcess server = RedisProcess.start("--requirepass", "secret")) {
            assertSaidOnce(
                    "No connection to Redis at 127.0.0.1:" + server.port()
                            + ": Redis does not accept the user or its password (WRONGPASS). Correct "
                            + "'spring.data.redis.username' and 'spring.data.redis.password'",
                    "host=127.0.0.1", "port=" + server.port(), "password=guess");
        }
    }

    @Test
    void aServerThatIsFrozen() {
        try (RedisProcess server = RedisProcess.start()) {
            server.freeze();
            assertSaidOnce(
                    "No connection to Redis at 127.0.0.1:" + server.port() + ": no answer within 500 ms. Redis or "
                            + "the network is too slow, or a firewall drops what is sent",
                    "host=127.0.0.1", "port=" + server.port());
            server.thaw();
        }
    }

    @Test
    void aServerThatComesLaterEndsTheOutage() {
        try (RedisProcess server = RedisProcess.start()) {
            server.kill();
            runner("host=127.0.0.1", "port=" + server.port()).run((context) -> {
                assertThat(this.log.at(Level.WARN)).hasSize(1);
                server.restart();
                await().until(() -> this.log.at(Level.INFO),
                        (lines) -> lines.stream().anyMatch((line) -> line.startsWith("The cache is back after ")));
            });
            assertThat(this.log.at(Level.WARN)).hasSize(1);
        }
    }

    private void assertSaidOnce(String problem, String... redis) {
        runner(redis).run((context) -> {
            assertThat(context).hasNotFailed();
            List<String> line = List.of("The cache is out of reach: " + problem + GOES_ON);
            assertThat(this.log.at(Level.WARN)).isEqualTo(line);
            StampedeSafeCaches caches = context.getBean(StampedeSafeCaches.class);
            for (int i = 0; i < 5; i++) {
                assertThat(caches.cache("totals").get("DE" + i, String.class, () -> "loaded")).isEqualTo("loaded");
            }
            // Some probes fail meanwhile.
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            assertThat(this.log.at(Level.WARN)).isEqualTo(line);
        });
        assertThat(this.log.at(Level.WARN)).hasSize(1);
    }

    private static ApplicationContextRunner runner(String... redis) {
        ApplicationContextRunner runner = Contexts.inUse();
        for (String property : redis) {
            runner = runner.withPropertyValues("spring.data.redis." + property);
        }
        return runner;
    }

}
