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

package io.github.stampedesafe.incidents;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A bot looks a user up in its cache; if he is missing, fetches and adds him. Adding an
 * entry that exists is an error. Two asynchronous callers ask for one user at a time.
 */
class MissingAndAlreadyThereIT {

    private final ExecutorService callers = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        this.callers.shutdownNow();
    }

    @Test
    void withoutProtectionBothFetchAndOneFindsItsMissingEntryExisting() {
        Source source = new Source(2);
        Map<String, User> cache = new ConcurrentHashMap<>();
        Supplier<User> fetchUser = () -> {
            User user = cache.get("ada");
            if (user == null) {
                user = source.fetch("ada");
                if (cache.putIfAbsent("ada", user) != null) {
                    throw new IllegalStateException("existing entry");
                }
            }
            return user;
        };

        CompletableFuture<User> first = CompletableFuture.supplyAsync(fetchUser, this.callers);
        CompletableFuture<User> second = CompletableFuture.supplyAsync(fetchUser, this.callers);

        assertThatExceptionOfType(CompletionException.class)
            .isThrownBy(() -> CompletableFuture.allOf(first, second).join())
            .withMessageEndingWith("existing entry");
        assertThat(source.fetches).hasValue(2);
    }

    @Test
    void withProtectionBothShareOneFetchAndStoringAgainIsNoError() {
        // The fetch lasts until both callers have missed.
        Source source = new Source(2);
        try (RedisProcess redis = RedisProcess.start();
                ConfigurableApplicationContext context = start(redis, source, new BothMissed(source))) {
            Users users = context.getBean(Users.class);

            Stream<User> both = Stream
                .of(CompletableFuture.supplyAsync(() -> users.user("ada"), this.callers),
                        CompletableFuture.supplyAsync(() -> users.user("ada"), this.callers))
                .toList()
                .stream()
                .map(CompletableFuture::join);

            assertThat(both).containsExactly(new User("ada", 1), new User("ada", 1));
            assertThat(source.fetches).hasValue(1);
            users.store(new User("ada", 2));
            users.store(new User("ada", 2));
            assertThat(users.user("ada")).isEqualTo(new User("ada", 2));
        }
    }

    private static ConfigurableApplicationContext start(RedisProcess redis, Source source, CacheListener listener) {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).initializers((context) -> {
            context.getBeanFactory().registerSingleton("source", source);
            context.getBeanFactory().registerSingleton("listener", listener);
        })
            .run("--spring.main.banner-mode=off", "--stampede-safe.redis.timeout=5s",
                    "--spring.data.redis.port=" + redis.port());
    }

    /**
     * Lets fetches end only when as many callers as expected are where they have to be.
     */
    private static final class Source {

        private final AtomicInteger fetches = new AtomicInteger();

        private final CountDownLatch arrived;

        private volatile boolean countsFetches = true;

        Source(int callers) {
            this.arrived = new CountDownLatch(callers);
        }

        User fetch(String name) {
            int version = this.fetches.incrementAndGet();
            if (this.countsFetches) {
                this.arrived.countDown();
            }
            try {
                if (!this.arrived.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The other caller did not come");
                }
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
            return new User(name, version);
        }

    }

    /** Tells the source of each caller that found nothing. */
    private record BothMissed(Source source) implements CacheListener {

        BothMissed {
            source.countsFetches = false;
        }

        @Override
        public void miss(CacheKey key) {
            this.source.arrived.countDown();
        }

    }

    record User(String name, int version) {
    }

    static class Users {

        private final Source source;

        Users(Source source) {
            this.source = source;
        }

        @StampedeSafeCacheable(cacheName = "users", key = "#name", ttl = "1m")
        public @Nullable User user(String name) {
            return this.source.fetch(name);
        }

        @StampedeSafeCachePut(cacheName = "users", key = "#user.name", ttl = "1m")
        public User store(User user) {
            return user;
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Users users(Source source) {
            return new Users(source);
        }

    }

}
