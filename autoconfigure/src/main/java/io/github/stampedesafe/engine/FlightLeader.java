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

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.OnWaitTimeout;

/**
 * The leader of a flight, whatever happens to the store: it goes by the lease while the
 * store answers; without the store, it serves the stale value if there is one, or loads
 * for this instance alone.
 */
final class FlightLeader {

    private final LeasedLoad leasedLoad;

    private final LoadPermits permits;

    private final Loader loader;

    private final OutageLoad outageLoad;

    private final OnStoreFailure onStoreFailure;

    private final FollowerRules rules;

    private final CacheListener listener;

    FlightLeader(LeasedLoad leasedLoad, LoadPermits permits, Loader loader, OutageLoad outageLoad,
            OnStoreFailure onStoreFailure, FollowerRules rules, CacheListener listener) {
        this.leasedLoad = leasedLoad;
        this.permits = permits;
        this.loader = loader;
        this.outageLoad = outageLoad;
        this.onStoreFailure = onStoreFailure;
        this.rules = rules;
        this.listener = listener;
    }

    /**
     * Brings the value of a key that is absent.
     * @return fails with {@link LoadFailure} for whatever the load threw;
     * {@link LoadRefusedException} if too many loads of the cache run and wait;
     * {@link WaitTimeoutException} at the wait limit; {@link CacheUnavailableException}
     * if the store does not answer and callers want to know, or if this caller was
     * interrupted while it asked; {@link InterruptedException} if it was interrupted
     * while it waited
     */
    CompletionStage<LeaderResult> lead(LoadAttempt attempt) {
        CacheUnavailableException failure = attempt.seen().failure();
        if (failure != null) {
            return leadWithoutStore(attempt, failure);
        }
        return Steps.then(Steps.begin(() -> this.leasedLoad.run(attempt)), (result, ex) -> {
            if (ex instanceof CacheUnavailableException unavailable) {
                this.listener.onEvent(new Unavailable(attempt.key(), unavailable));
                return leadWithoutStore(attempt, unavailable);
            }
            if (ex != null) {
                return Steps.failed(ex);
            }
            return (result != null) ? Steps.of(result) : endWait(attempt);
        });
    }

    private CompletionStage<LeaderResult> endWait(LoadAttempt attempt) {
        if (attempt.seen().isLastResort() || attempt.policy().onWaitTimeout() == OnWaitTimeout.FAIL) {
            throw attempt.timeout();
        }
        // The wait limit is reached: there is a permit that is free, or none.
        return permitted(attempt, () -> {
            attempt.loadUnasked();
            return this.loader.load(attempt, LoadCause.MISS)
                .thenApply((loaded) -> LeaderResult.unvouched(attempt, loaded.value()));
        });
    }

    private CompletionStage<LeaderResult> leadWithoutStore(LoadAttempt attempt, CacheUnavailableException failure) {
        if (attempt.seen().isLastResort()) {
            return Steps.of(LeaderResult.unlooked(attempt, this.rules.serveLastResort(attempt).value()));
        }
        if (this.onStoreFailure == OnStoreFailure.FAIL || attempt.caller().isInterrupted()) {
            throw failure;
        }
        return permitted(attempt, () -> this.outageLoad.run(attempt));
    }

    private CompletionStage<LeaderResult> permitted(LoadAttempt attempt, Supplier<CompletionStage<LeaderResult>> load) {
        return this.permits.permitted(attempt, () -> load.get().thenApply((result) -> result))
            .thenApply((result) -> Objects.requireNonNull(result));
    }

}
