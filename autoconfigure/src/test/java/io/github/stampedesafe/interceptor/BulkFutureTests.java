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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.Load;

import static org.assertj.core.api.Assertions.assertThat;

/** Methods that take several ids and return a future. */
class BulkFutureTests {

    record Product(long id, String name) {

        static Product of(long id) {
            return new Product(id, "p" + id);
        }

    }

    static class Catalogue {

        /** What each call of a method was given. */
        final List<Object> given = new CopyOnWriteArrayList<>();

        volatile Function<Map<Long, Product>, @Nullable CompletableFuture<@Nullable Map<Long, Product>>> source = CompletableFuture::completedFuture;

        @StampedeSafeCacheable(cacheName = "products", key = "#id", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public CompletableFuture<Product> product(long id) {
            this.given.add(id);
            return CompletableFuture.completedFuture(new Product(id, "single" + id));
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public @Nullable CompletableFuture<@Nullable Map<Long, Product>> products(Collection<Long> ids) {
            this.given.add(List.copyOf(ids));
            return this.source.apply(found(ids));
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "id")
        public CompletionStage<List<Product>> list(Set<Long> ids) {
            this.given.add(ids);
            return CompletableFuture.completedFuture(List.copyOf(found(ids).values()));
        }

        @StampedeSafeCacheable(cacheName = "optional", keys = "#ids")
        public CompletableFuture<Map<Long, Optional<Product>>> optional(List<Long> ids) {
            this.given.add(ids);
            return CompletableFuture.completedFuture(Map.of(1L, Optional.of(Product.of(1))));
        }

        @StampedeSafeCacheable(cacheName = "choosy", keys = "#ids", condition = "#ids.size() < 3",
                unless = "#result?.id == 2", version = "#result.id")
        public CompletableFuture<Map<Long, Product>> choosy(List<Long> ids) {
            this.given.add(ids);
            return CompletableFuture.completedFuture(found(ids));
        }

        @StampedeSafeCacheable(cacheName = "draining", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public CompletableFuture<Map<String, Integer>> draining(ArrayList<String> ids) {
            this.given.add(List.copyOf(ids));
            Map<String, Integer> found = new LinkedHashMap<>();
            while (!ids.isEmpty()) {
                found.put(ids.remove(0), this.given.size());
            }
            return CompletableFuture.completedFuture(found);
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids")
        @StampedeSafeCacheEvict(cacheName = "products", key = "3L")
        public CompletableFuture<Map<Long, Product>> evicting(List<Long> ids) {
            return CompletableFuture.completedFuture(found(ids));
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
    void oneCallLoadsWhatIsNotStoredAndEntriesAreThoseOfTheMethodWithOneId() throws Exception {
        CallResults.value(this.catalogue.product(2));
        assertThat(products(3L, 2L, 1L)).containsExactly(Map.entry(3L, Product.of(3)),
                Map.entry(2L, new Product(2, "single2")), Map.entry(1L, Product.of(1)));
        assertThat(this.target.given).containsExactly(2L, List.of(3L, 1L));
        assertThat(CallResults.value(this.catalogue.product(1))).isEqualTo(Product.of(1));
        assertThat(products(1L, 2L)).containsOnlyKeys(1L, 2L);
        assertThat(this.target.given).hasSize(2);
        assertThat(this.context.keys()).containsExactly("products:(int)1", "products:(int)2", "products:(int)3");
        assertThat(this.context.codecTypes).contains(Product.class);
    }

    @Test
    void aListIsReturnedInTheOrderOfTheIds() throws Exception {
        assertThat(CallResults.value(this.catalogue.list(new TreeSet<>(Set.of(3L, 1L, 100L)))))
            .containsExactly(Product.of(1), Product.of(3));
        assertThat(CallResults.value(this.catalogue.list(Set.of(100L)))).isEmpty();
        assertThat(this.target.given).hasSize(1);
        assertThat(products(1L, 3L)).hasSize(2);
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void idsThatAreNotFoundAreRememberedAndLeftOut() throws Exception {
        assertThat(products(100L, 1L)).containsOnlyKeys(1L);
        assertThat(products(1L, 100L)).containsOnlyKeys(1L);
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void aFutureOfNullHasFoundNothing() throws Exception {
        this.target.source = (found) -> CompletableFuture.completedFuture(null);
        assertThat(products(1L)).isEmpty();
        assertThat(products(1L)).isEmpty();
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void noIdsMeanNoCallAndAnIdThatIsGivenTwiceIsLoadedOnce() throws Exception {
        assertThat(products()).isEmpty();
        assertThat(this.target.given).isEmpty();
        assertThat(products(1L, 2L, 1L)).containsOnlyKeys(1L, 2L);
        assertThat(this.target.given).containsExactly(List.of(1L, 2L));
    }

    @Test
    void anOptionalIsEmptyForAnIdThatIsNotFound() throws Exception {
        for (int call = 0; call < 2; call++) {
            assertThat(CallResults.value(this.catalogue.optional(List.of(2L, 1L))))
                .containsExactly(Map.entry(2L, Optional.empty()), Map.entry(1L, Optional.of(Product.of(1))));
        }
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void conditionIsOfTheCallAndUnlessOfEachValue() throws Exception {
        CallResults.value(this.catalogue.choosy(List.of(1L, 2L)));
        CallResults.value(this.catalogue.choosy(List.of(1L, 2L)));
        List<Long> many = List.of(1L, 2L, 3L);
        CallResults.value(this.catalogue.choosy(many));
        assertThat(this.target.given).containsExactly(List.of(1L, 2L), List.of(2L), many);
        assertThat(this.target.given.get(2)).isSameAs(many);
        assertThat(this.context.keys()).containsExactly("choosy:(int)1");
    }

    @Test
    void whatCannotBeCalledFailsTheFuture() {
        IllegalStateException thrown = new IllegalStateException("at once");
        this.target.source = (found) -> {
            throw thrown;
        };
        assertThat(CallResults.failure(this.catalogue.products(List.of(1L)))).isSameAs(thrown);
        this.target.source = (found) -> null;
        assertThat(CallResults.failure(this.catalogue.products(List.of(1L)))).isInstanceOf(IllegalStateException.class)
            .hasMessage("Catalogue.products(Collection) returned null instead of something that brings a value later");
        assertThat(CallResults.failure(this.catalogue.products(Arrays.asList(1L, null))))
            .isInstanceOf(UnsupportedKeyException.class);
    }

    @Test
    void staleIdsOfSeveralCallsAreRefreshedByOneCall() throws Exception {
        products(1L, 2L, 3L);
        this.context.advance(Duration.ofMinutes(2));
        List<Long> ids = new ArrayList<>(List.of(1L, 2L));
        assertThat(CallResults.value(this.catalogue.products(ids))).hasSize(2);
        ids.clear();
        this.target.source = (found) -> CompletableFuture
            .supplyAsync(() -> Map.of(1L, new Product(1, "new"), 2L, new Product(2, "new")));
        assertThat(products(2L, 3L)).containsEntry(3L, Product.of(3));
        this.context.runRefreshes();
        assertThat(this.target.given).containsExactly(List.of(1L, 2L, 3L), List.of(1L, 2L, 3L));
        assertThat(products(1L, 2L, 3L)).containsExactly(Map.entry(1L, new Product(1, "new")),
                Map.entry(2L, new Product(2, "new")));
    }

    @Test
    void aMethodMayChangeTheIdsItIsGiven() throws Exception {
        assertThat(CallResults.value(this.catalogue.draining(new ArrayList<>(List.of("a", "b"))))).containsOnlyKeys("a",
                "b");
        for (int renewal = 1; renewal <= 2; renewal++) {
            this.context.advance(Duration.ofMinutes(2));
            assertThat(CallResults.value(this.catalogue.draining(new ArrayList<>(List.of("a"))))).containsEntry("a",
                    renewal);
            this.context.runRefreshes();
        }
    }

    @Test
    void aLoadThatRunsAgainHasItsIdsAgain() throws Throwable {
        CallResults.value(this.catalogue.draining(new ArrayList<>(List.of("a"))));
        Load load = Objects.requireNonNull(this.context.asked.get(0).load().repeatable());
        assertThat(value(load)).isEqualTo(2);
        assertThat(value(load)).isEqualTo(3);
    }

    @Test
    void evictsBesideTakeEffectWhenTheFutureCompletes() throws Exception {
        CallResults.value(this.catalogue.product(3));
        CallResults.value(this.catalogue.evicting(List.of(1L)));
        assertThat(this.context.keys()).containsExactly("products:(int)1");
    }

    private static @Nullable Object value(Load load) throws Throwable {
        return load.valueOf(CallResults.value(load.start()));
    }

    private Map<Long, Product> products(Long... ids) throws Exception {
        return CallResults.value(this.catalogue.products(List.of(ids)));
    }

}
