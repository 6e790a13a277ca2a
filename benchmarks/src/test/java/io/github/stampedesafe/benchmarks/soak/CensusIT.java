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

package io.github.stampedesafe.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

class CensusIT {

    /** Longer than a pool takes here to close a connection. */
    private static final Duration UNCHANGED = Duration.ofSeconds(2);

    /** Enough where nothing changes. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RedisProcess redis = RedisProcess.start();

    private final List<RedisConsole> clients = new ArrayList<>();

    @AfterEach
    void close() {
        this.clients.forEach(RedisConsole::close);
        this.redis.close();
    }

    @Test
    void aConnectionThatEachOutageOpensAndNothingClosesIsFound() throws InterruptedException {
        List<Rest> rests = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            rests.add(rest(60 * round, SHORT));
            this.redis.freeze();
            this.redis.thaw();
            open();
        }
        assertThat(Gates.brokenAtRest(rests)).containsExactly(
                "Connections at rest: 1 in second 60, and 0 before the traffic.",
                "Connections at rest: 2 in second 120, and 0 before the traffic.");
    }

    @Test
    void aConnectionThatAPoolClosesInTheEndIsNotFound() throws InterruptedException {
        Rest before = rest(0, SHORT);
        RedisConsole pooled = open();
        AtomicLong closed = new AtomicLong();
        Rest after = restWhile(() -> {
            closed.set(System.nanoTime());
            pooled.close();
        });
        assertThat(System.nanoTime() - closed.get()).isGreaterThanOrEqualTo(UNCHANGED.toNanos());
        assertThat(Gates.brokenAtRest(List.of(before, after, rest(120, SHORT)))).isEmpty();
    }

    @Test
    void aNumberThatGoesOnChangingDoesNotSettle() throws InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Census census = new Census(this.redis)) {
            var unused = timer.scheduleWithFixedDelay(this::open, 0, 100, TimeUnit.MILLISECONDS);
            assertThat(census.clientsSettle(Duration.ofSeconds(10), Duration.ofSeconds(2))).isFalse();
        }
        finally {
            timer.shutdown();
            assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Rest restWhile(Runnable task) throws InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = timer.schedule(task, 300, TimeUnit.MILLISECONDS);
            return rest(60, UNCHANGED);
        }
        finally {
            timer.shutdown();
        }
    }

    private Rest rest(long second, Duration unchanged) throws InterruptedException {
        try (Census census = new Census(this.redis)) {
            boolean settled = census.clientsSettle(unchanged, LIMIT);
            return new Rest(second, 0, 0, census.clients(), settled);
        }
    }

    /** Asks something, so that the server knows of the connection. */
    private RedisConsole open() {
        RedisConsole client = new RedisConsole(this.redis.host(), this.redis.port());
        client.send("PING");
        this.clients.add(client);
        return client;
    }

}
