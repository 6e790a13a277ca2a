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
 * The waits of one attempt for the holder of a lease. A signal ends a wait, or else one
 * of two pauses does. The listener hears the total of all waits, without the work between
 * them.
 */
final class LeaseWait implements AutoCloseable {

    /**
     * How often a waiting leader looks without a signal: for a signal that was lost, and
     * for the lease of a leader that died.
     */
    static final Duration POLL = Duration.ofSeconds(1);

    /**
     * The same where the lease may come back without news: after a signal that brought
     * nothing, whose sender may still hold it; beside an entry that cannot be served,
     * because the holder may have stored or found it before it was cleared; and after a
     * refusal, because no signal tells that there is room in the line.
     */
    static final Duration RETRY = Duration.ofMillis(250);

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
