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
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.OutageEvent.Undeliverable.Fate;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Signal;

/**
 * Stands between an engine and its store and leases. It sends no requests to a store or
 * leases that do not answer, so that callers do not wait for the same time-out again and
 * again; holds the changes that were not carried out; and finds out by itself when the
 * outage is over. The listener hears of the beginning and the end once each. Thread-safe.
 * <p>
 * Store and leases each have a circuit breaker: they may be reached over different
 * connections, and as long as the store answers, hits are served whatever the leases do.
 */
public final class OutageGuard {

    private final PendingChanges pending;

    private final Breaker storeBreaker;

    private final Breaker leaseBreaker;

    private final Outages outages;

    private final ChangeRelay relay;

    private final Delivery delivery;

    private final GuardedEntryStore store;

    private final GuardedLeaseProvider leases;

    /**
     * Creates the guard.
     * @param store what is guarded
     * @param leases what is guarded, too
     * @param settings how
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     * @param listener hears of outages
     */
    public OutageGuard(EntryStore store, LeaseProvider leases, Settings settings, LongSupplier nanoTime,
            CacheListener listener) {
        this.pending = new PendingChanges(settings.pendingPerCache());
        this.outages = new Outages(nanoTime, listener);
        this.storeBreaker = new Breaker(nanoTime, this.outages);
        this.leaseBreaker = new Breaker(nanoTime, this.outages);
        this.relay = new ChangeRelay(this.storeBreaker, this.pending, this.outages, settings.onUndeliveredChange(),
                listener);
        this.delivery = new Delivery(store, this.storeBreaker, this.pending, this.outages, nanoTime);
        this.store = new GuardedEntryStore(store, this.storeBreaker, this.outages, this.relay);
        this.leases = new GuardedLeaseProvider(leases, this.leaseBreaker);
    }

    /** Returns the store as the engine is to see it. */
    public EntryStore store() {
        return this.store;
    }

    /** Returns the leases as the engine is to see them. */
    public LeaseProvider leases() {
        return this.leases;
    }

    /**
     * Begins an outage of the store that was noticed past this guard, so that nobody
     * notices it again. Nothing is asked until {@link #recover} finds the store back.
     * @param key what was asked about
     * @param failure how the question went unanswered
     */
    public void storeUnanswered(CacheKey key, CacheUnavailableException failure) {
        this.store.unanswered(key, failure);
    }

    /**
     * Begins an outage of the leases that was noticed past this guard.
     * @param failure how the question went unanswered
     */
    public void leasesUnanswered(CacheUnavailableException failure) {
        this.leases.unanswered(failure);
    }

    /**
     * Probes the store and the leases if they did not answer, and delivers pending
     * changes. Does nothing while all is well. To be called a few times a second, by one
     * thread. Blocks for a question to the store, one to the leases, both at once, and
     * for up to half a second of deliveries. An interrupt ends the wait, not the
     * questions.
     * @param engine is told what a delivered change means for it, as by a signal, before
     * the store is read again
     */
    public void recover(Consumer<Signal> engine) {
        this.outages.stopped(false);
        CompletableFuture<Boolean> leasesAnswer = this.leaseBreaker.probe();
        CompletableFuture<Boolean> storeAnswers = this.storeBreaker.probe();
        RecoveryWait.forAnswer(storeAnswers);
        if (!storeAnswers.getNow(false)) {
            return;
        }
        if (!this.pending.isEmpty()) {
            this.delivery.run(engine);
        }
        RecoveryWait.forAnswer(leasesAnswer);
        if (leasesAnswer.getNow(false)) {
            this.outages.endIf(this::isWell);
        }
    }

    /**
     * Delivers pending changes once more, and reports the others as lost: they end with
     * this instance. A later change, of a bean that is being destroyed, is carried out at
     * once, or is reported as lost at once.
     * @param engine as above
     */
    public void stop(Consumer<Signal> engine) {
        try {
            recover(engine);
        }
        finally {
            this.outages.stopped(true);
            this.pending.counts().forEach((cache, changes) -> this.relay.giveUp(cache, changes, Fate.LOST));
        }
    }

    /** Returns how things stand. */
    public OutageStatus status() {
        return new OutageStatus(this.storeBreaker.state(), this.leaseBreaker.state(), this.pending.count(),
                this.relay.undeliverable(), this.outages.lasting());
    }

    private boolean isWell() {
        return this.pending.isEmpty() && this.storeBreaker.isClosed() && this.leaseBreaker.isClosed();
    }

    /**
     * How outages are dealt with.
     *
     * @param onUndeliveredChange what the caller of a pending change gets
     * @param pendingPerCache changed keys of one cache past which it is cleared instead;
     * positive
     */
    public record Settings(OnUndeliveredChange onUndeliveredChange, int pendingPerCache) {

        /** Some ten megabytes, if all keys are long. */
        public static final int MANY_KEYS = 10_000;

    }

}
