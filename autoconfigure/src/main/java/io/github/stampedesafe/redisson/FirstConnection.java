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

package io.github.stampedesafe.redisson;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import org.redisson.api.RedissonClient;

/**
 * The connecting of a client that connects on first use. Redisson does that on the thread
 * of whoever comes first, node after node with a connect timeout each, and makes everyone
 * else wait for it without any limit. Here it happens on a thread of its own, which ends
 * with the attempt; a failed attempt is repeated by whoever asks next.
 */
final class FirstConnection {

    private static final CompletableFuture<Boolean> ESTABLISHED = CompletableFuture.completedFuture(true);

    private static final String NO_SCRIPT = "0".repeat(40);

    private final RedissonClient client;

    private final AtomicReference<CompletableFuture<Boolean>> attempt;

    FirstConnection(RedissonClient client) {
        this.client = client;
        this.attempt = new AtomicReference<>(client.getConfig().isLazyInitialization()
                ? CompletableFuture.failedFuture(new IllegalStateException("Not tried yet")) : ESTABLISHED);
    }

    boolean isEstablished() {
        CompletableFuture<Boolean> latest = this.attempt.get();
        return latest.isDone() && !latest.isCompletedExceptionally();
    }

    /** Returns what completes once the client is connected, or fails if it cannot be. */
    CompletionStage<Boolean> established() {
        CompletableFuture<Boolean> latest = this.attempt.get();
        if (!latest.isCompletedExceptionally()) {
            return latest;
        }
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        if (!this.attempt.compareAndSet(latest, next)) {
            return this.attempt.get();
        }
        Thread thread = new Thread(() -> connect(next), "stampede-safe-redisson-connect");
        thread.setContextClassLoader(FirstConnection.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
        return next;
    }

    private void connect(CompletableFuture<Boolean> result) {
        try {
            // Any question connects, before it is asked; the answer does not matter.
            var unused = this.client.getScript().scriptExistsAsync(new String[] { NO_SCRIPT });
            result.complete(true);
        }
        catch (RuntimeException ex) {
            result.completeExceptionally(ex);
        }
    }

}
