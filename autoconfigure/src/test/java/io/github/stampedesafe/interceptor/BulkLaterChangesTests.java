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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Puts and evicts of several keys of methods whose value comes later. */
class BulkLaterChangesTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    record Item(String id, long version) {
    }

    static class Items {

        CompletableFuture<Integer> done = new CompletableFuture<>();

        @StampedeSafeCacheable(cacheName = "items", key = "#id")
        public Item item(String id) {
            return new Item(id, 0);
        }

        @StampedeSafeCachePut(cacheName = "items", keys = "#result")
        public CompletableFuture<Map<String, Item>> save(Item... items) {
            return this.done
                .thenApply((done) -> List.of(items).stream().collect(Collectors.toMap(Item::id, (item) -> item)));
        }

        @StampedeSafeCachePut(cacheName = "items", keys = "#items.![id]", keyOf = "id",
                unless = "#result?.version == 9", version = "#result.version")
        public CompletableFuture<List<Item>> saveAll(List<Item> items) {
            return this.done.thenApply((done) -> items.stream().filter((item) -> item.version() > 0).toList());
        }

        @StampedeSafeCachePut(cacheName = "items", keys = "#result.![id]", keyOf = "id")
        public Flux<Item> stream(Item... items) {
            return Flux.just(items);
        }

        @StampedeSafeCachePut(cacheName = "items", keys = "#result.keySet()")
        public Mono<Map<String, Item>> saveMono(Item item) {
            return Mono.just(Map.of(item.id(), item));
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#ids")
        public CompletableFuture<Integer> delete(List<String> ids) {
            return this.done;
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#result")
        public Mono<List<String>> deleted(String... ids) {
            return Mono.just(List.of(ids));
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#result.![id]")
        public Flux<Item> deletedStream(Item... items) {
            return Flux.just(items);
        }

        @StampedeSafeCacheEvict(cacheName = "items", key = "#result[0].id", condition = "#result.size() == 1")
        public Flux<Item> deletedOne(Item... items) {
            return Flux.just(items);
        }

        @StampedeSafeCacheable(cacheName = "streams", key = "#items.length", condition = "#items.length > 1")
        @StampedeSafeCacheEvict(cacheName = "items", keys = "#result.![id]")
        public Flux<Item> cachedStream(Item... items) {
            return Flux.just(items);
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#ids", beforeInvocation = true)
        public Mono<Void> deleteBefore(List<String> ids) {
            return Mono.error(new IOException("down"));
        }

    }

    private final CacheContext context = CacheContext.of(Items.class);

    private final Items items = this.context.bean(Items.class);

    private final Items target = CacheContext.target(this.items);

    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void valuesAreStoredWhenTheFutureCompletesAndTheCallersCompletesAfterwards() throws Exception {
        CompletableFuture<Map<String, Item>> call = this.items.save(new Item("a", 1), new Item("b", 2));
        assertThat(this.context.keys()).isEmpty();
        this.target.done.complete(1);
        assertThat(CallResults.value(call)).hasSize(2);
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 1));
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 2));
    }

    @Test
    void unlessAndVersionAreOfEachValueAndWhatIsNotReturnedIsNull() throws Exception {
        this.target.done.complete(1);
        CallResults.value(this.items.saveAll(List.of(new Item("a", 5), new Item("b", 9), new Item("c", 0))));
        CallResults.value(this.items.saveAll(List.of(new Item("a", 4))));
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 5));
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 0));
        assertThat(this.items.item("c")).isNull();
    }

    @Test
    void elementsOfAStreamAreStoredEachUnderItsKey() {
        assertThat(this.items.stream(new Item("a", 1), new Item("b", 2)).collectList().block(SOON)).hasSize(2);
        this.items.saveMono(new Item("c", 3)).block(SOON);
        assertThat(this.context.keys()).containsExactly("items:a", "items:b", "items:c");
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 2));
        assertThat(this.items.item("c")).isEqualTo(new Item("c", 3));
    }

    @Test
    void keysAreRemovedWhenTheFutureCompletes() throws Exception {
        this.items.stream(new Item("a", 1), new Item("b", 2), new Item("c", 3)).blockLast(SOON);
        CompletableFuture<Integer> call = this.items.delete(List.of("a", "b"));
        assertThat(this.context.keys()).hasSize(3);
        this.target.done.complete(1);
        CallResults.value(call);
        assertThat(this.context.keys()).containsExactly("items:c");
        this.items.deleted("c").block(SOON);
        assertThat(this.context.keys()).isEmpty();
    }

    @Test
    void evictThatUsesTheElementsOfAStreamIsGivenAllOfThem() {
        List<Item> items = List.of(new Item("a", 1), new Item("b", 2), new Item("c", 3));
        this.items.stream(items.toArray(Item[]::new)).blockLast(SOON);
        assertThat(this.items.deletedOne(items.get(0), items.get(1)).collectList().block(SOON)).hasSize(2);
        assertThat(this.context.keys()).hasSize(3);
        assertThat(this.items.deletedOne(items.get(0)).blockLast(SOON)).isEqualTo(items.get(0));
        assertThat(this.context.keys()).containsExactly("items:b", "items:c");
        assertThat(this.items.deletedStream(items.get(1), items.get(2)).collectList().block(SOON))
            .isEqualTo(items.subList(1, 3));
        assertThat(this.context.keys()).isEmpty();
    }

    @Test
    void evictUsesTheElementsOfAStreamWhetherOrNotTheyAreCached() {
        List<Item> items = List.of(new Item("a", 1), new Item("b", 2), new Item("c", 3));
        this.items.stream(items.toArray(Item[]::new)).blockLast(SOON);
        assertThat(this.items.cachedStream(items.get(0)).blockLast(SOON)).isEqualTo(items.get(0));
        assertThat(this.context.keys()).containsExactly("items:b", "items:c");
        assertThat(this.items.cachedStream(items.get(0), items.get(1)).collectList().block(SOON)).hasSize(2);
        assertThat(this.context.keys()).containsExactly("items:c", "streams:(int)2");
    }

    @Test
    void keysAreThoseOfTheCallAlthoughItsListChangesBeforeTheFutureCompletes() throws Exception {
        this.items.stream(new Item("a", 1), new Item("b", 2)).blockLast(SOON);
        List<String> ids = new ArrayList<>(List.of("a", "b"));
        CompletableFuture<Integer> evict = this.items.delete(ids);
        ids.clear();
        List<Item> items = new ArrayList<>(List.of(new Item("c", 3)));
        CompletableFuture<List<Item>> put = this.items.saveAll(items);
        items.add(new Item("d", 0));
        this.target.done.complete(1);
        CallResults.value(evict);
        CallResults.value(put);
        assertThat(this.context.keys()).containsExactly("items:c");
    }

    @Test
    void nothingIsChangedByAMethodThatFails() {
        this.items.stream(new Item("a", 1)).blockLast(SOON);
        IOException failure = new IOException("down");
        CompletableFuture<?> put = this.items.save(new Item("a", 2));
        CompletableFuture<?> evict = this.items.delete(List.of("a"));
        this.target.done.completeExceptionally(failure);
        assertThat(CallResults.failure(put)).isSameAs(failure);
        assertThat(CallResults.failure(evict)).isSameAs(failure);
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 1));
    }

    @Test
    void anEvictBeforeTheMethodRemovesAllKeysThoughItFails() {
        this.items.stream(new Item("a", 1), new Item("b", 2)).blockLast(SOON);
        assertThat(CallResults.failure(this.items.deleteBefore(List.of("a", "b")).toFuture()))
            .isInstanceOf(IOException.class);
        assertThat(this.context.keys()).isEmpty();
    }

    @Test
    void changesOfAFutureTakeEffectAfterTheCommit() throws Exception {
        TransactionTemplate transactions = new TransactionTemplate(
                new TransactionalChangesTests.LoggingTransactions(new ArrayList<>()));
        this.target.done.complete(1);
        transactions.executeWithoutResult((status) -> {
            assertThat(CallResults.failure(this.items.save(new Item("a", 1), new Item("b", 1)))).isNull();
            assertThat(this.context.keys()).isEmpty();
        });
        assertThat(this.context.keys()).containsExactly("items:a", "items:b");
    }

    @Test
    void changesOfAReactiveTypeTakeEffectAfterTheCommit() {
        TransactionalOperator transactions = TransactionalOperator
            .create(new ReactiveTransactionTests.Transactions(this.log));
        Mono<Map<String, Item>> save = this.items.saveMono(new Item("a", 1)).doOnNext((saved) -> logKeys());
        transactions.transactional(save).block(SOON);
        logKeys();
        transactions.transactional(this.items.deleted("a").then(Mono.fromRunnable(this::logKeys))).block(SOON);
        logKeys();
        transactions.execute((status) -> {
            status.setRollbackOnly();
            return this.items.saveMono(new Item("b", 1));
        }).blockLast(SOON);
        logKeys();
        assertThat(this.log).containsExactly("[]", "commit", "[items:a]", "[items:a]", "commit", "[]", "rollback",
                "[]");
    }

    private void logKeys() {
        this.log.add(this.context.keys().toString());
    }

}
