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

package io.github.stampedesafe.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The connection that all share, made when it is first needed. Drivers connect on the
 * thread of the first caller, node after node with a connect timeout each, and let
 * everybody else wait for that. Here one attempt runs on a thread of its own, and all
 * callers have its outcome. After a failed attempt the next caller begins another one.
 * Thread-safe; nothing blocks but the attempt.
 *
 * @param <C> type of the connection
 */
public final class FirstConnection<C> {

    private final Supplier<C> connect;

    private final Executor threads;

    private final AtomicReference<CompletableFuture<C>> attempt = new AtomicReference<>(notTried());

    /**
     * Creates the connection. It does not connect yet.
     * @param connect connects, which may block; throws if it cannot
     * @param threads runs an attempt on a thread that may block
     */
    public FirstConnection(Supplier<C> connect, Executor threads) {
        this.connect = connect;
        this.threads = threads;
    }

    /** Whether the connection was made. It may be lost since, and come back. */
    public boolean isEstablished() {
        CompletableFuture<C> latest = this.attempt.get();
        return latest.isDone() && !latest.isCompletedExceptionally();
    }

    /** Returns the running or successful attempt; begins one if there is none. */
    public CompletableFuture<C> established() {
        CompletableFuture<C> latest = this.attempt.get();
        if (!latest.isCompletedExceptionally()) {
            return latest;
        }
        CompletableFuture<C> next = new CompletableFuture<>();
        if (!this.attempt.compareAndSet(latest, next)) {
            return this.attempt.get();
        }
        this.threads.execute(() -> complete(next));
        return next;
    }

    /** Forgets the connection: the next caller begins another attempt. */
    public void forget() {
        this.attempt.set(notTried());
    }

    private void complete(CompletableFuture<C> result) {
        try {
            result.complete(this.connect.get());
        }
        catch (RuntimeException | Error ex) {
            result.completeExceptionally(ex);
        }
    }

    private static <C> CompletableFuture<C> notTried() {
        return CompletableFuture.failedFuture(new IllegalStateException("Not tried yet"));
    }

}
