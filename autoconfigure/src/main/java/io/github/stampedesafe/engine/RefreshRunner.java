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

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.store.Entry;

/**
 * Runs the attempt of a refresh: it leads a flight of its own or does nothing. Callers
 * that join the flight wait, all others are served the old value until the new one is
 * stored. A refresh never waits for the lease of another.
 */
final class RefreshRunner {

    private final LeasedLoad leasedLoad;

    private final Flights flights;

    private final CacheListener listener;

    RefreshRunner(LeasedLoad leasedLoad, Flights flights, CacheListener listener) {
        this.leasedLoad = leasedLoad;
        this.flights = flights;
        this.listener = listener;
    }

    /**
     * Loads a key, unless a flight of it is up, or another instance has its lease. The
     * attempt has its permit.
     * @param cause why
     * @param isUp told when the flight, of this attempt or another, can be seen
     * @return how the refresh ended
     */
    CompletionStage<End> run(LoadAttempt attempt, LoadCause cause, Runnable isUp) {
        Entry known = attempt.seen().entry();
        Flight flight;
        try {
            flight = this.flights.join(attempt);
        }
        finally {
            // From here the flight says that the key is refreshed: it can be detached, or
            // be overdue.
            isUp.run();
        }
        if (flight.leader() != attempt) {
            return Steps.of(End.without(RecomputeOutcome.of(RecomputeOutcome.Result.ELSEWHERE, known)));
        }
        return Steps.then(Steps.begin(() -> this.leasedLoad.loadIfLeased(attempt, known, cause)), (result, failure) -> {
            End end = (failure != null) ? endOf(attempt, cause, failure) : End.of(result, flight.hasLoaded(), known);
            this.flights.leave(attempt.key(), flight);
            flight.land((end != null) ? end.shared() : new FlightResult.StartOver());
            return (end != null) ? Steps.of(end) : Steps.failed(failure);
        });
    }

    private @Nullable End endOf(LoadAttempt attempt, LoadCause cause, Throwable failure) {
        Entry known = attempt.seen().entry();
        if (failure instanceof LoadFailure load) {
            // A load that fails without a caller may succeed for one that has joined.
            FlightResult shared = (cause == LoadCause.RECOMPUTE) ? new FlightResult.StartOver() : load.shared();
            RecomputeOutcome.Result result = load.needsCaller() ? RecomputeOutcome.Result.NEEDS_CALLER
                    : RecomputeOutcome.Result.FAILED;
            return new End(shared, new RecomputeOutcome(result, known, load.failure()), null);
        }
        if (failure instanceof CacheUnavailableException ex) {
            this.listener.onEvent(new Unavailable(attempt.key(), ex));
            return End.without(RecomputeOutcome.of(RecomputeOutcome.Result.UNAVAILABLE, known));
        }
        return null;
    }

    /**
     * How a refresh ended.
     *
     * @param shared what callers get that joined its flight
     * @param recomputed the outcome for the planner that asked for the recompute
     * @param result what its leader has, {@code null} if nothing
     */
    record End(FlightResult shared, RecomputeOutcome recomputed, @Nullable LeaderResult result) {

        private static End without(RecomputeOutcome recomputed) {
            return new End(new FlightResult.StartOver(), recomputed, null);
        }

        private static End of(@Nullable LeaderResult result, boolean hasLoaded, @Nullable Entry known) {
            if (result == null) {
                return without(RecomputeOutcome.of(RecomputeOutcome.Result.ELSEWHERE, known));
            }
            RecomputeOutcome.Result loaded = hasLoaded ? RecomputeOutcome.Result.STORED
                    : RecomputeOutcome.Result.NEEDLESS;
            boolean isStored = result.shared() instanceof FlightResult.Stored;
            return new End(result.shared(),
                    RecomputeOutcome.of(isStored ? loaded : RecomputeOutcome.Result.UNSTORED, known), result);
        }

        /** Whether there is nothing to be gained from trying again at once. */
        boolean isSettled() {
            return switch (this.recomputed.result()) {
                case STORED, NEEDLESS -> true;
                // Refused by the fence: the key was changed, and can be refreshed anew.
                case UNSTORED -> this.shared instanceof FlightResult.StartOver;
                case ELSEWHERE, FAILED, NEEDS_CALLER, REFUSED, UNAVAILABLE -> false;
            };
        }

    }

}
