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

package io.github.stampedesafe.springcache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What a caller gets of a method that fails its future, as with Spring's own caches. */
class SpringFutureFailuresTests {

    private final InMemoryEntryStore shared = new InMemoryEntryStore(new MutableClock());

    private final List<SpringContext> contexts = new ArrayList<>();

    private final SpringContext context = added(SpringContext.on(this.shared, Futures.class));

    private final Futures futures = this.context.bean(Futures.class);

    @AfterEach
    void close() {
        this.contexts.forEach(SpringContext::close);
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "sync" })
    void failureLooksAsItDoesWithSprings(String kind) throws Exception {
        try (AnnotationConfigApplicationContext springs = new AnnotationConfigApplicationContext(Springs.class)) {
            Futures theirs = springs.getBean(Futures.class);
            for (Throwable failure : List.of(new IllegalStateException("no"), new IOException("no"), new Error("no"))) {
                assertThat(seen(() -> failing(this.futures, kind, failure), failure)).as("%s", failure)
                    .isEqualTo(seen(() -> failing(theirs, kind, failure), failure))
                    .startsWith("ExecutionException(*) CompletionException(*)");
            }
        }
        assertThat(this.context.manager.getCache(kind).get("failing")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "sync" })
    void failureOfTheMethodIsNoErrorOfTheCache(String kind) throws Exception {
        CompletableFuture<String> gate = new CompletableFuture<>();
        SpringContext context = added(SpringContext.live(this.shared, LoggingErrors.class, Futures.class));
        Futures failing = context.bean(Futures.class);
        failing.gate(gate);
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            results.add(gated(failing, kind));
        }
        await().until(() -> failing.loads() == 1);
        IllegalStateException failure = new IllegalStateException("no");
        gate.completeExceptionally(failure);
        assertThat(results)
            .allSatisfy((result) -> assertThatThrownBy(() -> get(result)).isInstanceOf(ExecutionException.class)
                .hasCause(failure));
        assertThat(failing.loads()).as("no caller tries by itself").isEqualTo(1);
    }

    @Test
    void methodThatThrowsOrReturnsNoFutureFailsTheFuture() {
        assertThatThrownBy(() -> get(this.futures.throwing("DE")))
            .hasCauseInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> get(this.futures.none("DE"))).cause()
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("Futures.none(String) returned null instead of something that brings a value later");
    }

    private static CompletableFuture<String> gated(Futures futures, String kind) {
        return kind.equals("sync") ? futures.gatedSync("DE") : futures.gated("DE");
    }

    private static CompletableFuture<String> failing(Futures futures, String kind, Throwable failure) {
        return kind.equals("sync") ? futures.failingSync(failure) : futures.failing(failure);
    }

    /** How a failure looks to those who wait, and to those who are called. */
    private static String seen(Supplier<CompletableFuture<String>> call, Throwable failure) throws Exception {
        List<Throwable> seen = new ArrayList<>();
        seen.add(catchThrowable(() -> get(call.get())));
        seen.add(catchThrowable(() -> call.get().join()));
        seen.add(get(call.get().handle((value, ex) -> ex)));
        StringBuilder description = new StringBuilder();
        for (Throwable each : seen) {
            description
                .append((each == failure) ? "*"
                        : each.getClass().getSimpleName()
                                + ((each.getCause() == failure) ? "(*)" : "(" + each.getCause() + ")"))
                .append(' ');
        }
        return description.toString();
    }

    private SpringContext added(SpringContext created) {
        this.contexts.add(created);
        return created;
    }

    private static <T> T get(CompletionStage<T> future) throws Exception {
        return future.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private SpringContext context() {
        SpringContext created = SpringContext.on(this.shared, Futures.class);
        this.contexts.add(created);
        return created;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Springs {

        @Bean
        CacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }

        @Bean
        Futures futures() {
            return new Futures();
        }

    }

}
