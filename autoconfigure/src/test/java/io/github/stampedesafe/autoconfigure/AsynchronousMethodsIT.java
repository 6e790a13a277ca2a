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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Asynchronous calls of two instances over a real Redis. */
class AsynchronousMethodsIT {

    private static final int CALLERS = 10_000;

    private static final int KEYS = 100;

    private static final int THREADS = 4;

    private static RedisProcess redis;

    private static ConfigurableApplicationContext a;

    private static ConfigurableApplicationContext b;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        a = application();
        b = application();
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        redis.close();
    }

    @Test
    void tenThousandCallersOfAHundredColdKeysOnFourThreadsLoadAHundredTimes() throws Exception {
        Quotes quotes = a.getBean(Quotes.class);
        Exchange exchange = a.getBean(Exchange.class);
        CompletableFuture.allOf(callers(quotes, "warm").toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        int loads = exchange.asked.get();
        exchange.opening = new CompletableFuture<>();
        ExecutorService eventLoops = Executors.newFixedThreadPool(THREADS);
        try {
            occupyAll(eventLoops);
            Set<String> before = threads();
            List<CompletableFuture<List<CompletableFuture<Quote>>>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(CompletableFuture.supplyAsync(() -> callers(quotes, "cold"), eventLoops));
            }
            List<CompletableFuture<Quote>> calls = new ArrayList<>();
            for (CompletableFuture<List<CompletableFuture<Quote>>> part : parts) {
                calls.addAll(part.get(60, TimeUnit.SECONDS));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> exchange.asked.get() == loads + KEYS);
            assertThat(calls).hasSize(CALLERS).noneMatch(CompletableFuture::isDone);
            assertThat(before).containsAll(threads());
            exchange.opening.complete(null);
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertThat(exchange.asked).hasValue(loads + KEYS);
            assertThat(before).containsAll(threads());
        }
        finally {
            eventLoops.shutdownNow();
        }
    }

    @Test
    void aCallWaitsForTheLoadOfAnotherInstance() throws Exception {
        Exchange exchange = a.getBean(Exchange.class);
        int loads = exchange.asked.get();
        exchange.opening = new CompletableFuture<>();
        CompletableFuture<Quote> leader = a.getBean(Quotes.class).quote("shared");
        await().until(() -> exchange.asked.get() == loads + 1);
        CompletableFuture<Quote> waiting = b.getBean(Quotes.class).quoteInCode("shared");
        await().until(() -> b.getBean(SingleFlightCache.class)
            .inProgress()
            .flights()
            .stream()
            .anyMatch((flight) -> flight.activity() == InProgress.Activity.WAITING));
        exchange.opening.complete(null);
        assertThat(leader.get(60, TimeUnit.SECONDS)).isEqualTo(new Quote("shared"));
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(new Quote("shared"));
        assertThat(b.getBean(Exchange.class).asked).hasValue(0);
    }

    private static List<CompletableFuture<Quote>> callers(Quotes quotes, String prefix) {
        return IntStream.range(0, CALLERS / THREADS).mapToObj((i) -> quotes.quote(prefix + i % KEYS)).toList();
    }

    /** So that each thread is there before threads are counted. */
    private static void occupyAll(ExecutorService threads) throws InterruptedException {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        threads.invokeAll(Collections.nCopies(THREADS, all::await));
    }

    /**
     * Returns all threads but those of Redisson, whose pools have a fixed size and fill
     * when they are used, and those of this test's own waits.
     */
    private static Set<String> threads() {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .map(Thread::getName)
            .filter((name) -> !name.startsWith("redisson-") && !name.startsWith("awaitility-"))
            .collect(Collectors.toSet());
    }

    private static ConfigurableApplicationContext application() {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .run("--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port(),
                    "--stampede-safe.redis.timeout=5s");
    }

    record Quote(String symbol) {
    }

    /** A source whose answers come when the test says so. */
    static class Exchange {

        final AtomicInteger asked = new AtomicInteger();

        volatile CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);

        CompletableFuture<Quote> ask(String symbol) {
            this.asked.incrementAndGet();
            return this.opening.thenApply((open) -> new Quote(symbol));
        }

    }

    static class Quotes {

        private final Exchange exchange;

        private final StampedeSafeCache cache;

        Quotes(Exchange exchange, StampedeSafeCaches caches) {
            this.exchange = exchange;
            this.cache = caches.cache("quotes");
        }

        @StampedeSafeCacheable(cacheName = "quotes", key = "#symbol", ttl = "10s")
        public CompletableFuture<Quote> quote(String symbol) {
            return this.exchange.ask(symbol);
        }

        public CompletableFuture<Quote> quoteInCode(String symbol) {
            return this.cache.getAsync(symbol, Quote.class, () -> this.exchange.ask(symbol));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ Exchange.class, Quotes.class })
    static class Application {

    }

}
