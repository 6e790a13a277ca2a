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

import org.jspecify.annotations.Nullable;
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
        LaterChanges ofTransaction = ofTransaction();
        return (ofTransaction != null) ? ofTransaction : Change::start;
    }

    private static boolean isDeferred(Change change) {
        LaterChanges ofTransaction = ofTransaction();
        if (ofTransaction == null) {
            return false;
        }
        var unused = ofTransaction.schedule(change);
        return true;
    }

    /** Of a class that is not loaded without {@code spring-tx}. */
    private static @Nullable LaterChanges ofTransaction() {
        return TRANSACTIONS_EXIST ? ChangesOfTransaction.current() : null;
    }

}
