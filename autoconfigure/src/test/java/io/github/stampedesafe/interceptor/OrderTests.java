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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Caching is outside of transactions, and changes wait for an outer one. */
class OrderTests {

    private static final List<String> LOG = new CopyOnWriteArrayList<>();

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Config {

        @Bean
        PlatformTransactionManager transactionManager() {
            return new TransactionalChangesTests.LoggingTransactions(LOG);
        }

    }

    static class Orders {

        @Transactional
        @StampedeSafeCacheable("orders")
        public String order(String id) {
            LOG.add("load " + id);
            return id;
        }

        @Transactional
        @StampedeSafeCacheEvict("orders")
        public void delete(String id) {
            LOG.add("delete " + id);
        }

    }

    static class Shop {

        private final Orders orders;

        private final CacheContext[] context;

        Shop(Orders orders, CacheContext... context) {
            this.orders = orders;
            this.context = context;
        }

        @Transactional
        public void close(String id, boolean fails) {
            this.orders.delete(id);
            LOG.add("in transaction " + this.context[0].keys());
            if (fails) {
                throw new IllegalStateException("still open");
            }
        }

    }

    private static CacheContext start() {
        LOG.clear();
        CacheContext[] self = new CacheContext[1];
        self[0] = CacheContext.started((context) -> {
            context.register(Config.class, Orders.class);
            context.registerBean(Shop.class, () -> new Shop(context.getBean(Orders.class), self));
        });
        return self[0];
    }

    @Test
    void hitOpensNoTransaction() {
        try (CacheContext context = start()) {
            Orders orders = context.bean(Orders.class);
            orders.order("1");
            orders.order("1");
            assertThat(LOG).containsExactly("begin", "load 1", "commit");
            assertThat(context.advisor().getOrder())
                .isLessThan(context.bean(BeanFactoryTransactionAttributeSourceAdvisor.class).getOrder());
        }
    }

    @Test
    void evictWaitsForTheCommitOfTheOuterTransaction() {
        try (CacheContext context = start()) {
            context.bean(Orders.class).order("1");
            LOG.clear();
            context.bean(Shop.class).close("1", false);
            assertThat(LOG).containsExactly("begin", "delete 1", "in transaction [orders:1]", "commit");
            assertThat(context.keys()).isEmpty();
        }
    }

    @Test
    void evictIsForgottenWhenTheOuterTransactionRollsBack() {
        try (CacheContext context = start()) {
            context.bean(Orders.class).order("1");
            assertThatIllegalStateException().isThrownBy(() -> context.bean(Shop.class).close("1", true));
            assertThat(context.keys()).containsExactly("orders:1");
        }
    }

}
