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

package io.github.stampedesafe.outage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.OutageEvent.Undeliverable;
import io.github.stampedesafe.event.OutageEvent.Undeliverable.Fate;

/**
 * Sends changes to the store. A change that the store does not carry out becomes pending.
 */
final class ChangeRelay {

    private final Breaker breaker;

    private final PendingChanges pending;

    private final Outages outages;

    private final OnUndeliveredChange onUndelivered;

    private final CacheListener listener;

    private final LongAdder undeliverable = new LongAdder();

    ChangeRelay(Breaker breaker, PendingChanges pending, Outages outages, OnUndeliveredChange onUndelivered,
            CacheListener listener) {
        this.breaker = breaker;
        this.pending = pending;
        this.outages = outages;
        this.onUndelivered = onUndelivered;
        this.listener = listener;
    }

    /**
     * Sends a change. It goes on whether or not its caller waits for the answer.
     * @param rest the change that becomes pending if the store does not carry it out,
     * before its caller hears of that
     * @param again asks the store whether such questions are answered again
     * @param attempt sends the change
     * @param whenPending what the caller gets for a pending change, unless it gets the
     * failure
     * @return the store's answer
     */
    <T extends @Nullable Object> CompletionStage<T> change(PendingChange rest, Probe again,
            Supplier<? extends CompletionStage<T>> attempt, T whenPending) {
        SentChange sent = this.pending.send(rest);
        CompletableFuture<T> result = new CompletableFuture<>();
        var unused = this.breaker.ask(again, attempt).whenComplete((answer, failure) -> {
            try {
                note(rest, sent, failure);
            }
            finally {
                boolean isHidden = this.onUndelivered == OnUndeliveredChange.KEEP
                        && failure instanceof CacheUnavailableException;
                if (failure != null && !isHidden) {
                    result.completeExceptionally(failure);
                }
                else {
                    result.complete(isHidden ? whenPending : answer);
                }
            }
        });
        return result;
    }

    /**
     * Returns why a cache is not to be read, {@code null} if no change of it is pending.
     */
    @Nullable CacheUnavailableException objection(String cache) {
        return this.pending.holds(cache) ? new CacheUnavailableException(Reason.GIVEN_UP,
                "Not asked about cache '%s', because changes of it are pending".formatted(cache), null) : null;
    }

    /** Counts and reports changes that will never be delivered one by one. */
    void giveUp(String cache, int changes, Fate fate) {
        this.undeliverable.add(changes);
        this.listener.onEvent(new Undeliverable(cache, changes, fate));
    }

    /** Returns how many changes were given up so far. */
    long undeliverable() {
        return this.undeliverable.sum();
    }

    private void note(PendingChange rest, SentChange sent, @Nullable Throwable failure) {
        if (failure == null) {
            this.pending.settle(sent);
        }
        else {
            this.pending.forget(sent);
        }
        if (failure instanceof CacheUnavailableException unavailable) {
            add(rest, unavailable);
        }
    }

    private void add(PendingChange rest, CacheUnavailableException failure) {
        if (this.outages.isStopped()) {
            giveUp(rest.cache(), 1, Fate.LOST);
            return;
        }
        int tooMany = this.pending.add(rest);
        this.outages.pendingChange();
        if (failure.reason() != Reason.GIVEN_UP) {
            this.outages.begin(failure);
        }
        if (tooMany > 0) {
            giveUp(rest.cache(), tooMany, Fate.CLEAR_INSTEAD);
        }
    }

}
