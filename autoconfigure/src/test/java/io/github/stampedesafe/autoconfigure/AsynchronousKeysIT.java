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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Asynchronous calls for several keys of two instances over a real Redis. */
class AsynchronousKeysIT {

    private static final int CALLERS = 100;

    private static final int IDS = 20;

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
    void aHundredCallersOfOverlappingIdsLoadEveryIdOnce() throws Exception {
        all(callers(1000));
        Set<String> before = threads();
        List<Warehouse> warehouses = List.of(a.getBean(Warehouse.class), b.getBean(Warehouse.class));
        CompletableFuture<Void> opening = new CompletableFuture<>();
        warehouses.forEach((warehouse) -> warehouse.opens(opening));
        List<CompletableFuture<Set<Long>>> calls = callers(2000);
        await().atMost(Duration.ofSeconds(60)).until(() -> asked(warehouses).size() >= IDS);
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        assertThat(before).containsAll(threads());
        opening.complete(null);
        all(calls);
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThat(calls.get(caller).join()).containsExactlyElementsOf(ids(2000, caller));
        }
        assertThat(asked(warehouses)).containsExactlyInAnyOrderElementsOf(ids(2000));
        assertThat(before).containsAll(threads());
    }

    @Test
    void aHitIsOneQuestionAndNoCall() throws Exception {
        Catalogue catalogue = a.getBean(Catalogue.class);
        List<Long> ids = List.of(1L, 2L, 3L);
        catalogue.products(ids).get(60, TimeUnit.SECONDS);
        Warehouse warehouse = a.getBean(Warehouse.class);
        warehouse.opens(CompletableFuture.completedFuture(null));
        for (Function<List<Long>, CompletableFuture<?>> call : List.<Function<List<Long>, CompletableFuture<?>>>of(
                catalogue::products, catalogue::productsInCode,
                (same) -> catalogue.productStream(new LinkedHashSet<>(same)).collectList().toFuture())) {
            List<String> commands = commands("products:(int)", () -> call.apply(ids));
            assertThat(commands).singleElement().asString().containsIgnoringCase("\"MGET\"");
        }
        assertThat(warehouse.asked).isEmpty();
    }

    @Test
    void anIdIsThatOfTheMethodWithOneId() throws Exception {
        Catalogue onA = a.getBean(Catalogue.class);
        Catalogue onB = b.getBean(Catalogue.class);
        Product single = onA.product(11).get(60, TimeUnit.SECONDS);
        assertThat(onB.products(List.of(11L, 12L)).get(60, TimeUnit.SECONDS)).containsEntry(11L, single);
        b.getBean(Warehouse.class).opens(CompletableFuture.failedFuture(new AssertionError("12 is stored")));
        assertThat(onB.product(12).get(60, TimeUnit.SECONDS)).isEqualTo(new Product(12, 1));
        b.getBean(Warehouse.class).opens(CompletableFuture.completedFuture(null));
    }

    @Test
    void everyCallerOfAFailedLoadGetsItsException() {
        Catalogue catalogue = a.getBean(Catalogue.class);
        Warehouse warehouse = a.getBean(Warehouse.class);
        CompletableFuture<Void> opening = new CompletableFuture<>();
        warehouse.opens(opening);
        List<CompletableFuture<?>> calls = new ArrayList<>(List.of(catalogue.products(List.of(31L, 32L))));
        await().until(() -> warehouse.asked.size() == 2);
        for (int caller = 1; caller < CALLERS; caller++) {
            calls.add((caller % 2 == 0) ? catalogue.products(List.of(32L))
                    : catalogue.productStream(Set.of(31L)).collectList().toFuture());
        }
        await().until(() -> a.getBean(SingleFlightCache.class)
            .inProgress()
            .flights()
            .stream()
            .mapToInt((flight) -> flight.followers())
            .sum() == CALLERS - 1);
        IOException failure = new IOException("closed");
        opening.completeExceptionally(failure);
        assertThat(calls)
            .allSatisfy((call) -> assertThat(call.handle((value, thrown) -> (Object) thrown).get(60, TimeUnit.SECONDS))
                .isSameAs(failure));
        assertThat(warehouse.asked).hasSize(2);
        warehouse.opens(CompletableFuture.completedFuture(null));
    }

    /** Makes calls of all kinds on both instances. */
    private static List<CompletableFuture<Set<Long>>> callers(int first) {
        List<CompletableFuture<Set<Long>>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            Catalogue catalogue = ((caller % 2 == 0) ? a : b).getBean(Catalogue.class);
            List<Long> ids = ids(first, caller);
            calls.add(switch (caller % 3) {
                case 0 -> catalogue.products(ids).thenApply(Map::keySet);
                case 1 -> catalogue.productsInCode(ids).thenApply(Map::keySet);
                default -> catalogue.productStream(new LinkedHashSet<>(ids))
                    .map(Product::id)
                    .collect(Collectors.<Long, Set<Long>>toCollection(LinkedHashSet::new))
                    .toFuture();
            });
        }
        return calls;
    }

    /** Returns the ids of a caller: five of all, another five for the next. */
    private static List<Long> ids(int first, int caller) {
        return LongStream.range(caller, caller + 5).mapToObj((id) -> first + id % IDS).toList();
    }

    private static List<Long> ids(int first) {
        return LongStream.range(first, first + IDS).boxed().toList();
    }

    private static List<Long> asked(List<Warehouse> warehouses) {
        return warehouses.stream().flatMap((warehouse) -> warehouse.asked.stream()).toList();
    }

    private static void all(List<? extends CompletableFuture<?>> calls) throws Exception {
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    /** Returns the commands about keys that a call sends. */
    private static List<String> commands(String keys, Supplier<CompletableFuture<?>> call) throws Exception {
        try (RedisConsole monitor = new RedisConsole(redis.host(), redis.port());
                RedisConsole console = new RedisConsole(redis.host(), redis.port())) {
            CommandStats.awaitNoLease(console);
            monitor.send("MONITOR");
            call.get().get(60, TimeUnit.SECONDS);
            String end = UUID.randomUUID().toString();
            console.send("ECHO", end);
            List<String> lines = new ArrayList<>();
            for (String line = (String) monitor.next(); !line.contains(end); line = (String) monitor.next()) {
                lines.add(line);
            }
            return lines.stream().filter((line) -> line.contains(keys)).toList();
        }
    }

    /**
     * Returns all threads but those of the test itself and of Redisson, whose pools have
     * a fixed size and fill when they are used.
     */
    private static Set<String> threads() {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .map(Thread::getName)
            .filter((name) -> !name.startsWith("redisson-") && !name.startsWith("awaitility"))
            .collect(Collectors.toSet());
    }

    private static ConfigurableApplicationContext application() {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .run("--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port(),
                    "--stampede-safe.redis.timeout=5s");
    }

    record Product(long id, long version) {
    }

    /** A source whose answers come when the test says so. */
    static class Warehouse {

        final List<Long> asked = new CopyOnWriteArrayList<>();

        private volatile CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);

        /** Answers from now on when something has happened. */
        void opens(CompletableFuture<Void> opening) {
            this.asked.clear();
            this.opening = opening;
        }

        CompletableFuture<Map<Long, Product>> ask(Collection<Long> ids) {
            this.asked.addAll(ids);
            return this.opening
                .thenApply((open) -> ids.stream().collect(Collectors.toMap((id) -> id, (id) -> new Product(id, 1))));
        }

    }

    static class Catalogue {

        private final Warehouse warehouse;

        private final StampedeSafeCache cache;

        Catalogue(Warehouse warehouse, StampedeSafeCaches caches) {
            this.warehouse = warehouse;
            this.cache = caches.cache("products");
        }

        @StampedeSafeCacheable(cacheName = "products", key = "#id", ttl = "10m")
        public CompletableFuture<Product> product(long id) {
            return this.warehouse.ask(List.of(id)).thenApply((found) -> found.get(id));
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", ttl = "10m")
        public CompletableFuture<Map<Long, Product>> products(Collection<Long> ids) {
            return this.warehouse.ask(ids);
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "id", ttl = "10m")
        public Flux<Product> productStream(Set<Long> ids) {
            return Mono.fromFuture(() -> this.warehouse.ask(ids)).flatMapIterable(Map::values);
        }

        public CompletableFuture<Map<Long, Product>> productsInCode(Collection<Long> ids) {
            return this.cache.getAllAsync(ids, Product.class, this.warehouse::ask);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ Warehouse.class, Catalogue.class })
    static class Application {

    }

}
