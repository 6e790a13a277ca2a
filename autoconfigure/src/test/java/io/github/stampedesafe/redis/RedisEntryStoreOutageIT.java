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

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class RedisEntryStoreOutageIT {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final NewEntry FILL = new NewEntry(Payload.of(new byte[1]), Duration.ofMinutes(1),
            Duration.ofMinutes(1), Duration.ZERO, null);

    private static final Claim CLAIM = new Claim("a", null, Duration.ofMinutes(1), false);

    private static RedisProcess server;

    private static RedisConnections connections;

    private final KeyLayout keys = new KeyLayout("shop:");

    private final BlockingStore store = store(connections);

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

    @Test
    void flushedScriptsAreSentAgain() {
        useEveryScript();
        send("SCRIPT", "FLUSH");
        useEveryScript();
    }

    @Test
    void killedConnectionsAreReplaced() {
        this.store.put(KEY, FILL);

        send("CLIENT", "KILL", "TYPE", "normal");

        await().atMost(Duration.ofSeconds(10))
            .ignoreException(CacheUnavailableException.class)
            .until(() -> this.store.get(KEY) != null);
    }

    @Test
    void frozenServerIsGivenUpAfterTheCommandTimeout() {
        Duration timeout = Duration.ofMillis(500);
        try (RedisConnections hasty = RedisConnections
            .to(new RedisStandaloneConfiguration(server.host(), server.port()), timeout)) {
            BlockingStore hastyStore = store(hasty);
            server.freeze();
            long begin = System.nanoTime();
            assertUnavailable(() -> hastyStore.get(KEY), "'get' for key 'DE' of cache 'totals'");
            assertUnavailable(() -> hastyStore.evict(KEY), "'evict' for key 'DE' of cache 'totals'");
            assertUnavailable(() -> hastyStore.clear("totals", 0), "'clear' for cache 'totals'");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(timeout, timeout.multipliedBy(8));
        }
        finally {
            server.thaw();
        }
    }

    @Test
    void stoppedConnectionsAreNoOtherError() {
        RedisConnections closed = RedisConnections.to(server.host(), server.port());
        BlockingStore closedStore = store(closed);
        closed.close();

        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> closedStore.get(KEY))
            .withMessageStartingWith("Redis did not carry out 'get' for key 'DE' of cache 'totals': ");
    }

    private void useEveryScript() {
        Instant start = ((Begin.Started) this.store.begin(KEY, null, CLAIM)).at();
        assertThat(this.store.publish(KEY, CLAIM, start, FILL)).isEqualTo(EntryStore.Published.STORED);
        assertThat(this.store.abandon(KEY, CLAIM)).isFalse();
        this.store.put(KEY, FILL);
        this.store.expire(KEY);
        assertThat(this.store.get(KEY)).isNotNull();
        this.store.evict(KEY);
        this.store.clear("totals", 0);
        assertThat(this.store.get(KEY)).isNull();
    }

    private BlockingStore store(RedisConnections connections) {
        return new BlockingStore(new RedisEntryStore(connections.factory(), this.keys, new CacheListener() {
        }));
    }

    private static void send(String... command) {
        try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
            console.send(command);
        }
    }

    private static void assertUnavailable(ThrowingCallable operation, String what) {
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(operation)
            .withMessage("Redis did not carry out " + what + ": Redis command timed out")
            .withCauseInstanceOf(QueryTimeoutException.class);
    }

}
