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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** All commands use one connection of Spring Data, as long as it is of use. */
class KeptConnectionIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static RedisProcess server;

    private final CountingFactory factory = new CountingFactory();

    private final EntryStore store = new RedisEntryStore(this.factory, new KeyLayout("test " + UUID.randomUUID() + ":"),
            new CacheListener() {
            });

    @BeforeAll
    static void start() {
        server = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    KeptConnectionIT() {
        this.factory.afterPropertiesSet();
        this.factory.start();
        Stages.join(this.store.put(KEY, fill("value")));
    }

    @AfterEach
    void destroy() {
        this.factory.destroy();
    }

    @Test
    void commandsMakeNoConnectionOfTheirOwn() {
        int before = this.factory.made.get();
        for (int i = 0; i < 10; i++) {
            assertThat(text(KEY)).isEqualTo("value");
            Stages.join(this.store.put(KEY, fill("value")));
        }
        assertThat(this.factory.made).hasValue(before);
    }

    @Test
    void callersAtOneTimeGetTheirOwnAnswers() {
        List<CompletableFuture<?>> callers = IntStream.range(0, 8).<CompletableFuture<?>>mapToObj((caller) -> {
            CacheKey own = new CacheKey("totals", "caller " + caller);
            Stages.join(this.store.put(own, fill(own.text())));
            return CompletableFuture
                .runAsync(() -> IntStream.range(0, 200).forEach((read) -> assertThat(text(own)).isEqualTo(own.text())));
        }).toList();
        assertThat(callers).allSatisfy((caller) -> assertThat(caller).succeedsWithin(LONG));
    }

    @Test
    void aTransactionOfTheApplicationIsNotDisturbed() {
        byte[] name = "mine".getBytes();
        try (RedisConnection connection = this.factory.getConnection()) {
            connection.multi();
            connection.stringCommands().set(name, name);
            assertThat(text(KEY)).isEqualTo("value");
            assertThat(connection.exec()).hasSize(1);
            assertThat(connection.stringCommands().get(name)).isEqualTo(name);
        }
    }

    @Test
    void aConnectionThatWasResetIsReplaced() {
        this.factory.resetConnection();
        assertThat(text(KEY)).isEqualTo("value");
        this.factory.resetConnection();
        Stages.join(this.store.put(KEY, fill("other")));
        assertThat(text(KEY)).isEqualTo("other");
    }

    @Test
    void aFactoryThatWasStoppedAndStartedServesAgain() {
        this.factory.stop();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> this.store.get(KEY))
            .withMessageStartingWith("Redis did not carry out 'get' for key 'DE' of cache 'totals': ");
        this.factory.start();
        assertThat(text(KEY)).isEqualTo("value");
    }

    @Test
    void aConnectionThatIsNotSpringDatasOwnIsClosedAfterEachCommand() {
        this.factory.wrap = true;
        this.factory.resetConnection();
        for (int i = 1; i <= 3; i++) {
            assertThat(text(KEY)).isEqualTo("value");
            assertThat(this.factory.closed).hasValue(i);
        }
    }

    private @Nullable String text(CacheKey key) {
        Entry entry = this.store.get(key);
        return (entry != null) ? new String(entry.payload().bytes()) : null;
    }

    private static NewEntry fill(String text) {
        return new NewEntry(Payload.of(text.getBytes()), LONG, LONG, Duration.ZERO, null);
    }

    /** Counts the connections that are made, and can wrap them as an agent would. */
    private static final class CountingFactory extends LettuceConnectionFactory {

        private final AtomicInteger made = new AtomicInteger();

        private final AtomicInteger closed = new AtomicInteger();

        private boolean wrap;

        CountingFactory() {
            super(new RedisStandaloneConfiguration(server.host(), server.port()));
        }

        @Override
        public RedisConnection getConnection() {
            this.made.incrementAndGet();
            RedisConnection connection = super.getConnection();
            return this.wrap ? wrapped(connection) : connection;
        }

        private RedisConnection wrapped(RedisConnection connection) {
            return (RedisConnection) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] { RedisConnection.class }, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            this.closed.incrementAndGet();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        }
                        catch (InvocationTargetException ex) {
                            throw ex.getCause();
                        }
                    });
        }

    }

}
