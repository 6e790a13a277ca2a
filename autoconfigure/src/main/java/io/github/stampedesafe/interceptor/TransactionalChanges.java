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

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.LaterChanges;

/**
 * Carries changes out after the commit of the current Spring transaction, in their order,
 * and not at all after a rollback; at once if there is no transaction, or no
 * {@code spring-tx} on the class path. A change that comes before its method is carried
 * out at once, and again after the commit. A change that fails after the commit throws at
 * the caller of the transaction, as it does at the caller of the method without one.
 */
public final class TransactionalChanges implements ChangeSchedule {

    private static final boolean TRANSACTIONS_EXIST = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            TransactionalChanges.class.getClassLoader());

    @Override
    public void schedule(Change change) {
        if (!isDeferred(change)) {
            change.apply();
        }
    }

    @Override
    public void scheduleAndApply(Change change) {
        isDeferred(change);
        change.apply();
    }

    @Override
    public LaterChanges later() {
        LaterChanges ofTransaction = TRANSACTIONS_EXIST ? ChangesOfTransaction.current() : null;
        return (ofTransaction != null) ? ofTransaction : Change::start;
    }

    private static boolean isDeferred(Change change) {
        return TRANSACTIONS_EXIST && AfterCommit.schedule(change);
    }

    /** In a class of its own, which is not loaded without {@code spring-tx}. */
    private static final class AfterCommit implements TransactionSynchronization {

        private final Change change;

        private boolean done;

        private AfterCommit(Change change) {
            this.change = change;
        }

        static boolean schedule(Change change) {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                return false;
            }
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(change));
            return true;
        }

        @Override
        public void afterCommit() {
            applyOnce();
        }

        /**
         * Applies what was scheduled by another {@code afterCommit}, which is too late
         * for ours to be called, or what one that failed kept ours from doing.
         */
        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
                applyOnce();
            }
        }

        private void applyOnce() {
            if (!this.done) {
                this.done = true;
                this.change.apply();
            }
        }

    }

}
