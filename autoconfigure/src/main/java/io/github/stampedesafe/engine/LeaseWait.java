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
import java.util.concurrent.CompletionStage;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.WaitEvent.LeaseWaited;

/**
 * Adds up the time that one attempt waits for the holder of a lease. The listener hears
 * one total, without the work between the waits. How long a wait is when no signal ends
 * it, {@link LeasedLoad} decides.
 */
final class LeaseWait implements AutoCloseable {

    private final LoadAttempt attempt;

    private final SignalBoard.Watch watch;

    private final CacheListener listener;

    private CompletableFuture<Void> news;

    private Duration waited = Duration.ZERO;

    private boolean hasWaited;

    /**
     * Begins a row of waits.
     * @param watch watches the key
     * @param news the next signal, armed before the first look
     */
    LeaseWait(LoadAttempt attempt, SignalBoard.Watch watch, CompletableFuture<Void> news, CacheListener listener) {
        this.attempt = attempt;
        this.watch = watch;
        this.news = news;
        this.listener = listener;
    }

    /**
     * Waits for news of the lease.
     * @param atMost the longest wait; shorter if the attempt reaches its limit before
     * @return whether there is news; the next news is armed then. Fails with
     * {@link InterruptedException} if the wait is interrupted
     */
    CompletionStage<Boolean> await(Duration atMost) {
        WaitLimit waitLimit = this.attempt.waitLimit();
        Duration before = waitLimit.waited();
        this.hasWaited = true;
        return this.attempt.caller().await(this.news, waitLimit.upTo(atMost)).whenComplete((isNews, failure) -> {
            this.waited = this.waited.plus(waitLimit.waited().minus(before));
            this.news = this.watch.arm();
        });
    }

    @Override
    public void close() {
        if (this.hasWaited) {
            this.listener.onEvent(new LeaseWaited(this.attempt.key(), this.waited));
        }
    }

}
