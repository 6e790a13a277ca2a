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
import java.util.Map;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.logging.StartLog;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.LoggedLines;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of the eviction policy of a real server. */
class EvictionAdviceIT {

    private RedisProcess redis;

    private LettuceConnectionFactory factory;

    @BeforeEach
    void start() {
        this.redis = RedisProcess.start();
        this.factory = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(this.redis.host(), this.redis.port()),
                LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(2)).build());
        this.factory.afterPropertiesSet();
        this.factory.start();
    }

    @AfterEach
    void stop() {
        this.factory.destroy();
        this.redis.close();
    }

    @Test
    void policyThatEvictsAnyKeyIsNamed() {
        assertThat(advice("allkeys-lru", "100mb")).isEqualTo(
                "'maxmemory-policy' of Redis is 'allkeys-lru', so that a full Redis may evict leases and the marks of clears. "
                        + "A key may be loaded twice, and values from before a clear may be served. Set it to 'volatile-lru', or give the cache enough memory.");
    }

    @Test
    void policyThatEvictsWhatEndsSoonestIsNamed() {
        assertThat(advice("volatile-ttl", "100mb"))
            .isEqualTo("'maxmemory-policy' of Redis is 'volatile-ttl', so that a full Redis may evict leases. "
                    + "A key may be loaded twice. Set it to 'volatile-lru', or give the cache enough memory.");
    }

    @ParameterizedTest
    @CsvSource({ "noeviction, 100mb", "volatile-lru, 100mb", "volatile-lfu, 100mb", "allkeys-lru, 0" })
    void nothingIsSaidOfOthersAndOfAServerWithoutABound(String policy, String memory) {
        assertThat(advice(policy, memory)).isEmpty();
    }

    @Test
    void serverThatDoesNotTellOrIsAwayIsTakenToBeRight() {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            console.send("ACL", "SETUSER", "default", "-info");
        }
        assertThat(advice("noeviction", "0")).isEmpty();
        this.redis.close();
        assertThat(lines()).isEmpty();
    }

    private String advice(String policy, String memory) {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            Map.of("maxmemory-policy", policy, "maxmemory", memory)
                .forEach((name, value) -> console.send("CONFIG", "SET", name, value));
        }
        return lines();
    }

    private String lines() {
        try (LoggedLines lines = new LoggedLines()) {
            new EvictionAdvice(this.factory, new StartLog()).run();
            return String.join("\n", lines.at(Level.WARN));
        }
    }

}
