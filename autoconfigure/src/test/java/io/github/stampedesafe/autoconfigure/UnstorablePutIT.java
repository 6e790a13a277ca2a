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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.event.CacheCounter;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A put of what cannot be stored removes the value that it was to replace. */
class UnstorablePutIT {

    private static RedisProcess redis;

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .properties("spring.application.name=puts", "spring.data.redis.host=" + redis.host(),
                    "spring.data.redis.port=" + redis.port(), "stampede-safe.defaults.max-entry-size=1KB")
            .run();
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
    }

    @Test
    void aPutByAnnotationReturnsAndTheNextCallLoads() {
        Orders orders = context.getBean(Orders.class);
        awaitStored(orders, "a");
        int before = orders.loads();

        assertThat(orders.save("a", new Order("a", true)).id()).isEqualTo("a");

        assertThat(orders.order("a").id()).isEqualTo("a");
        assertThat(orders.loads()).isEqualTo(before + 1);
        assertThat(count(CacheCounter.UNWRITABLE)).isPositive();
    }

    @Test
    void aPutInATransactionCommitsAndRemovesTheKeyAfterwards() {
        Orders orders = context.getBean(Orders.class);
        awaitStored(orders, "b");
        int before = orders.loads();

        transaction().executeWithoutResult((status) -> {
            orders.save("b", new Order("b", true));
            orders.order("b");
            assertThat(orders.loads()).as("not before the commit").isEqualTo(before);
        });

        orders.order("b");
        assertThat(orders.loads()).isEqualTo(before + 1);
    }

    @Test
    void aPutInCodeRemovesTheKeyWhetherItCannotBeWrittenOrIsTooLarge() throws Exception {
        StampedeSafeCache cache = context.getBean(StampedeSafeCaches.class).cache("orders");
        for (Order order : new Order[] { new Order("c", true), new Order("c".repeat(2_000), false) }) {
            cache.put("c", Order.class, new Order("old", false));
            cache.put("c", Order.class, order);
            assertThat(cache.get("c", Order.class, () -> new Order("loaded", false)).id()).isEqualTo("loaded");

            cache.put("d", Order.class, new Order("old", false), 1);
            cache.put("d", Order.class, order, 2);
            cache.put("d", Order.class, new Order("late", false), 1);
            assertThat(cache.get("d", Order.class, () -> new Order("loaded", false)).id()).isEqualTo("loaded");
            cache.evict("d");
        }
        assertThat(count(CacheCounter.OVERSIZED)).isPositive();
    }

    /** The first load after a start may be too early to be stored. */
    private static void awaitStored(Orders orders, String id) {
        await().until(() -> {
            int before = orders.loads();
            orders.order(id);
            return orders.loads() == before;
        });
    }

    private static long count(CacheCounter event) {
        return context.getBean(CacheStatistics.class).count("orders", event);
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(new NoTransactions());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Orders orders() {
            return new Orders();
        }

    }

    static class Orders {

        private final AtomicInteger loads = new AtomicInteger();

        int loads() {
            return this.loads.get();
        }

        @StampedeSafeCacheable("orders")
        public Order order(String id) {
            this.loads.incrementAndGet();
            return new Order(id, false);
        }

        @StampedeSafeCachePut(cacheName = "orders", key = "#id")
        public Order save(String id, Order order) {
            return order;
        }

    }

    record Order(String id, List<Order> parts) {

        Order(String id, boolean isPartOfItself) {
            this(id, new ArrayList<>());
            if (isPartOfItself) {
                this.parts.add(this);
            }
        }

    }

    /** Transactions of nothing. */
    private static final class NoTransactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
        }

    }

}
