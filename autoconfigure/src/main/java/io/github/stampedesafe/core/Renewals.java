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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

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

    private final UnaryOperator<Runnable> context;

    private final LongSupplier nanoTime;

    private final CacheListener listener;

    private final LoadScope scope;

    private final Set<CacheKey> queued = ConcurrentHashMap.newKeySet();

    private final Map<CacheKey, Long> restingUntil = new ConcurrentHashMap<>();

    Renewals(LeasePath leasePath, Flights flights, Settings settings, LoadTurns turns, Surroundings surroundings,
            Observers observers) {
        this.leasePath = leasePath;
        this.flights = flights;
        this.queue = new RenewalQueue(surroundings.renewals(), settings, turns, this::refuse);
        turns.whenFree(this.queue::dispatch);
        this.context = surroundings.context();
        this.nanoTime = surroundings.nanoTime();
        this.listener = observers.listener();
        this.scope = observers.scope();
    }

    /**
     * Renews a key in the background, unless that is under way. Never blocks.
     * @param seen the entry that was served
     */
    void renew(Request request, Look seen) {
        if (!isResting(request.key()) && !isUnderWay(request)) {
            add(new BackgroundLoad.Renewal(request, seen, this.scope.captured()));
        }
    }

    /** Loads a key in the background, unless that is under way. Never blocks. */
    void add(BackgroundLoad load) {
        CacheKey key = load.request().key();
        if (isUnderWay(load.request()) || !this.queued.add(key)) {
            load.ended(Recomputed.of(Recomputed.Result.ELSEWHERE, null));
            return;
        }
        RenewalQueue.Renewal renewal;
        try {
            renewal = new RenewalQueue.Renewal(load, inContext(load));
        }
        catch (RuntimeException ex) {
            // The caller was served; its fairness key failed for a load it never saw.
            giveUp(load, ex);
            return;
        }
        this.queue.add(renewal);
    }

    private boolean isUnderWay(Request request) {
        return this.queued.contains(request.key()) || this.flights.isUp(request.key(), request.policy().loadDeadline());
    }

    /** Runs a load once, in its context; ends it, too, if the context does not run it. */
    private Runnable inContext(BackgroundLoad load) {
        AtomicBoolean hasBegun = new AtomicBoolean();
        Runnable inContext = this.context.apply(() -> {
            if (hasBegun.compareAndSet(false, true)) {
                run(load);
            }
        });
        return () -> {
            try {
                inContext.run();
                if (hasBegun.compareAndSet(false, true)) {
                    giveUp(load, new IllegalStateException("The context of background loads did not run a load"));
                }
            }
            catch (RuntimeException | Error ex) {
                boolean isTold = hasBegun.compareAndSet(false, true);
                if (isTold) {
                    giveUp(load, ex);
                }
                if (!isTold || ex instanceof Error) {
                    throw ex;
                }
            }
        };
    }

    private void giveUp(BackgroundLoad load, Throwable failure) {
        CacheKey key = load.request().key();
        this.listener.loadFailed(key, load.cause(), failure, Duration.ZERO);
        this.queued.remove(key);
        rest(key);
        load.ended(new Recomputed(Recomputed.Result.FAILED, null, failure));
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
        renewal.load().ended(Recomputed.of(Recomputed.Result.REFUSED, null));
    }

    private void run(BackgroundLoad load) {
        CacheKey key = load.request().key();
        Recomputed end = Recomputed.of(Recomputed.Result.ELSEWHERE, null);
        try {
            Look seen = look(load);
            end = (seen != null) ? fly(load, seen) : Recomputed.of(Recomputed.Result.NEEDLESS, null);
        }
        catch (CacheUnavailableException ex) {
            end = unavailable(key, null, ex);
            rest(key);
        }
        finally {
            load.ended(end);
        }
    }

    /**
     * Looks before callers can join: there may be nothing to do, or no answer in time.
     */
    private @Nullable Look look(BackgroundLoad load) {
        Look seen = null;
        try {
            seen = load.seen();
            return seen;
        }
        finally {
            if (seen == null) {
                this.queued.remove(load.request().key());
            }
        }
    }

    private Recomputed fly(BackgroundLoad load, Look seen) {
        Request request = load.request();
        CacheKey key = request.key();
        Flight own = new Flight(Thread.currentThread(), this.nanoTime.getAsLong(), load.scope());
        End end = new End(new Outcome.StartOver(), Recomputed.of(Recomputed.Result.ELSEWHERE, seen.entry()));
        try {
            boolean isOwn = this.flights.join(key, request.policy().loadDeadline(), own) == own;
            // From here the flight tells that the key is being renewed: it can be
            // detached, or overdue.
            this.queued.remove(key);
            if (isOwn) {
                end = load(own, load, seen);
            }
        }
        finally {
            this.flights.leave(key, own);
            own.land(end.outcome());
        }
        return end.recomputed();
    }

    private Recomputed unavailable(CacheKey key, @Nullable Entry known, CacheUnavailableException ex) {
        this.listener.unavailable(key, ex);
        return Recomputed.of(Recomputed.Result.UNAVAILABLE, known);
    }

    private End load(Flight flight, BackgroundLoad load, Look seen) {
        Request request = load.request();
        Entry known = seen.entry();
        End end;
        try {
            Landing landing = this.leasePath.loadIfLeased(flight, request, seen, load.cause());
            end = End.of(landing, flight.hasLoaded(), known);
        }
        catch (LoadThrew ex) {
            // What fails without a caller may do well for one that has joined.
            Outcome outcome = (load.cause() == LoadCause.RECOMPUTE) ? new Outcome.StartOver() : ex.outcome();
            end = new End(outcome, new Recomputed(Recomputed.Result.FAILED, known, ex.failure()));
        }
        catch (CacheUnavailableException ex) {
            end = new End(new Outcome.StartOver(), unavailable(request.key(), known, ex));
        }
        if (!end.isSettled()) {
            rest(request.key());
        }
        return end;
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

    /**
     * How a background load ended.
     *
     * @param outcome what callers get that joined its flight
     * @param recomputed what is told to whoever asked for it
     */
    private record End(Outcome outcome, Recomputed recomputed) {

        private static End of(@Nullable Landing landing, boolean hasLoaded, @Nullable Entry known) {
            if (landing == null) {
                return new End(new Outcome.StartOver(), Recomputed.of(Recomputed.Result.ELSEWHERE, known));
            }
            if (landing.outcome() instanceof Outcome.Landed landed) {
                Recomputed.Result result = hasLoaded ? Recomputed.Result.STORED : Recomputed.Result.NEEDLESS;
                return new End(landed, Recomputed.of(result, known));
            }
            return new End(landing.outcome(), Recomputed.of(Recomputed.Result.UNSTORED, known));
        }

        /** Whether there is nothing to be gained from trying again at once. */
        private boolean isSettled() {
            return switch (this.recomputed.result()) {
                case STORED, NEEDLESS -> true;
                // Refused by the fence: the key was changed, and can be renewed anew.
                case UNSTORED -> this.outcome instanceof Outcome.StartOver;
                case ELSEWHERE, FAILED, REFUSED, UNAVAILABLE -> false;
            };
        }

    }

}
