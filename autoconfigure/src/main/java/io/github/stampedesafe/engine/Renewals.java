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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.engine.SingleFlightCache.Settings;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.Recomputed;
import io.github.stampedesafe.key.CacheKey;

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

    /**
     * How long a key is left to its callers after a background load needed one. Then it
     * is tried again without: what it read may have been of a moment.
     */
    static final Duration LEFT_TO_CALLERS = Duration.ofMinutes(10);

    private final RenewalFlight renewalFlight;

    private final Flights flights;

    private final LoadTurns turns;

    private final RenewalQueue queue;

    private final UnaryOperator<Runnable> context;

    private final CacheListener listener;

    private final LoadScope scope;

    private final Set<CacheKey> queued = ConcurrentHashMap.newKeySet();

    private final KeyPauses resting;

    private final KeyPauses leftToCallers;

    Renewals(LeasePath leasePath, Flights flights, Settings settings, LoadTurns turns, Surroundings surroundings,
            Observers observers) {
        LongSupplier nanoTime = surroundings.nanoTime();
        this.renewalFlight = new RenewalFlight(leasePath, flights, nanoTime, observers.listener());
        this.flights = flights;
        this.turns = turns;
        this.queue = new RenewalQueue(surroundings.renewals(), settings, turns, this::refuse);
        turns.whenFree(this.queue::dispatch);
        this.context = surroundings.context();
        this.resting = new KeyPauses(REST, nanoTime);
        this.leftToCallers = new KeyPauses(LEFT_TO_CALLERS, nanoTime);
        this.listener = observers.listener();
        this.scope = observers.scope();
    }

    /**
     * Renews a key that was answered with a value that is due or stale, unless that is
     * under way: in the background, without blocking, or here and now if only callers can
     * load it. Then this call waits for its load, and all others are served the old value
     * meanwhile.
     * @param seen the entry that can be served
     * @return what this call gets
     */
    @Nullable Object renew(Request request, Look seen) {
        CacheKey key = request.key();
        if (this.resting.holds(key) || isUnderWay(request)) {
            return seen.value();
        }
        Request detached = detached(request);
        if (detached == null) {
            return renewHere(request, seen);
        }
        add(new BackgroundLoad.Renewal(detached, seen, this.scope.captured()));
        return seen.value();
    }

    private @Nullable Request detached(Request request) {
        if (this.leftToCallers.holds(request.key())) {
            return null;
        }
        try {
            return request.with(request.load().detached());
        }
        catch (LoadNeedsCallerException ex) {
            leaveToCallers(request.key(), LoadCause.STALE, ex);
            return null;
        }
    }

    private void leaveToCallers(CacheKey key, LoadCause cause, LoadNeedsCallerException reason) {
        // A recompute has no context of a caller; a renewal, which has, may do well.
        if (cause != LoadCause.RECOMPUTE) {
            this.leftToCallers.begin(key);
        }
        this.listener.renewalNeedsCaller(key, reason);
    }

    private @Nullable Object renewHere(Request request, Look seen) {
        LoadTurn turn = this.turns.tryHold(request);
        if (turn == null) {
            return seen.value(); // a later caller renews it
        }
        try (turn) {
            RenewalFlight.End end = this.renewalFlight.fly(new BackgroundLoad.Renewal(request, seen, null), seen,
                    () -> {
                    });
            if (!end.isSettled()) {
                this.resting.begin(request.key());
            }
            if (end.recomputed().failure() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Landing landing = end.landing();
            return (landing != null) ? landing.value() : seen.value();
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
        this.resting.begin(key);
        load.ended(new Recomputed(Recomputed.Result.FAILED, null, failure));
    }

    /**
     * Notes that a key was filled or changed: what kept it from being renewed is over.
     */
    void wake(CacheKey key) {
        this.resting.end(key);
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
        catch (LoadNeedsCallerException ex) {
            leaveToCallers(key, load.cause(), ex);
            end = new Recomputed(Recomputed.Result.NEEDS_CALLER, null, ex);
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(key, ex);
            end = Recomputed.of(Recomputed.Result.UNAVAILABLE, null);
            this.resting.begin(key);
        }
        finally {
            load.ended(end);
        }
    }

    /**
     * Looks before callers can join: there may be nothing to do, or no answer in time, or
     * another key.
     */
    private @Nullable Look look(BackgroundLoad load) {
        Look seen = null;
        try {
            load.request().load().verify();
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
        CacheKey key = load.request().key();
        RenewalFlight.End end = this.renewalFlight.fly(load, seen, () -> this.queued.remove(key));
        if (end.recomputed().failure() instanceof LoadNeedsCallerException ex) {
            leaveToCallers(key, load.cause(), ex);
        }
        else if (!end.isSettled()) {
            this.resting.begin(key);
        }
        return end.recomputed();
    }

}
