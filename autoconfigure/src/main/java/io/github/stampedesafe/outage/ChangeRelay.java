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

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.UndeliverableChanges;
import io.github.stampedesafe.event.UndeliverableChanges.Fate;

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

    private volatile boolean stopped;

    ChangeRelay(Breaker breaker, PendingChanges pending, Outages outages, OnUndeliveredChange onUndelivered,
            CacheListener listener) {
        this.breaker = breaker;
        this.pending = pending;
        this.outages = outages;
        this.onUndelivered = onUndelivered;
        this.listener = listener;
    }

    /**
     * Sends a change of a key.
     * @param rest the change that becomes pending if the store does not carry it out
     * @param again asks the store whether such questions are answered again
     * @param attempt the change itself
     * @return the store's answer, {@code true} if the change is pending
     */
    boolean change(PendingKeyChange rest, Runnable again, Supplier<Boolean> attempt) {
        return attempt(rest, again, attempt, () -> true);
    }

    /**
     * Sends a change of a cache.
     * @param rest as above
     * @param again as above
     * @param attempt the change itself
     * @return the mark of the cache, zero if the change is pending
     */
    long change(PendingCacheChange rest, Runnable again, Supplier<Long> attempt) {
        return attempt(rest, again, attempt, () -> 0L);
    }

    /**
     * Returns normally if no change of a cache is pending.
     * @throws CacheUnavailableException if one is
     */
    void requireNothingPending(String cache) {
        if (this.pending.holds(cache)) {
            throw new CacheUnavailableException(Reason.GIVEN_UP,
                    "Not asked about cache '%s', because changes of it are pending".formatted(cache), null);
        }
    }

    /** Whether the instance stops, so that nothing delivers pending changes any more. */
    void stopped(boolean stopped) {
        this.stopped = stopped;
    }

    /** Counts and reports changes that will never be delivered one by one. */
    void giveUp(String cache, int changes, Fate fate) {
        this.undeliverable.add(changes);
        this.listener.undeliverable(new UndeliverableChanges(cache, changes, fate));
    }

    /** Returns how many changes were given up so far. */
    long undeliverable() {
        return this.undeliverable.sum();
    }

    private <T> T attempt(PendingChange rest, Runnable again, Supplier<T> attempt, Supplier<T> whenPending) {
        boolean mayCoverOthers = !this.pending.isEmpty();
        long mark = mayCoverOthers ? this.pending.mark() : 0;
        try {
            T answer = this.breaker.ask(again, attempt);
            if (mayCoverOthers) {
                this.pending.settle(rest, mark);
            }
            return answer;
        }
        catch (CacheUnavailableException ex) {
            add(rest, ex);
            if (this.onUndelivered == OnUndeliveredChange.THROW) {
                throw ex;
            }
            return whenPending.get();
        }
    }

    private void add(PendingChange rest, CacheUnavailableException failure) {
        if (this.stopped) {
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
