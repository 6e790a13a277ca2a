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

package io.github.stampedesafe.springcache;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Caching;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** When the changes that Spring's annotations make take effect in a transaction. */
class SpringTransactionsTests {

    private final SpringContext context = SpringContext.on(new InMemoryEntryStore(new MutableClock()), Books.class);

    private final Books books = this.context.bean(Books.class);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void changesOfATransactionAreMadeAfterItsCommit() {
        Cache primary = this.context.manager.getCache("primary");
        primary.put(5, 0);
        transactions().executeWithoutResult((status) -> {
            this.books.putTwice(5);
            assertThat(primary.get(5, Integer.class)).isZero();
        });
        assertThat(primary.get(5, Integer.class)).isEqualTo(1);
        transactions().executeWithoutResult((status) -> {
            this.books.evictTwice(5);
            assertThat(primary.get(5, Integer.class)).isEqualTo(1);
        });
        assertThat(primary.get(5)).isNull();
    }

    @Test
    void changesOfATransactionThatIsRolledBackAreNotMade() {
        Cache primary = this.context.manager.getCache("primary");
        primary.put(5, 0);
        transactions().executeWithoutResult((status) -> {
            this.books.putTwice(5);
            this.books.evictTwice(5);
            status.setRollbackOnly();
        });
        assertThat(primary.get(5, Integer.class)).isZero();
    }

    @Test
    void earlyEvictOfATransactionIsMadeAtOnceAndAgainAfterTheCommit() {
        Cache primary = this.context.manager.getCache("primary");
        primary.put(5, 0);
        transactions().executeWithoutResult((status) -> {
            this.books.evictEarly(5);
            assertThat(primary.get(5)).isNull();
            assertThat(primary.get(5, () -> 7)).as("what the transaction has not committed").isEqualTo(7);
        });
        assertThat(primary.get(5)).isNull();
    }

    private static TransactionTemplate transactions() {
        return new TransactionTemplate(new Transactions());
    }

    static class Books {

        private final AtomicInteger loads = new AtomicInteger();

        @Caching(put = { @CachePut("primary"), @CachePut(cacheNames = "secondary", key = "'key ' + #book") })
        public int putTwice(int book) {
            return this.loads.incrementAndGet();
        }

        @Caching(evict = { @CacheEvict("primary"), @CacheEvict(cacheNames = "secondary", key = "'key ' + #book") })
        public void evictTwice(int book) {
        }

        @CacheEvict(cacheNames = "primary", beforeInvocation = true)
        public void evictEarly(int book) {
        }

    }

    private static final class Transactions extends AbstractPlatformTransactionManager {

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
