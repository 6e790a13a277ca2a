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

package io.github.stampedesafe.interceptor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which thread makes the keys of elements that come later. It is none that completes a
 * future or emits an element, because that may belong to a driver, and lacks the context
 * of the call.
 */
class KeysOfElementsTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final List<String> KEY_THREADS = new CopyOnWriteArrayList<>();

    private static volatile boolean needsRequest;

    record Product(String id) {

        @Override
        public String id() {
            if (needsRequest) {
                throw new IllegalStateException("No thread-bound request found");
            }
            KEY_THREADS.add(Thread.currentThread().getName());
            return this.id;
        }

    }

    static class Products {

        final Queue<CompletableFuture<List<Product>>> loads = new ConcurrentLinkedQueue<>();

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "id", staleWhileRevalidate = "1h",
                ttl = "1m", jitter = 0, beta = 0)
        public CompletableFuture<List<Product>> products(Collection<String> ids) {
            CompletableFuture<List<Product>> load = new CompletableFuture<>();
            this.loads.add(load);
            return load;
        }

        @StampedeSafeCacheable(cacheName = "streams", keys = "#ids", keyOf = "id")
        public Flux<Product> stream(List<String> ids) {
            CompletableFuture<List<Product>> load = new CompletableFuture<>();
            this.loads.add(load);
            return Mono.fromFuture(load).flatMapIterable((all) -> all);
        }

    }

    private final CacheContext context = CacheContext.of(Products.class);

    private final Products products = this.context.bean(Products.class);

    private final Products target = CacheContext.target(this.products);

    @AfterEach
    void close() {
        KEY_THREADS.clear();
        needsRequest = false;
        this.context.close();
    }

    @Test
    void keysOfAFutureAreMadeInAStep() throws Exception {
        CompletableFuture<List<Product>> call = this.products.products(List.of("a", "b"));
        driverBrings("a", "b");
        assertThat(CallResults.value(call)).hasSize(2);
        assertKeysWereMade(2);
    }

    @Test
    void keysOfAStreamAreMadeInAStep() throws Exception {
        CompletableFuture<List<Product>> call = this.products.stream(List.of("a")).collectList().toFuture();
        driverBrings("a");
        assertThat(CallResults.value(call)).hasSize(1);
        assertKeysWereMade(1);
    }

    @Test
    void keysOfRefreshesAreMadeByTheirThreads() throws Exception {
        CompletableFuture<List<Product>> call = this.products.products(List.of("a", "b"));
        driverBrings("a", "b");
        CallResults.value(call);
        KEY_THREADS.clear();
        refresh(() -> driverBrings("a", "b"));
        assertKeysWereMade(2);
    }

    @Test
    void keysOfRefreshesOfOneIdAreMadeByTheirThreads() throws Exception {
        CompletableFuture<List<Product>> call = this.products.products(List.of("a", "b"));
        driverBrings("a", "b");
        CallResults.value(call);
        KEY_THREADS.clear();
        refresh(this::driverFails);
        refresh(() -> {
            driverBrings("a");
            driverBrings("b");
        });
        assertKeysWereMade(2);
    }

    @Test
    void keysThatNeedARequestAreLeftToCallers() throws Exception {
        CompletableFuture<List<Product>> call = this.products.products(List.of("a", "b"));
        driverBrings("a", "b");
        CallResults.value(call);
        refresh(this::driverFails);
        refresh(() -> {
            needsRequest = true;
            driverBrings("a");
            driverBrings("b");
        });
        assertThat(this.context.instance.listener().events())
            .filteredOn((event) -> event.contains("needs a request, and only its caller has one"))
            .hasSize(2)
            .allMatch((event) -> event.startsWith("refreshNeedsCaller"));
    }

    private void refresh(Runnable driver) throws Exception {
        this.context.advance(Duration.ofMinutes(2));
        CallResults.value(this.products.products(List.of("a", "b")));
        CompletableFuture<Void> driven = CompletableFuture.runAsync(driver);
        this.context.runRefreshes();
        driven.get();
    }

    private void driverBrings(String... ids) {
        List<Product> all = List.of(ids).stream().map(Product::new).toList();
        driver((load) -> load.complete(all));
    }

    private void driverFails() {
        driver((load) -> load.completeExceptionally(new IllegalStateException("down")));
    }

    private void driver(Consumer<CompletableFuture<List<Product>>> end) {
        await().until(() -> !this.target.loads.isEmpty());
        CompletableFuture<List<Product>> load = Objects.requireNonNull(this.target.loads.poll());
        await().until(() -> load.getNumberOfDependents() > 0);
        new Thread(() -> end.accept(load), "driver").start();
    }

    private static void assertKeysWereMade(int count) {
        assertThat(KEY_THREADS).hasSize(count).doesNotContain("driver");
    }

}
