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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;

/**
 * The way of a leader across instances: take the lease and load, or wait for what the
 * holder of the lease brings. Nobody queues for a lease: all leaders that wait are woken
 * by one signal, and read.
 */
final class LeasedLoad {

    private final EntryReader reader;

    private final LeaseProvider leases;

    private final LeaseKeeper keeper;

    private final SignalBoard signals;

    private final FencedLoad fencedLoad;

    private final LoadPermits permits;

    private final CacheListener listener;

    LeasedLoad(EntryReader reader, LeaseProvider leases, LeaseKeeper keeper, SignalBoard signals, FencedLoad fencedLoad,
            LoadPermits permits, CacheListener listener) {
        this.reader = reader;
        this.leases = leases;
        this.keeper = keeper;
        this.signals = signals;
        this.fencedLoad = fencedLoad;
        this.permits = permits;
        this.listener = listener;
    }

    /**
     * Brings the value of a key that is absent.
     * @return the result, {@code null} at the wait limit; fails with {@link LoadFailure}
     * for whatever the load threw, with {@link CacheUnavailableException} if the store or
     * the leases did not answer, with {@link LoadRefusedException} if too many loads of
     * the cache run and wait, with {@link WaitTimeoutException} if the wait limit was
     * reached before the load was permitted, and with {@link InterruptedException} if the
     * caller was interrupted while it waited
     */
    CompletionStage<@Nullable LeaderResult> run(LoadAttempt attempt) {
        // Watched before the lease is asked for: the news that it is free cannot be
        // missed.
        SignalBoard.Watch watch = this.signals.watch(attempt.key());
        attempt.holds(watch::close);
        CompletableFuture<Void> news = watch.arm();
        return loadIfPermitted(attempt, attempt.seen().entry())
            .<@Nullable LeaderResult>thenCompose((result) -> (result != null) ? Steps.<@Nullable LeaderResult>of(result)
                    : awaitHolder(attempt, watch, news))
            .whenComplete((result, failure) -> watch.close());
    }

    /**
     * Loads a key if its lease is free. The attempt has its permit.
     * @param known what is stored, as far as the attempt knows
     * @return the result, {@code null} if another instance has the lease, or got it
     * meanwhile; fails with {@link LoadFailure} for whatever the load threw, and with
     * {@link CacheUnavailableException} if the store or the leases did not answer
     */
    CompletionStage<@Nullable LeaderResult> loadIfLeased(LoadAttempt attempt, @Nullable Entry known, LoadCause cause) {
        return this.fencedLoad.heedFailure(attempt)
            .thenCompose((none) -> acquire(attempt))
            .thenCompose((lease) -> (lease != null) ? load(attempt, known, lease, cause) : Steps.of(null));
    }

    /** The permit is given back before this leader waits for the load of another. */
    private CompletionStage<@Nullable LeaderResult> loadIfPermitted(LoadAttempt attempt, @Nullable Entry known) {
        return this.permits.permitted(attempt, () -> loadIfLeased(attempt, known, LoadCause.MISS));
    }

    private CompletionStage<@Nullable Lease> acquire(LoadAttempt attempt) {
        Duration life = this.keeper.life(attempt.policy().loadDeadline());
        CompletableFuture<@Nullable Lease> asked = Steps.begin(() -> this.leases.tryAcquire(attempt.key(), life))
            .toCompletableFuture();
        return attempt.answer(() -> asked).whenComplete((lease, failure) -> {
            if (failure != null) {
                var unused = asked.thenAccept(LeasedLoad::giveBack);
            }
        });
    }

    /** A lease that comes after its attempt was interrupted. */
    private static void giveBack(@Nullable Lease late) {
        if (late != null) {
            late.release();
        }
    }

    private CompletionStage<@Nullable LeaderResult> load(LoadAttempt attempt, @Nullable Entry known, Lease lease,
            LoadCause cause) {
        LeaseKeeper.Held held = this.keeper.keep(lease, attempt.key(), attempt.policy().loadDeadline());
        attempt.holds(held::close);
        return Steps.begin(() -> this.fencedLoad.run(attempt, known, lease, cause))
            .whenComplete((result, failure) -> held.close());
    }

    private CompletionStage<@Nullable LeaderResult> awaitHolder(LoadAttempt attempt, SignalBoard.Watch watch,
            CompletableFuture<Void> news) {
        attempt.flight().waitForLease();
        LeaseWait wait = new LeaseWait(attempt, watch, news, this.listener);
        // The value may have come before the watch.
        return attempt.ask(() -> this.reader.look(attempt))
            .<@Nullable LeaderResult>thenCompose((lookup) -> awaitHolder(attempt, wait, lookup,
                    (lookup.entry() != null) ? LeaseWait.RETRY : LeaseWait.POLL))
            .whenComplete((result, failure) -> wait.close());
    }

    private CompletionStage<@Nullable LeaderResult> awaitHolder(LoadAttempt attempt, LeaseWait wait, Lookup before,
            Duration pause) {
        if (before.isServable()) {
            return Steps.of(LeaderResult.found(attempt, before));
        }
        if (attempt.waitLimit().isReached()) {
            return Steps.of(null);
        }
        return wait.await(pause)
            .thenCompose((isNews) -> attempt.ask(() -> this.reader.look(attempt)).thenCompose((now) -> {
                // A poll may come before the signal of what it finds.
                Duration next = (isNews || isOther(before.entry(), now.entry())) ? LeaseWait.RETRY : LeaseWait.POLL;
                return now.isServable() ? awaitHolder(attempt, wait, now, next) : retry(attempt, wait, now, next);
            }));
    }

    private CompletionStage<@Nullable LeaderResult> retry(LoadAttempt attempt, LeaseWait wait, Lookup now,
            Duration pause) {
        return Steps.then(loadIfPermitted(attempt, now.entry()), (result, failure) -> {
            if (failure instanceof LoadRefusedException) {
                // Somebody else may be loading: a leader that is refused waits on.
                return awaitHolder(attempt, wait, now, LeaseWait.RETRY);
            }
            if (failure != null) {
                return Steps.failed(failure);
            }
            return (result != null) ? Steps.of(result) : awaitHolder(attempt, wait, now, pause);
        });
    }

    private static boolean isOther(@Nullable Entry before, @Nullable Entry now) {
        return now != null && (before == null || !now.isSameAs(before));
    }

}
