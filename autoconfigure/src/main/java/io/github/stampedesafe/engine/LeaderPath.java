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

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.OnWaitTimeout;

/**
 * The way of a flight's leader, whatever happens to the store: by the lease while the
 * store answers; without it, the stale value where there is one, or a load for this
 * instance alone.
 */
final class LeaderPath {

    private final LeasePath leasePath;

    private final LoadTurns turns;

    private final Loader loader;

    private final OutageLoad outageLoad;

    private final OnStoreFailure onStoreFailure;

    private final CacheListener listener;

    LeaderPath(LeasePath leasePath, LoadTurns turns, Loader loader, OutageLoad outageLoad,
            OnStoreFailure onStoreFailure, CacheListener listener) {
        this.leasePath = leasePath;
        this.turns = turns;
        this.loader = loader;
        this.outageLoad = outageLoad;
        this.onStoreFailure = onStoreFailure;
        this.listener = listener;
    }

    /**
     * Brings the value of a key that is absent.
     * @param seen what the leader saw
     * @throws LoadThrew with whatever the load threw
     * @throws LoadRefusedException if too many loads of the cache run and wait
     * @throws WaitTimeoutException if the patience is over
     * @throws CacheUnavailableException if the store does not answer and callers want to
     * know, or if this caller was interrupted while it asked
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    Landing lead(Flight flight, Request request, Look seen, Patience patience) throws LoadThrew, InterruptedException {
        CacheUnavailableException failure = seen.failure();
        if (failure != null) {
            return leadWithoutStore(flight, request, seen, failure, patience);
        }
        try {
            Landing landing = this.leasePath.lead(flight, request, seen, patience);
            return (landing != null) ? landing : endOfPatience(flight, request, seen, patience);
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(request.key(), ex);
            return leadWithoutStore(flight, request, seen, ex, patience);
        }
    }

    private Landing endOfPatience(Flight flight, Request request, Look seen, Patience patience)
            throws LoadThrew, InterruptedException {
        if (seen.isLastResort() || request.policy().onWaitTimeout() == OnWaitTimeout.FAIL) {
            throw new WaitTimeoutException(request.key().cache(), request.key().text(), patience.waited());
        }
        // Its patience is over: this finds a turn that is free, or none.
        try (LoadTurn turn = this.turns.await(flight, request, patience)) {
            Landing found = turn.found();
            return (found != null) ? found : loadForOneself(flight, request);
        }
    }

    private Landing loadForOneself(Flight flight, Request request) throws LoadThrew {
        int number = flight.nextLook();
        return Landing.unvouched(request, this.loader.load(flight, request, LoadCause.MISS).value(), number);
    }

    private Landing leadWithoutStore(Flight flight, Request request, Look seen, CacheUnavailableException failure,
            Patience patience) throws LoadThrew, InterruptedException {
        if (seen.isLastResort()) {
            this.listener.hit(request.key(), Freshness.STALE_IF_ERROR);
            return Landing.unvouched(request, seen.value(), Flight.NO_LOOK);
        }
        if (this.onStoreFailure == OnStoreFailure.FAIL || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        try (LoadTurn turn = this.turns.await(flight, request, patience)) {
            Landing found = turn.found();
            return (found != null) ? found : this.outageLoad.run(flight, request, seen);
        }
    }

}
