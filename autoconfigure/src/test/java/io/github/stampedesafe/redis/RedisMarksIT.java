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

package io.github.stampedesafe.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;

/** Marks as somebody else, or a clock that was wrong, has left them. */
@ExtendWith(OutputCaptureExtension.class)
class RedisMarksIT {

    private static RedisProcess server;

    private static RedisConnections connections;

    private final KeyLayout keys = new KeyLayout("test " + UUID.randomUUID() + ":");

    private final BlockingStore store = new BlockingStore(
            new RedisEntryStore(connections.factory(), this.keys, new CacheListener() {
            }));

    private final StringRedisTemplate redis = new StringRedisTemplate(connections.factory());

    @BeforeAll
    static void start() {
        server = RedisProcess.start();
        connections = RedisConnections.to(server.host(), server.port());
    }

    @AfterAll
    static void stop() {
        connections.close();
        server.close();
    }

    /** As it is after a clear, when the clock was set back by ten years. */
    @Test
    void clearNeverGoesBack() {
        long before = now().plus(Duration.ofDays(3_650)).toEpochMilli();
        this.redis.opsForValue().set(this.keys.cleared("totals"), Long.toString(before));

        assertThat(this.store.clear("totals", 0)).isEqualTo(before + 1);
        assertThat(this.store.marks(Set.of("totals")).get("totals")).isEqualTo(Marks.cleared(before + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "nan", "-1", "+1", " 1", "1e3", "0x10", "1.5", "35184372088832",
            "999999999999999", "9223372036854775807", "99999999999999999999" })
    void whatCanBeNoMarkIsIgnoredAndReplaced(String text) {
        this.redis.opsForValue().set(this.keys.cleared("totals"), text);

        assertThat(this.store.marks(Set.of("totals"))).isEmpty();
        Instant before = now();
        long mark = this.store.clear("totals", 0);
        assertThat(Instant.ofEpochMilli(mark)).isBetween(before, now());
        assertThat(this.redis.opsForValue().get(this.keys.cleared("totals"))).isEqualTo(String.valueOf(mark));
        assertThat(this.redis.getExpire(this.keys.cleared("totals"))).as("no expiry").isEqualTo(-1);
    }

    @Test
    void anotherTypeOfMarkIsIgnoredAndReplaced() {
        this.redis.opsForList().rightPush(this.keys.cleared("totals"), "1");
        this.redis.opsForList().rightPush(this.keys.expired("totals"), "1");

        assertThat(this.store.marks(Set.of("totals"))).isEmpty();
        long mark = this.store.clear("totals", 0);
        this.store.restore("totals", new Marks(1, 2));
        assertThat(this.store.marks(Set.of("totals")).get("totals")).isEqualTo(new Marks(mark, 2));
    }

    @Test
    void marksAreReadAlikeByJavaAndLua() {
        for (String text : List.of("0", "00", "1", "007", "35184372088830", "35184372088831", "35184372088832",
                "00000000000001", "000000000000001", "12 ", "1\u0000", "٣")) {
            this.redis.opsForValue().set(this.keys.expired("totals"), text);
            long read = this.store.marks(Set.of("totals")).getOrDefault("totals", Marks.NONE).expired();
            this.redis.opsForValue().set(this.keys.cleared("totals"), text);

            this.store.restore("totals", Marks.cleared(Math.max(1, read)));

            String left = this.redis.opsForValue().get(this.keys.cleared("totals"));
            assertThat(left).as(text).isEqualTo((read > 0) ? text : "1");
        }
    }

    @Test
    void whatIsNoMarkIsSaidOnceUntilItIsAMarkAgain(CapturedOutput output) {
        String name = this.keys.cleared("totals");
        String said = "Redis key '" + name + "' holds '%s', which is no mark of a cache. "
                + "It is ignored, and replaced when the whole cache is next cleared or expired.";
        this.redis.opsForValue().set(name, "999999999999999");
        for (int i = 0; i < 3; i++) {
            this.store.marks(Set.of("totals"));
        }
        assertThat(output.getAll().lines().filter((line) -> line.contains(name))).hasSize(1)
            .first(InstanceOfAssertFactories.STRING)
            .contains(said.formatted("999999999999999"));

        this.store.clear("totals", 0);
        this.store.marks(Set.of("totals"));
        this.redis.opsForValue().set(name, "7\n" + "x".repeat(50));
        this.store.marks(Set.of("totals"));
        assertThat(output).contains(said.formatted("7\\u000a" + "x".repeat(38) + "…"));
    }

    private static Instant now() {
        try (RedisConnection connection = connections.factory().getConnection()) {
            return Instant.EPOCH.plus(connection.serverCommands().time(TimeUnit.MILLISECONDS), ChronoUnit.MILLIS);
        }
    }

}
