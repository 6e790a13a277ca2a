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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/** Methods that put or evict, and return futures. */
class FutureChangesTests {

    record Order(String id, int price) {
    }

    static class Orders {

        CompletableFuture<Order> saving = new CompletableFuture<>();

        @Nullable Thread caller;

        @StampedeSafeCacheable("orders")
        public @Nullable Order order(String id) {
            return null;
        }

        @StampedeSafeCachePut(cacheName = "orders", key = "#result.id", unless = "#result.price < 0")
        public CompletableFuture<Order> save() {
            this.caller = Thread.currentThread();
            return this.saving;
        }

        @StampedeSafeCachePut(cacheName = "orders", key = "#id")
        public CompletableFuture<Optional<Order>> saveOptional(String id) {
            return this.saving.thenApply(Optional::of);
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id")
        public @Nullable CompletableFuture<Order> delete(String id) {
            return id.isEmpty() ? null : this.saving;
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id", beforeInvocation = true)
        public CompletableFuture<Order> deleteBefore(String id) {
            this.caller = Thread.currentThread();
            return this.saving;
        }

    }

    private static final Order ORDER = new Order("a", 1);

    private final CacheContext context = CacheContext.of(Orders.class);

    private final Orders orders = this.context.bean(Orders.class);

    private final Orders target = CacheContext.target(this.orders);

    private final TransactionTemplate transactions = new TransactionTemplate(
            new TransactionalChangesTests.LoggingTransactions(new ArrayList<>()));

    @Test
    void valueIsStoredWhenTheFutureCompletesAndTheCallersCompletesAfterwards() throws Exception {
        CompletableFuture<Order> call = this.orders.save();
        assertThat(this.target.caller).isSameAs(Thread.currentThread());
        assertThat(call).isNotDone();
        assertThat(this.context.keys()).isEmpty();
        this.target.saving.complete(ORDER);
        assertThat(CallResults.value(call)).isSameAs(ORDER);
        assertThat(this.context.keys()).containsExactly("orders:a");
        assertThat(this.orders.order("a")).isEqualTo(ORDER);
    }

    @Test
    void optionalIsStoredAsItsValueAndUnlessIsHeeded() throws Exception {
        this.target.saving.complete(new Order("a", -1));
        assertThat(CallResults.value(this.orders.save())).isEqualTo(new Order("a", -1));
        assertThat(this.context.keys()).isEmpty();
        assertThat(CallResults.value(this.orders.saveOptional("b"))).contains(new Order("a", -1));
        assertThat(this.orders.order("b")).isEqualTo(new Order("a", -1));
    }

    @Test
    void nothingIsChangedByAMethodThatFails() throws Exception {
        this.target.saving.complete(ORDER);
        CallResults.value(this.orders.save());
        this.target.saving = new CompletableFuture<>();
        IOException thrown = new IOException("down");
        CompletableFuture<Order> put = this.orders.save();
        CompletableFuture<Order> evict = this.orders.delete("a");
        this.target.saving.completeExceptionally(thrown);
        assertThat(CallResults.failure(put)).isSameAs(thrown);
        assertThat(CallResults.failure(evict)).isSameAs(thrown);
        assertThat(this.orders.order("a")).isEqualTo(ORDER);
    }

    @Test
    void evictIsDoneWhenTheFutureCompletes() throws Exception {
        this.target.saving.complete(ORDER);
        CallResults.value(this.orders.save());
        this.target.saving = new CompletableFuture<>();
        CompletableFuture<Order> call = this.orders.delete("a");
        assertThat(this.context.keys()).containsExactly("orders:a");
        this.target.saving.complete(ORDER);
        assertThat(CallResults.value(call)).isSameAs(ORDER);
        assertThat(this.context.keys()).isEmpty();
        assertThat(this.orders.delete("")).isNull();
    }

    @Test
    void evictBeforeTheMethodIsDoneWhenTheMethodIsCalledOnTheThreadOfItsCaller() throws Exception {
        this.target.saving.complete(ORDER);
        CallResults.value(this.orders.save());
        this.target.saving = new CompletableFuture<>();
        this.target.caller = null;
        assertThat(this.orders.deleteBefore("a")).isSameAs(this.target.saving);
        assertThat(this.target.caller).isSameAs(Thread.currentThread());
        assertThat(this.context.keys()).isEmpty();
    }

    @Test
    void changeWaitsForTheCommitAndForTheFutureWhicheverComesFirst() throws Exception {
        List<CompletableFuture<Order>> calls = new ArrayList<>();
        this.transactions.executeWithoutResult((status) -> {
            calls.add(this.orders.save());
            this.target.saving.complete(ORDER);
            assertThat(CallResults.failure(calls.get(0))).isNull();
            assertThat(this.context.keys()).isEmpty();
        });
        assertThat(this.context.keys()).containsExactly("orders:a");
        this.target.saving = new CompletableFuture<>();
        this.transactions.executeWithoutResult((status) -> calls.add(this.orders.delete("a")));
        assertThat(this.context.keys()).containsExactly("orders:a");
        this.target.saving.complete(ORDER);
        CallResults.value(calls.get(1));
        assertThat(this.context.keys()).isEmpty();
    }

    @Test
    void nothingIsChangedAfterARollback() throws Exception {
        List<CompletableFuture<Order>> calls = new ArrayList<>();
        this.transactions.executeWithoutResult((status) -> {
            calls.add(this.orders.save());
            status.setRollbackOnly();
        });
        this.target.saving.complete(ORDER);
        assertThat(CallResults.value(calls.get(0))).isSameAs(ORDER);
        assertThat(this.context.keys()).isEmpty();
    }

    @Test
    void changeThatTheStoreDidNotCarryOutFailsTheFuture() {
        this.context.instance.store().failBefore(Operation.PUT);
        this.target.saving.complete(ORDER);
        assertThat(CallResults.failure(this.orders.save())).isNotNull();
    }

    @Test
    void callerThatCancelsCancelsTheMethodsFuture() {
        this.orders.save().cancel(true);
        assertThat(this.target.saving).isCancelled();
    }

}
