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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.contract.EntryStoreContract;

/** The contract on a real server; a new prefix for each test. */
abstract class RedisStoreContract extends EntryStoreContract {

    final KeyLayout keys = new KeyLayout("test " + UUID.randomUUID() + ":");

    final List<String> unreadable = new CopyOnWriteArrayList<>();

    private final List<Signal> signals = new CopyOnWriteArrayList<>();

    private RedisConnection subscription;

    private BlockingStore store;

    abstract RedisConnectionFactory connectionFactory();

    @BeforeEach
    void open() {
        this.store = new BlockingStore(new RedisEntryStore(connectionFactory(), this.keys, new CacheListener() {

            @Override
            public void onEvent(CacheEvent event) {
                RedisStoreContract.this.unreadable.add(((Unreadable) event).failure().getMessage());
            }

        }));
        this.subscription = connectionFactory().getConnection();
        this.subscription.subscribe(
                (message, pattern) -> this.signals
                    .add(SignalFormat.read(new String(message.getBody(), StandardCharsets.UTF_8))),
                this.keys.signals().getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        this.subscription.close();
    }

    @Override
    protected BlockingStore store() {
        return this.store;
    }

    @Override
    protected Instant now() {
        try (RedisConnection connection = connectionFactory().getConnection()) {
            return Instant.EPOCH.plus(connection.serverCommands().time(TimeUnit.MILLISECONDS), ChronoUnit.MILLIS);
        }
    }

    @Override
    protected void elapse(Duration duration) {
        Instant end = now().plus(duration).plusMillis(1);
        while (now().isBefore(end)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    protected List<Signal> signals() {
        return this.signals;
    }

    StringRedisTemplate redis() {
        return new StringRedisTemplate(connectionFactory());
    }

}
