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

/** Carries changes out, or keeps them. */
final class ChangeKeeper {

    private final Breaker breaker;

    private final KeptChanges kept;

    private final Outages outages;

    private final OnUndeliveredChange onUndelivered;

    private final CacheListener listener;

    private final LongAdder undeliverable = new LongAdder();

    private volatile boolean stopped;

    ChangeKeeper(Breaker breaker, KeptChanges kept, Outages outages, OnUndeliveredChange onUndelivered,
            CacheListener listener) {
        this.breaker = breaker;
        this.kept = kept;
        this.outages = outages;
        this.onUndelivered = onUndelivered;
        this.listener = listener;
    }

    /**
     * Carries a change of a key out, or keeps it.
     * @param rest what is left to do if it is not carried out
     * @param again what to ask to find out whether it would be
     * @param attempt the change itself
     * @return what the store said, {@code true} if the change is kept
     */
    boolean change(KeptKeyChange rest, Runnable again, Supplier<Boolean> attempt) {
        return attempt(rest, again, attempt, () -> true);
    }

    /** Does the same with a change of a cache; returns its mark, zero if it is kept. */
    long change(KeptCacheChange rest, Runnable again, Supplier<Long> attempt) {
        return attempt(rest, again, attempt, () -> 0L);
    }

    /**
     * Returns normally if no change of a cache is kept.
     * @throws CacheUnavailableException if one is
     */
    void requireNothingKept(String cache) {
        if (this.kept.holds(cache)) {
            throw new CacheUnavailableException(Reason.GIVEN_UP,
                    "Not asked about cache '%s', because changes of it wait to be delivered".formatted(cache), null);
        }
    }

    /** Whether nobody is there any more who would deliver what is kept. */
    void stopped(boolean stopped) {
        this.stopped = stopped;
    }

    /** Counts and tells changes that will never be delivered one by one. */
    void giveUp(String cache, int changes, Fate fate) {
        this.undeliverable.add(changes);
        this.listener.undeliverable(new UndeliverableChanges(cache, changes, fate));
    }

    /** Returns how many changes were given up so far. */
    long undeliverable() {
        return this.undeliverable.sum();
    }

    private <T> T attempt(KeptChange rest, Runnable again, Supplier<T> attempt, Supplier<T> kept) {
        boolean mayCoverOthers = !this.kept.isEmpty();
        long mark = mayCoverOthers ? this.kept.mark() : 0;
        try {
            T answer = this.breaker.ask(again, attempt);
            if (mayCoverOthers) {
                this.kept.settle(rest, mark);
            }
            return answer;
        }
        catch (CacheUnavailableException ex) {
            keep(rest, ex);
            if (this.onUndelivered == OnUndeliveredChange.THROW) {
                throw ex;
            }
            return kept.get();
        }
    }

    private void keep(KeptChange rest, CacheUnavailableException failure) {
        if (this.stopped) {
            giveUp(rest.cache(), 1, Fate.LOST);
            return;
        }
        int tooMany = this.kept.keep(rest);
        this.outages.keptChange();
        if (failure.reason() != Reason.GIVEN_UP) {
            this.outages.begin(failure);
        }
        if (tooMany > 0) {
            giveUp(rest.cache(), tooMany, Fate.CLEAR_INSTEAD);
        }
    }

}
