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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.data.redis.connection.RedisSentinelConfiguration;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.awaitility.Awaitility.await;

/** A master, a replica of it and three sentinels on loopback. */
public final class RedisSentinel implements AutoCloseable {

    public static final String NAME = "main";

    private final RedisProcess master = RedisProcess.start("--repl-diskless-sync-delay", "0");

    private final RedisProcess replica = RedisProcess.start("--replicaof", this.master.host(),
            String.valueOf(this.master.port()));

    private final List<RedisProcess> sentinels = IntStream.range(0, 3).mapToObj((i) -> startSentinel()).toList();

    private RedisSentinel() {
    }

    /**
     * Starts all of them and waits until the sentinels know each other and the replica.
     */
    public static RedisSentinel start() {
        RedisSentinel sentinel = new RedisSentinel();
        await().atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> sentinel.sentinels.stream().allMatch(RedisSentinel::isComplete));
        return sentinel;
    }

    /** Returns what was the master at the start. */
    public RedisProcess master() {
        return this.master;
    }

    /** Returns what was the replica at the start. */
    public RedisProcess replica() {
        return this.replica;
    }

    public RedisSentinelConfiguration configuration() {
        RedisSentinelConfiguration configuration = new RedisSentinelConfiguration().master(NAME);
        this.sentinels.forEach((sentinel) -> configuration.sentinel(sentinel.host(), sentinel.port()));
        return configuration;
    }

    @Override
    public void close() {
        Stream.concat(this.sentinels.stream(), Stream.of(this.replica, this.master)).forEach(RedisProcess::close);
    }

    private RedisProcess startSentinel() {
        try {
            Path file = Files.createTempFile("sentinel", ".conf");
            file.toFile().deleteOnExit();
            Files.writeString(file, """
                    sentinel monitor %1$s %2$s %3$d 2
                    sentinel down-after-milliseconds %1$s 1000
                    sentinel failover-timeout %1$s 5000
                    """.formatted(NAME, this.master.host(), this.master.port()));
            return RedisProcess.startWith(file, "--sentinel");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static boolean isComplete(RedisProcess sentinel) {
        try (RedisConsole console = new RedisConsole(sentinel.host(), sentinel.port())) {
            List<?> facts = (List<?>) ((List<?>) console.send("SENTINEL", "MASTERS")).get(0);
            return fact(facts, "num-slaves").equals("1") && fact(facts, "num-other-sentinels").equals("2");
        }
    }

    private static Object fact(List<?> facts, String name) {
        return facts.get(facts.indexOf(name) + 1);
    }

}
