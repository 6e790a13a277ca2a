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

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.Recomputed;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;

/**
 * The flight of a refresh: callers that join it wait, all others are served the old value
 * until the new one is stored. Never waits for another's lease.
 */
final class RenewalFlight {

    private final LeasePath leasePath;

    private final Flights flights;

    private final LongSupplier nanoTime;

    private final CacheListener listener;

    RenewalFlight(LeasePath leasePath, Flights flights, LongSupplier nanoTime, CacheListener listener) {
        this.leasePath = leasePath;
        this.flights = flights;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Loads a key on the current thread, unless a flight of it is up, or another instance
     * has its lease. The caller has its turn.
     * @param seen what is stored
     * @param isUp told when the flight, of this load or another, can be seen
     */
    End fly(BackgroundLoad load, Look seen, Runnable isUp) {
        Request request = load.request();
        CacheKey key = request.key();
        Flight own = new Flight(Thread.currentThread(), this.nanoTime.getAsLong(), load.scope());
        End end = End.without(new Outcome.StartOver(), Recomputed.of(Recomputed.Result.ELSEWHERE, seen.entry()));
        try {
            boolean isOwn = this.flights.join(key, request.policy().loadDeadline(), own) == own;
            // From here the flight tells that the key is being renewed: it can be
            // detached, or overdue.
            isUp.run();
            if (isOwn) {
                end = load(own, load, seen);
            }
        }
        finally {
            this.flights.leave(key, own);
            own.land(end.outcome());
        }
        return end;
    }

    private End load(Flight flight, BackgroundLoad load, Look seen) {
        Request request = load.request();
        Entry known = seen.entry();
        try {
            Landing landing = this.leasePath.loadIfLeased(flight, request, seen, load.cause());
            return End.of(landing, flight.hasLoaded(), known);
        }
        catch (LoadThrew ex) {
            // What fails without a caller may do well for one that has joined.
            Outcome outcome = (load.cause() == LoadCause.RECOMPUTE) ? new Outcome.StartOver() : ex.outcome();
            Recomputed.Result result = ex.needsCaller() ? Recomputed.Result.NEEDS_CALLER : Recomputed.Result.FAILED;
            return End.without(outcome, new Recomputed(result, known, ex.failure()));
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(request.key(), ex);
            return End.without(new Outcome.StartOver(), Recomputed.of(Recomputed.Result.UNAVAILABLE, known));
        }
    }

    /**
     * How a refresh ended.
     *
     * @param outcome what callers get that joined its flight
     * @param recomputed what is told to whoever asked for it
     * @param landing what its leader has, {@code null} if nothing
     */
    record End(Outcome outcome, Recomputed recomputed, @Nullable Landing landing) {

        private static End without(Outcome outcome, Recomputed recomputed) {
            return new End(outcome, recomputed, null);
        }

        private static End of(@Nullable Landing landing, boolean hasLoaded, @Nullable Entry known) {
            if (landing == null) {
                return without(new Outcome.StartOver(), Recomputed.of(Recomputed.Result.ELSEWHERE, known));
            }
            Recomputed.Result loaded = hasLoaded ? Recomputed.Result.STORED : Recomputed.Result.NEEDLESS;
            Recomputed.Result result = (landing.outcome() instanceof Outcome.Landed) ? loaded
                    : Recomputed.Result.UNSTORED;
            return new End(landing.outcome(), Recomputed.of(result, known), landing);
        }

        /** Whether there is nothing to be gained from trying again at once. */
        boolean isSettled() {
            return switch (this.recomputed.result()) {
                case STORED, NEEDLESS -> true;
                // Refused by the fence: the key was changed, and can be renewed anew.
                case UNSTORED -> this.outcome instanceof Outcome.StartOver;
                case ELSEWHERE, FAILED, NEEDS_CALLER, REFUSED, UNAVAILABLE -> false;
            };
        }

    }

}
