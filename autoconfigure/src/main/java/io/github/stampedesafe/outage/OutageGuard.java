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

import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.UndeliverableChanges.Fate;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Signal;

/**
 * Stands between an engine and its store and leases. It stops asking who does not answer,
 * so that callers do not wait for the same time-out again and again; keeps changes that
 * were not carried out; and finds out by itself when the outage is over, which it tells
 * the listener once, as it did its beginning. Thread-safe.
 * <p>
 * Store and leases each have a circuit breaker: they may be reached over different
 * connections, and as long as the store answers, hits are served whatever the leases do.
 */
public final class OutageGuard {

    private final KeptChanges kept;

    private final Breaker storeBreaker;

    private final Breaker leaseBreaker;

    private final Outages outages;

    private final ChangeKeeper keeper;

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
        this.kept = new KeptChanges(settings.keptPerCache());
        this.outages = new Outages(nanoTime, listener);
        this.storeBreaker = new Breaker(nanoTime, this.outages);
        this.leaseBreaker = new Breaker(nanoTime, this.outages);
        this.keeper = new ChangeKeeper(this.storeBreaker, this.kept, this.outages, settings.onUndeliveredChange(),
                listener);
        this.delivery = new Delivery(store, this.storeBreaker, this.kept, this.outages, nanoTime);
        this.store = new GuardedEntryStore(store, this.storeBreaker, this.outages, this.keeper);
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
     * Asks again who did not answer, and delivers what was kept. Does nothing while all
     * is well. To be called a few times a second, by one thread; blocks for two
     * questions, and for up to half a second of deliveries.
     * @param engine is told what a delivered change means for it, as by a signal, before
     * the store is read again
     */
    public void recover(Consumer<Signal> engine) {
        stopped(false);
        boolean leasesAnswer = this.leaseBreaker.probe();
        if (!this.storeBreaker.probe()) {
            return;
        }
        if (!this.kept.isEmpty()) {
            this.delivery.run(engine);
        }
        if (leasesAnswer) {
            this.outages.endIf(this::isWell);
        }
    }

    /**
     * Tries once more to deliver what was kept, and tells what could not be: it is lost
     * with this instance. A change that comes later, from a bean that is being destroyed,
     * is delivered at once, or told as lost at once.
     * @param engine as above
     */
    public void stop(Consumer<Signal> engine) {
        recover(engine);
        stopped(true);
        this.kept.counts().forEach((cache, changes) -> this.keeper.giveUp(cache, changes, Fate.LOST));
    }

    /** Returns how things stand. */
    public OutageStatus status() {
        return new OutageStatus(this.storeBreaker.state(), this.leaseBreaker.state(), this.kept.count(),
                this.keeper.undeliverable(), this.outages.lasting());
    }

    private void stopped(boolean stopped) {
        this.keeper.stopped(stopped);
        this.outages.stopped(stopped);
    }

    private boolean isWell() {
        return this.kept.isEmpty() && this.storeBreaker.isClosed() && this.leaseBreaker.isClosed();
    }

    /**
     * How outages are dealt with.
     *
     * @param onUndeliveredChange what callers get whose change is kept
     * @param keptPerCache changed keys of one cache past which it is cleared instead;
     * positive
     */
    public record Settings(OnUndeliveredChange onUndeliveredChange, int keptPerCache) {

        /** Some ten megabytes, if all keys are long. */
        public static final int MANY_KEYS = 10_000;

    }

}
