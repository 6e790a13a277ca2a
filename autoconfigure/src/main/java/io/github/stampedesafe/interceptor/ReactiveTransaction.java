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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.LaterChanges;

/**
 * The changes of a call in a reactive transaction: carried out after the commit, and not
 * at all after a rollback. Not loaded without {@code spring-tx}.
 *
 * @param transaction the transaction
 */
record ReactiveTransaction(TransactionSynchronizationManager transaction) implements LaterChanges {

    /**
     * Returns those of the transaction of a subscriber.
     * @param view the context of the subscriber
     * @return {@code null} if it has none
     */
    static @Nullable LaterChanges changes(ContextView view) {
        // Looks into the context, and nowhere else, so the answer is there at once.
        TransactionSynchronizationManager transaction = TransactionSynchronizationManager.forCurrentTransaction()
            .onErrorComplete()
            .contextWrite(view)
            .toFuture()
            .getNow(null);
        return (transaction != null && transaction.isSynchronizationActive()) ? new ReactiveTransaction(transaction)
                : null;
    }

    @Override
    public CompletionStage<@Nullable Void> schedule(Change change) {
        this.transaction.registerSynchronization(new AfterCommit(change, new AtomicBoolean()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Void> scheduleAndStart(Change change) {
        this.transaction.registerSynchronization(new AfterCommit(change, new AtomicBoolean()));
        return change.start();
    }

    private record AfterCommit(Change change, AtomicBoolean isDone) implements TransactionSynchronization {

        @Override
        public Mono<Void> afterCommit() {
            return once();
        }

        /**
         * Carries out the change if the transaction was committed but another change
         * failed before this one had its turn.
         */
        @Override
        public Mono<Void> afterCompletion(int status) {
            return (status == STATUS_COMMITTED) ? once() : Mono.empty();
        }

        private Mono<Void> once() {
            return Mono.defer(() -> this.isDone.compareAndSet(false, true)
                    ? Mono.fromCompletionStage(this.change.start()) : Mono.empty());
        }

    }

}
