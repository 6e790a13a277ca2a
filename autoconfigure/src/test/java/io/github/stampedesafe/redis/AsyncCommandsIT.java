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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.Tombstone;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.Relay;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** No operation but {@code get} blocks its caller, over a Lettuce factory of any kind. */
class AsyncCommandsIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Long enough for a machine that is busy with other tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static RedisProcess server;

    private static Relay relay;

    private static RedisConnections connections;

    private static RedisConnections patientConnections;

    private final KeyLayout keys = new KeyLayout("test " + UUID.randomUUID() + ":");

    private final EntryStore store = store(connections.factory());

    @BeforeAll
    static void connect() {
        server = RedisProcess.start();
        relay = Relay.to(server.port());
        RedisStandaloneConfiguration place = new RedisStandaloneConfiguration("127.0.0.1", relay.port());
        connections = RedisConnections.to(place, TIMEOUT);
        patientConnections = RedisConnections.to(place, PATIENCE);
    }

    @AfterAll
    static void disconnect() {
        connections.close();
        patientConnections.close();
        relay.close();
        server.close();
    }

    @AfterEach
    void thaw() {
        relay.delay(Duration.ZERO);
        server.thaw();
    }

    @Test
    void noOperationBlocksItsCallerWhileRedisIsFrozen() {
        Stages.join(this.store.put(KEY, fill("warm")));
        server.freeze();
        List<CompletableFuture<?>> answers = operations().stream()
            .<CompletableFuture<?>>map((operation) -> operation.get().toCompletableFuture())
            .toList();
        assertThat(answers).allMatch((answer) -> !answer.isDone());
        assertThat(answers).allSatisfy(AsyncCommandsIT::assertUnanswered);
    }

    @Test
    void aThousandOperationsOfOneThreadAreInFlight() {
        EntryStore patient = store(patientConnections.factory());
        CompletableFuture<?>[] stored = IntStream.range(0, 500)
            .mapToObj((i) -> patient.put(key(i), fill("value " + i)).toCompletableFuture())
            .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(stored).join();
        server.freeze();
        List<CompletableFuture<String>> read = IntStream.range(0, 1_000)
            .mapToObj((i) -> patient.getAsync(key(i), 0)
                .thenApply((entry) -> (entry != null) ? new String(entry.payload().bytes()) : "none")
                .toCompletableFuture())
            .toList();
        assertThat(read).allMatch((answer) -> !answer.isDone());
        server.thaw();
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i)).succeedsWithin(PATIENCE).isEqualTo((i < 500) ? "value " + i : "none");
        }
    }

    @Test
    void aServerThatIsDownFailsTheStage() {
        try (RedisProcess mortal = RedisProcess.start();
                RedisConnections own = RedisConnections.to(mortal.host(), mortal.port())) {
            EntryStore mortals = store(own.factory());
            Stages.join(mortals.put(KEY, fill("value")));
            mortal.kill();
            await().until(
                    () -> mortals.evict(KEY).toCompletableFuture().handle((done, failure) -> failure != null).join());
            assertUnanswered(mortals.evict(KEY).toCompletableFuture());
        }
    }

    @Test
    void aFactoryThatIsShutDownFailsTheStage() {
        RedisConnections own = RedisConnections.to(server.host(), server.port());
        EntryStore closed = store(own.factory());
        Stages.join(closed.put(KEY, fill("value")));
        own.close();
        assertThat(closed.evict(KEY)).failsWithin(TIMEOUT.multipliedBy(3))
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(CacheUnavailableException.class)
            .withMessageContaining("Redis did not carry out 'evict' for key 'DE' of cache 'totals': ");
    }

    @Test
    void theFirstConnectionBlocksNoCallerEither() {
        server.freeze();
        LettuceConnectionFactory late = factory();
        try {
            EntryStore unconnected = store(late);
            CompletableFuture<Boolean> first = unconnected.put(KEY, fill("first")).toCompletableFuture();
            CompletableFuture<Boolean> second = unconnected.put(key(1), fill("second")).toCompletableFuture();
            assertThat(List.of(first, second)).allMatch((answer) -> !answer.isDone());
            server.thaw();
            assertThat(first).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
            assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        }
        finally {
            late.destroy();
        }
    }

    @Test
    void aConnectionThatIsNotSharedIsUsedByTheCaller() {
        LettuceConnectionFactory unshared = factory();
        unshared.setShareNativeConnection(false);
        try {
            EntryStore blocking = store(unshared);
            assertThat(blocking.put(KEY, fill("value")).toCompletableFuture()).isCompletedWithValue(true);
            assertThat(blocking.getAsync(KEY, 0).toCompletableFuture()).isCompleted();
            assertThat(blocking.failure(KEY).toCompletableFuture()).isCompletedWithValue(null);
        }
        finally {
            unshared.destroy();
        }
    }

    private List<Supplier<CompletionStage<?>>> operations() {
        Claim claim = new Claim("token", null, LONG, false);
        return List.of(() -> this.store.getAsync(KEY, 0), () -> this.store.begin(KEY, null, claim),
                () -> this.store.publish(KEY, claim, java.time.Instant.EPOCH, fill("value")),
                () -> this.store.abandon(KEY, claim),
                () -> this.store.fail(KEY, claim, new RememberedFailure("Type", "message", java.time.Instant.EPOCH),
                        LONG),
                () -> this.store.failure(KEY), () -> this.store.put(KEY, fill("value")), () -> this.store.evict(KEY),
                () -> this.store.evict(KEY, new Tombstone(1, LONG)), () -> this.store.expire(KEY),
                () -> this.store.clear("totals", 0), () -> this.store.expireAll("totals", 0),
                () -> this.store.marks(Set.of("totals", "orders")),
                () -> this.store.restore("totals", new Marks(1, 1)));
    }

    private static void assertUnanswered(CompletableFuture<?> answer) {
        assertThat(answer).failsWithin(Duration.ofSeconds(5))
            .withThrowableOfType(ExecutionException.class)
            .havingCause()
            .isInstanceOfSatisfying(CacheUnavailableException.class,
                    (ex) -> assertThat(ex.reason()).isEqualTo(Reason.UNANSWERED));
    }

    private static LettuceConnectionFactory factory() {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(server.host(), server.port()));
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    private EntryStore store(LettuceConnectionFactory factory) {
        return new RedisEntryStore(factory, this.keys, new CacheListener() {
        });
    }

    private static CacheKey key(int number) {
        return new CacheKey("totals", "key " + number);
    }

    private static NewEntry fill(@Nullable String text) {
        return new NewEntry(Payload.of(String.valueOf(text).getBytes()), LONG, LONG, Duration.ZERO, null);
    }

}
