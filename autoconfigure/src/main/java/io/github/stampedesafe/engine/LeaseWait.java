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

package io.github.stampedesafe.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;

/**
 * What one call waits for the holder of a lease, wait by wait: told to the listener as
 * one, without what the call does in between.
 */
final class LeaseWait implements AutoCloseable {

    private final CacheKey key;

    private final Patience patience;

    private final Waiting waiting;

    private final CacheListener listener;

    private Duration waited = Duration.ZERO;

    private boolean hasWaited;

    LeaseWait(CacheKey key, Patience patience, Waiting waiting, CacheListener listener) {
        this.key = key;
        this.patience = patience;
        this.waiting = waiting;
        this.listener = listener;
    }

    /**
     * Waits for news of the lease.
     * @param atMost the longest wait, if the call's patience lasts as long
     * @return whether there is news
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(CompletableFuture<?> news, Duration atMost) throws InterruptedException {
        Duration before = this.patience.waited();
        this.hasWaited = true;
        try {
            return this.waiting.await(news, this.patience.upTo(atMost));
        }
        finally {
            this.waited = this.waited.plus(this.patience.waited().minus(before));
        }
    }

    @Override
    public void close() {
        if (this.hasWaited) {
            this.listener.leaseWaited(this.key, this.waited);
        }
    }

}
