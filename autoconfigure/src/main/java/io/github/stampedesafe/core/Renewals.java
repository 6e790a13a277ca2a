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

package io.github.stampedesafe.core;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.stampedesafe.core.SingleFlightCache.Settings;

/**
 * Loads that nobody waits for. At most one a key on this instance; how many at once in
 * all, and in which order, is the {@link RenewalQueue}'s to decide.
 */
final class Renewals {

    /**
     * How long a key is left alone after a renewal that failed, or stored nothing, or is
     * somebody else's.
     */
    static final Duration REST = Duration.ofSeconds(1);

    private static final int MANY = 1000;

    private final LeasePath leasePath;

    private final Flights flights;

    private final RenewalQueue queue;

    private final LongSupplier nanoTime;

    private final CacheListener listener;

    private final Set<CacheKey> queued = ConcurrentHashMap.newKeySet();

    private final Map<CacheKey, Long> restingUntil = new ConcurrentHashMap<>();

    Renewals(LeasePath leasePath, Flights flights, Settings settings, LoadTurns turns, Surroundings surroundings,
            CacheListener listener) {
        this.leasePath = leasePath;
        this.flights = flights;
        this.queue = new RenewalQueue(surroundings.renewals(), settings, turns, this::refuse);
        turns.whenFree(this.queue::dispatch);
        this.nanoTime = surroundings.nanoTime();
        this.listener = listener;
    }

    /**
     * Renews a key in the background, unless that is under way. Never blocks.
     * @param seen the entry that was served
     */
    void renew(Request request, Look seen) {
        CacheKey key = request.key();
        if (isResting(key) || this.flights.isUp(key, request.policy().loadDeadline()) || !this.queued.add(key)) {
            return;
        }
        RenewalQueue.Renewal renewal;
        try {
            renewal = new RenewalQueue.Renewal(request, () -> run(request, seen));
        }
        catch (RuntimeException ex) {
            // The caller was served; its fairness key failed for a load it never saw.
            this.listener.loadFailed(key, causeOf(seen), ex);
            this.queued.remove(key);
            rest(key);
            return;
        }
        this.queue.add(renewal);
    }

    /**
     * Notes that a key was filled or changed: what kept it from being renewed is over.
     */
    void wake(CacheKey key) {
        this.restingUntil.remove(key);
    }

    /** Returns how many renewals wait for a thread. */
    int count() {
        return this.queued.size();
    }

    private void refuse(RenewalQueue.Renewal renewal) {
        this.listener.renewalRefused(renewal.key());
        this.queued.remove(renewal.key());
    }

    private void run(Request request, Look seen) {
        CacheKey key = request.key();
        Flight own = new Flight(Thread.currentThread());
        Outcome outcome = new Outcome.StartOver();
        try {
            boolean isOwn = this.flights.join(key, request.policy().loadDeadline(), own) == own;
            // From here the flight tells that the key is being renewed: it can be
            // detached, or overdue.
            this.queued.remove(key);
            if (isOwn) {
                outcome = load(own, request, seen);
            }
        }
        finally {
            this.flights.leave(key, own);
            own.land(outcome);
        }
    }

    private Outcome load(Flight flight, Request request, Look seen) {
        Outcome outcome = new Outcome.StartOver();
        boolean isSettled = false;
        try {
            Landing landing = this.leasePath.loadIfLeased(flight, request, seen, causeOf(seen));
            if (landing != null) {
                outcome = landing.outcome();
                isSettled = !landing.isUnstored();
            }
        }
        catch (LoadThrew ex) {
            outcome = ex.outcome();
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(request.key(), ex);
        }
        if (!isSettled) {
            rest(request.key());
        }
        return outcome;
    }

    private static LoadCause causeOf(Look seen) {
        return (seen.freshness() == Freshness.DUE) ? LoadCause.EARLY : LoadCause.STALE;
    }

    private boolean isResting(CacheKey key) {
        Long until = this.restingUntil.get(key);
        return until != null && until - this.nanoTime.getAsLong() > 0;
    }

    private void rest(CacheKey key) {
        long now = this.nanoTime.getAsLong();
        if (this.restingUntil.size() >= MANY) {
            this.restingUntil.values().removeIf((until) -> until - now <= 0);
        }
        this.restingUntil.put(key, now + REST.toNanos());
    }

}
