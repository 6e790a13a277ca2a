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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.LaterChanges;

/**
 * The changes of a call in a transaction. The value of the call may come later, before
 * the transaction ends or after it: each change is carried out when both have come, the
 * value and the commit, and not at all after a rollback. Not loaded without
 * {@code spring-tx}.
 */
final class ChangesOfTransaction implements TransactionSynchronization, LaterChanges {

    private final Deque<Change> waiting = new ArrayDeque<>();

    private @Nullable Boolean isCommitted;

    private ChangesOfTransaction() {
    }

    /** Returns those of the current thread's transaction, {@code null} for none. */
    static @Nullable LaterChanges current() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        ChangesOfTransaction changes = new ChangesOfTransaction();
        TransactionSynchronizationManager.registerSynchronization(changes);
        return changes;
    }

    @Override
    public CompletionStage<@Nullable Void> schedule(Change change) {
        return isToBeDone(change) ? change.start() : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Void> scheduleAndStart(Change change) {
        isToBeDone(change);
        return change.start();
    }

    @Override
    public void afterCommit() {
        end(true);
    }

    /**
     * Carries out what {@link #afterCommit} did not: changes that a later callback
     * scheduled, and all changes if an earlier callback failed.
     */
    @Override
    public void afterCompletion(int status) {
        end(status == STATUS_COMMITTED);
    }

    private synchronized boolean isToBeDone(Change change) {
        if (this.isCommitted == null) {
            this.waiting.add(change);
        }
        return Boolean.TRUE.equals(this.isCommitted);
    }

    private void end(boolean isCommitted) {
        for (Change next = next(isCommitted); next != null; next = next(isCommitted)) {
            next.apply();
        }
    }

    private synchronized @Nullable Change next(boolean isCommitted) {
        this.isCommitted = isCommitted;
        return isCommitted ? this.waiting.poll() : null;
    }

}
