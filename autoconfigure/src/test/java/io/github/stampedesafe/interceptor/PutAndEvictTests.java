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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PutAndEvictTests {

    record Order(String id, int price) {
    }

    static class Orders {

        final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "orders", staleWhileRevalidate = "1h", jitter = 0, beta = 0)
        public Order order(String id) {
            return new Order(id, this.loads.incrementAndGet());
        }

        @StampedeSafeCachePut(cacheName = "orders", key = "#result.id", condition = "#result.price != 7",
                unless = "#result == null || #result.price < 0")
        public @Nullable Order save(@Nullable Order order) {
            return order;
        }

        @StampedeSafeCachePut(cacheName = "orders", key = "#order.id")
        public Optional<Order> saveOptional(Order order) {
            return Optional.of(order);
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id")
        public void delete(String id) {
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#result.id", condition = "#result != null")
        public @Nullable Order deleted(@Nullable Order order) {
            return order;
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id", mode = EvictMode.EXPIRE)
        public void outdate(String id) {
        }

        @StampedeSafeCacheEvict(cacheName = "orders", allEntries = true)
        public void deleteAll() {
        }

        @StampedeSafeCacheEvict(cacheName = "orders", allEntries = true, mode = EvictMode.EXPIRE)
        public void outdateAll() {
        }

        @StampedeSafeCachePut(cacheName = "orders", key = "#id", version = "#result.price")
        public @Nullable Order saveVersion(String id, @Nullable Order order) {
            return order;
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id", version = "#version")
        public void deleteVersion(String id, int version) {
        }

        @StampedeSafeCacheEvict("orders")
        public void failAfter(String id) {
            throw new IllegalStateException("not deleted");
        }

        @StampedeSafeCacheEvict(cacheName = "orders", beforeInvocation = true)
        public CompletableFuture<String> failBefore(String id) {
            throw new IllegalStateException("not deleted");
        }

        @StampedeSafeCacheEvict(cacheName = "orders", beforeInvocation = true)
        public void deleteBefore(String id) {
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#order.id", beforeInvocation = true)
        @StampedeSafeCacheEvict(cacheName = "orders", key = "'b'")
        @StampedeSafeCachePut(cacheName = "orders", key = "#order.id")
        @StampedeSafeCachePut(cacheName = "copies", key = "#order.id", ttl = "1h", jitter = 0)
        public Order replace(Order order) {
            return new Order(order.id(), this.loads.incrementAndGet());
        }

    }

    @Test
    void evictBeforeTheMethodStandsThoughTheTransactionAroundItRollsBack() {
        TransactionTemplate transactions = new TransactionTemplate(
                new TransactionalChangesTests.LoggingTransactions(new ArrayList<>()));
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThat(orders.order("a")).isEqualTo(new Order("a", 1));
            transactions.executeWithoutResult((status) -> {
                assertThatIllegalStateException().isThrownBy(() -> orders.failBefore("a"));
                status.setRollbackOnly();
            });
            assertThat(orders.order("a")).isEqualTo(new Order("a", 2));
        }
    }

    @Test
    void evictBeforeTheMethodRemovesWhatWasLoadedBeforeTheCommit() {
        TransactionTemplate transactions = new TransactionTemplate(
                new TransactionalChangesTests.LoggingTransactions(new ArrayList<>()));
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            transactions.executeWithoutResult((status) -> {
                orders.deleteBefore("a");
                assertThat(orders.order("a")).isEqualTo(new Order("a", 1));
            });
            assertThat(orders.order("a")).isEqualTo(new Order("a", 2));
        }
    }

    @Test
    void putStoresWhatTheMethodReturnsAndAlwaysRunsIt() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThat(orders.order("a")).isEqualTo(new Order("a", 1));
            assertThat(orders.save(new Order("a", 10))).isEqualTo(new Order("a", 10));
            assertThat(orders.save(new Order("a", 11))).isEqualTo(new Order("a", 11));
            assertThat(orders.order("a")).isEqualTo(new Order("a", 11));
            assertThat(orders.saveOptional(new Order("a", 12))).contains(new Order("a", 12));
            assertThat(orders.order("a")).isEqualTo(new Order("a", 12));
        }
    }

    @Test
    void putObservesConditionAndUnless() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.save(new Order("a", 7));
            orders.save(new Order("a", -1));
            assertThat(context.keys()).isEmpty();
            orders.save(new Order("a", 8));
            assertThat(context.keys()).containsExactly("orders:a");
        }
    }

    @Test
    void evictRemovesOneEntry() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.order("a");
            orders.order("b");
            orders.delete("a");
            assertThat(context.keys()).containsExactly("orders:b");
            orders.deleted(null);
            assertThat(context.keys()).containsExactly("orders:b");
            orders.deleted(new Order("b", 0));
            assertThat(context.keys()).isEmpty();
        }
    }

    @Test
    void evictOfAllEntriesClearsTheCache() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.order("a");
            orders.order("b");
            orders.deleteAll();
            assertThat(context.keys()).isEmpty();
        }
    }

    @Test
    void expiredEntryIsServedOnceMoreWhileItIsReplaced() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.order("a");
            orders.outdate("a");
            assertThat(orders.order("a")).isEqualTo(new Order("a", 1));
            context.runRefreshes();
            assertThat(orders.order("a")).isEqualTo(new Order("a", 2));
        }
    }

    @Test
    void expiredCacheIsServedOnceMoreWhileItIsReplaced() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.order("a");
            context.advance(Duration.ofMillis(1));
            orders.outdateAll();
            context.advance(Duration.ofMillis(1));
            assertThat(orders.order("a")).isEqualTo(new Order("a", 1));
            context.runRefreshes();
            assertThat(orders.order("a")).isEqualTo(new Order("a", 2));
        }
    }

    @Test
    void lateCreateOfAnOlderVersionDoesNotBringADeletedItemBack() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.deleteVersion("a", 8);
            orders.saveVersion("a", new Order("a", 7));
            assertThat(orders.order("a")).as("loaded").isEqualTo(new Order("a", 1));
            orders.saveVersion("a", new Order("a", 9));
            orders.deleteVersion("a", 8);
            orders.saveVersion("a", new Order("a", 7));
            assertThat(orders.order("a")).isEqualTo(new Order("a", 9));
        }
    }

    @Test
    void nullHasNoVersionThatItWouldHaveToTell() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.saveVersion("a", new Order("a", 9));
            orders.saveVersion("a", null);
            assertThat(orders.order("a")).isNull();
        }
    }

    @Test
    void failedMethodEvictsOnlyIfToldToDoSoBefore() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.order("a");
            assertThatIllegalStateException().isThrownBy(() -> orders.failAfter("a"));
            assertThat(context.keys()).containsExactly("orders:a");
            assertThatIllegalStateException().isThrownBy(() -> orders.failBefore("a"));
            assertThat(context.keys()).isEmpty();
        }
    }

    @Test
    void putsComeBetweenTheEvictsBeforeAndTheEvictsAfter() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            orders.order("a");
            orders.order("b");
            orders.replace(new Order("a", 0));
            assertThat(context.keys()).containsExactly("copies:a", "orders:a");
            orders.replace(new Order("b", 0));
            assertThat(context.keys()).containsExactly("copies:a", "copies:b", "orders:a");
        }
    }

}
