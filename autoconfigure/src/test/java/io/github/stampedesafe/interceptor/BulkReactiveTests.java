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

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Methods that take several ids and return a reactive type. */
class BulkReactiveTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    record Product(long id, String name) {

        static Product of(long id) {
            return new Product(id, "p" + id);
        }

    }

    static class Catalogue {

        /** What each call of a method was given. */
        final List<Object> given = new CopyOnWriteArrayList<>();

        final AtomicReference<ContextView> context = new AtomicReference<>();

        volatile Function<Map<Long, Product>, Mono<Map<Long, Product>>> source = Mono::just;

        @StampedeSafeCacheable(cacheName = "products", key = "#id", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Mono<Product> product(long id) {
            this.given.add(id);
            return Mono.just(new Product(id, "single" + id));
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Mono<Map<Long, Product>> products(Collection<Long> ids) {
            this.given.add(List.copyOf(ids));
            return Mono.deferContextual((view) -> {
                this.context.set(view);
                return this.source.apply(found(ids));
            });
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "id")
        public Flux<Product> stream(Set<Long> ids) {
            this.given.add(ids);
            return Flux.fromIterable(found(ids).values()).concatWithValues(Product.of(77));
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "id")
        public Mono<List<Product>> list(long... ids) {
            this.given.add(ids);
            return Mono.empty();
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "id", condition = "!#ids.isEmpty()")
        public Publisher<Product> publisher(List<Long> ids) {
            this.given.add(ids);
            return Flux.fromIterable(found(ids).values());
        }

        private static Map<Long, Product> found(Collection<Long> ids) {
            return ids.stream().filter((id) -> id < 100).collect(Collectors.toMap((id) -> id, Product::of));
        }

    }

    private final CacheContext context = CacheContext.of(Catalogue.class);

    private final Catalogue catalogue = this.context.bean(Catalogue.class);

    private final Catalogue target = CacheContext.target(this.catalogue);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void eachSubscriberIsACallerAndNothingHappensWithoutOne() {
        Mono<Map<Long, Product>> products = this.catalogue.products(List.of(3L, 1L));
        assertThat(this.target.given).isEmpty();
        assertThat(products.block(SOON)).containsExactly(Map.entry(3L, Product.of(3)), Map.entry(1L, Product.of(1)));
        assertThat(products.block(SOON)).containsOnlyKeys(1L, 3L);
        assertThat(this.target.given).containsExactly(List.of(3L, 1L));
    }

    @Test
    void entriesAreThoseOfTheMethodWithOneId() {
        this.catalogue.product(2).block(SOON);
        assertThat(this.catalogue.products(List.of(1L, 2L)).block(SOON)).containsEntry(1L, Product.of(1))
            .containsEntry(2L, new Product(2, "single2"));
        assertThat(this.catalogue.product(1).block(SOON)).isEqualTo(Product.of(1));
        assertThat(this.target.given).containsExactly(2L, List.of(1L));
    }

    @Test
    void aStreamBringsTheValuesInTheOrderOfTheIdsWithoutWhatWasNotAskedFor() {
        Set<Long> ids = new LinkedHashSet<>(List.of(3L, 100L, 1L));
        for (int call = 0; call < 2; call++) {
            assertThat(this.catalogue.stream(ids).collectList().block(SOON)).containsExactly(Product.of(3),
                    Product.of(1));
        }
        assertThat(this.target.given).containsExactly(ids);
        assertThat(this.catalogue.stream(Set.of()).collectList().block(SOON)).isEmpty();
        assertThat(Flux.from(this.catalogue.publisher(List.of(1L))).collectList().block(SOON))
            .containsExactly(Product.of(1));
        assertThat(this.target.given).hasSize(1);
        assertThat(Flux.from(this.catalogue.publisher(List.of())).collectList().block(SOON)).isEmpty();
        assertThat(this.target.given).hasSize(2);
    }

    @Test
    void anEmptyMonoHasFoundNothing() {
        assertThat(this.catalogue.list(1, 2).block(SOON)).isEmpty();
        assertThat(this.catalogue.list(2).block(SOON)).isEmpty();
        assertThat(this.target.given).containsExactly(new long[] { 1, 2 });
    }

    @Test
    void subscribersOfOverlappingIdsShareOneLoadAndItsFailure() {
        Sinks.One<Map<Long, Product>> load = Sinks.one();
        this.target.source = (found) -> load.asMono();
        IOException thrown = new IOException("down");
        CompletableFuture<?> first = this.catalogue.products(List.of(1L, 2L)).toFuture();
        await().until(() -> this.target.context.get() != null);
        CompletableFuture<?> second = this.catalogue.stream(Set.of(2L)).collectList().toFuture();
        awaitFollowers(1);
        load.tryEmitError(thrown);
        assertThat(CallResults.failure(first)).isSameAs(thrown);
        assertThat(CallResults.failure(second)).isSameAs(thrown);
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void idsWithoutAKeyAreTheErrorSignal() {
        Mono<?> products = this.catalogue.products(Arrays.asList(1L, null));
        assertThat(catchThrowable(() -> products.block(SOON))).isInstanceOf(UnsupportedKeyException.class);
    }

    @Test
    void contextOfTheSubscriberReachesTheLoadButNoRefresh() {
        this.catalogue.products(List.of(1L, 2L)).contextWrite((own) -> own.put("tenant", "acme")).block(SOON);
        assertThat(this.target.context.get().<String>get("tenant")).isEqualTo("acme");
        this.context.advance(Duration.ofMinutes(2));
        this.target.source = (found) -> Mono.delay(Duration.ofMillis(1))
            .thenReturn(Map.of(1L, new Product(1, "new"), 2L, new Product(2, "new")));
        this.catalogue.products(List.of(1L)).contextWrite((own) -> own.put("tenant", "other")).block(SOON);
        this.catalogue.products(List.of(2L)).block(SOON);
        this.context.runRefreshes();
        assertThat(this.target.given).containsExactly(List.of(1L, 2L), List.of(1L, 2L));
        assertThat(this.target.context.get().hasKey("tenant")).isFalse();
        assertThat(this.catalogue.product(2).block(SOON)).isEqualTo(new Product(2, "new"));
    }

    @Test
    void theLastSubscriberToCancelCancelsTheLoad() {
        AtomicBoolean cancelled = new AtomicBoolean();
        this.target.source = (found) -> Mono.<Map<Long, Product>>never().doOnCancel(() -> cancelled.set(true));
        Disposable first = this.catalogue.products(List.of(1L, 2L)).subscribe();
        await().until(() -> this.target.context.get() != null);
        Disposable second = this.catalogue.product(2).subscribe();
        awaitFollowers(1);
        first.dispose();
        assertThat(cancelled).isFalse();
        second.dispose();
        await().untilTrue(cancelled);
        this.target.source = Mono::just;
        assertThat(this.catalogue.products(List.of(1L)).block(SOON)).containsOnlyKeys(1L);
    }

    private void awaitFollowers(int followers) {
        await().until(() -> this.context.instance.engine()
            .inProgress()
            .flights()
            .stream()
            .mapToInt((flight) -> flight.followers())
            .sum() == followers);
    }

}
