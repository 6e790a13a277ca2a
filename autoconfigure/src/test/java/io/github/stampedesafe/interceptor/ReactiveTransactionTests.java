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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** Puts and evicts of methods with reactive types inside of reactive transactions. */
class ReactiveTransactionTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> log = new CopyOnWriteArrayList<>();

    private final TransactionalOperator transactions = TransactionalOperator.create(new Transactions(this.log));

    private final CacheContext context = CacheContext.of(ReactiveChangesTests.Orders.class);

    private final ReactiveChangesTests.Orders orders = this.context.bean(ReactiveChangesTests.Orders.class);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void changesAreCarriedOutAfterTheCommit() {
        Mono<String> save = this.orders.save("a").doOnNext((value) -> logKeys());
        assertThat(this.transactions.transactional(save).block(SOON)).isEqualTo("a");
        logKeys();
        this.transactions.transactional(this.orders.delete("a").then(Mono.fromRunnable(this::logKeys))).block(SOON);
        logKeys();
        assertThat(this.log).containsExactly("[]", "commit", "[orders:a]", "[orders:a]", "commit", "[]");
    }

    @Test
    void nothingIsChangedAfterARollback() {
        String saved = this.transactions.execute((status) -> {
            status.setRollbackOnly();
            return this.orders.save("a");
        }).blockLast(SOON);
        assertThat(saved).isEqualTo("a");
        logKeys();
        assertThat(this.log).containsExactly("rollback", "[]");
    }

    @Test
    void evictBeforeTheMethodIsDoneAtOnceAndAgainAfterTheCommit() {
        this.orders.save("a").block(SOON);
        Mono<String> delete = this.orders.deleteBefore("a").doOnNext((value) -> logEvicts());
        this.transactions.transactional(delete).block(SOON);
        logEvicts();
        assertThat(this.log).containsExactly("1 evicted", "commit", "2 evicted");
    }

    private void logEvicts() {
        this.log.add(this.context.instance.listener().count("evicted orders:a") + " evicted");
    }

    private void logKeys() {
        this.log.add(this.context.keys().toString());
    }

    /** Transactions that say how they ended. */
    static final class Transactions extends AbstractReactiveTransactionManager {

        private final List<String> log;

        Transactions(List<String> log) {
            this.log = log;
        }

        @Override
        protected Object doGetTransaction(TransactionSynchronizationManager manager) {
            return new Object();
        }

        @Override
        protected Mono<Void> doBegin(TransactionSynchronizationManager manager, Object transaction,
                TransactionDefinition definition) {
            return Mono.empty();
        }

        @Override
        protected Mono<Void> doCommit(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> this.log.add("commit"));
        }

        @Override
        protected Mono<Void> doRollback(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> this.log.add("rollback"));
        }

    }

}
