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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TransactionalChangesTests {

    private final List<String> log = new ArrayList<>();

    private final TransactionTemplate transactions = new TransactionTemplate(new LoggingTransactions(this.log));

    private final TransactionalChanges changes = new TransactionalChanges();

    @Test
    void withoutATransactionAChangeIsAppliedAtOnce() {
        change("one");
        assertThat(this.log).containsExactly("one");
    }

    @Test
    void changesAreAppliedAfterTheCommitInTheirOrder() {
        this.transactions.executeWithoutResult((status) -> {
            change("one");
            change("two");
            this.log.add("end of method");
        });
        assertThat(this.log).containsExactly("begin", "end of method", "commit", "one", "two");
    }

    @Test
    void changesAreNotAppliedAfterARollback() {
        this.transactions.executeWithoutResult((status) -> {
            change("one");
            status.setRollbackOnly();
        });
        assertThat(this.log).containsExactly("begin", "rollback");
    }

    @Test
    void innerTransactionCommitsItsOwnChanges() {
        TransactionTemplate inner = new TransactionTemplate(new LoggingTransactions(this.log));
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.transactions.executeWithoutResult((status) -> {
            change("outer");
            inner.executeWithoutResult((any) -> change("inner"));
            status.setRollbackOnly();
        });
        assertThat(this.log).containsExactly("begin", "begin", "commit", "inner", "rollback");
    }

    @Test
    void changeOfACallbackAfterTheCommitIsNotLost() {
        this.transactions.executeWithoutResult((status) -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

                @Override
                public void afterCommit() {
                    change("after commit");
                }

                @Override
                public void afterCompletion(int completion) {
                    change("after completion");
                }

            });
        });
        assertThat(this.log).containsExactlyInAnyOrder("begin", "commit", "after commit", "after completion");
    }

    @Test
    void failedChangeIsToldToTheCallerAndKeepsNoOtherFromBeingApplied() {
        assertThatIllegalStateException().isThrownBy(() -> this.transactions.executeWithoutResult((status) -> {
            this.changes.schedule(() -> {
                this.log.add("failing");
                throw new IllegalStateException("no store");
            });
            change("two");
        })).withMessage("no store");
        assertThat(this.log).containsExactly("begin", "commit", "failing", "two");
    }

    @Test
    void changeBeforeAMethodIsAppliedAtOnceAndAgainAfterTheCommit() {
        this.transactions.executeWithoutResult((status) -> {
            this.changes.scheduleAndApply(() -> this.log.add("before"));
            change("put");
            this.log.add("end of method");
        });
        assertThat(this.log).containsExactly("begin", "before", "end of method", "commit", "before", "put");
    }

    @Test
    void changeBeforeAMethodStandsThoughTheTransactionRollsBack() {
        this.transactions.executeWithoutResult((status) -> {
            this.changes.scheduleAndApply(() -> this.log.add("before"));
            status.setRollbackOnly();
        });
        assertThat(this.log).containsExactly("begin", "before", "rollback");
    }

    @Test
    void changeBeforeAMethodThatFailsAtOnceIsTriedAgainAfterTheCommit() {
        List<Integer> applied = new ArrayList<>();
        this.transactions.executeWithoutResult(
                (status) -> assertThatIllegalStateException().isThrownBy(() -> this.changes.scheduleAndApply(() -> {
                    applied.add(applied.size());
                    if (applied.size() == 1) {
                        throw new IllegalStateException("no store");
                    }
                })));
        assertThat(applied).hasSize(2);
    }

    @Test
    void changeBeforeAMethodIsAppliedOnceWithoutATransaction() {
        this.changes.scheduleAndApply(() -> this.log.add("before"));
        assertThat(this.log).containsExactly("before");
    }

    private void change(String name) {
        this.changes.schedule(() -> this.log.add(name));
    }

    /** Transactions of nothing. */
    static final class LoggingTransactions extends AbstractPlatformTransactionManager {

        private final List<String> log;

        LoggingTransactions(List<String> log) {
            this.log = log;
        }

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }

        @Override
        protected Object doSuspend(Object transaction) {
            return transaction;
        }

        @Override
        protected void doResume(@Nullable Object transaction, Object suspended) {
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            this.log.add("begin");
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            this.log.add("commit");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            this.log.add("rollback");
        }

    }

}
