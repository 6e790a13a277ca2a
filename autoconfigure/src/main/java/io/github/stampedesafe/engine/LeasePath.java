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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;

/**
 * The way of a leader across instances: take the lease and load, or wait for what the
 * holder of the lease brings. Nobody queues for a lease: all who wait are woken by one
 * signal, and read.
 */
final class LeasePath {

    /**
     * How often a waiting leader looks without a signal: for one that was lost, and for
     * the lease of a leader that died.
     */
    static final Duration POLL = Duration.ofSeconds(1);

    /**
     * The same where the lease may come back without news: after a signal that brought
     * nothing, whose sender may still hold it, and beside an entry that cannot be served,
     * because the holder may have stored or found it before it was cleared.
     */
    private static final Duration RETRY = Duration.ofMillis(250);

    private final EntryReader reader;

    private final LeaseProvider leases;

    private final LeaseKeeper keeper;

    private final SignalBoard signals;

    private final FencedLoad fencedLoad;

    private final LoadTurns turns;

    private final Waiting waiting;

    private final CacheListener listener;

    LeasePath(EntryReader reader, LeaseProvider leases, LeaseKeeper keeper, SignalBoard signals, FencedLoad fencedLoad,
            LoadTurns turns, Waiting waiting, CacheListener listener) {
        this.reader = reader;
        this.leases = leases;
        this.keeper = keeper;
        this.signals = signals;
        this.fencedLoad = fencedLoad;
        this.turns = turns;
        this.waiting = waiting;
        this.listener = listener;
    }

    /**
     * Brings the value of a key that is absent.
     * @param seen what the leader saw
     * @return the landing, {@code null} if the patience is over
     * @throws LoadThrew with whatever the load threw
     * @throws CacheUnavailableException if the store or the leases did not answer
     * @throws LoadRefusedException if too many loads of the cache run and wait
     * @throws WaitTimeoutException if the patience was over before this load's turn
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    @Nullable Landing lead(Flight flight, Request request, Look seen, Patience patience) throws LoadThrew, InterruptedException {
        // Watched before the lease is asked for: the news that it is free cannot be
        // missed.
        try (SignalBoard.Watch watch = this.signals.watch(request.key())) {
            CompletableFuture<Void> news = watch.arm();
            Landing landing = loadInTurn(flight, request, seen, patience);
            return (landing != null) ? landing : awaitOther(flight, request, patience, watch, news);
        }
    }

    /**
     * Loads a key if its lease is free. The caller has its turn.
     * @param seen what the leader saw
     * @return the landing, {@code null} if somebody else has the lease, or got it
     * meanwhile
     * @throws LoadThrew with whatever the load threw
     * @throws CacheUnavailableException if the store or the leases did not answer
     */
    @Nullable Landing loadIfLeased(Flight flight, Request request, Look seen, LoadCause cause) throws LoadThrew {
        this.fencedLoad.heedFailure(flight, request);
        Duration deadline = request.policy().loadDeadline();
        Lease lease = Stages.join(this.leases.tryAcquire(request.key(), this.keeper.life(deadline)));
        if (lease == null) {
            return null;
        }
        LeaseKeeper.Held held = this.keeper.keep(lease, request.key(), deadline);
        try {
            return this.fencedLoad.run(flight, request, seen, lease, cause);
        }
        finally {
            held.close();
        }
    }

    /** The permit is given back before this leader waits for another's load. */
    private @Nullable Landing loadInTurn(Flight flight, Request request, Look seen, Patience patience)
            throws LoadThrew, InterruptedException {
        try (LoadTurn turn = this.turns.await(flight, request, patience)) {
            Landing found = turn.found();
            return (found != null) ? found : loadIfLeased(flight, request, seen, LoadCause.MISS);
        }
    }

    private @Nullable Landing tryLoadInTurn(Flight flight, Request request, Look seen, Patience patience)
            throws LoadThrew, InterruptedException {
        try {
            return loadInTurn(flight, request, seen, patience);
        }
        catch (LoadRefusedException ex) {
            return null; // somebody else is loading: this leader can go on waiting
        }
    }

    private @Nullable Landing awaitOther(Flight flight, Request request, Patience patience, SignalBoard.Watch watch,
            CompletableFuture<Void> firstNews) throws LoadThrew, InterruptedException {
        flight.waitForLease();
        // The value may have come before the watch.
        int number = flight.nextLook();
        Look look = this.reader.look(request);
        CompletableFuture<Void> news = firstNews;
        Duration pause = (look.entry() != null) ? RETRY : POLL;
        try (LeaseWait wait = new LeaseWait(request.key(), patience, this.waiting, this.listener)) {
            while (!look.isServable() && !patience.isOver()) {
                boolean isNews = wait.await(news, pause);
                news = watch.arm();
                number = flight.nextLook();
                Entry before = look.entry();
                look = this.reader.look(request);
                // A poll may come before the signal of what it finds.
                isNews |= isOther(before, look.entry());
                Landing landing = look.isServable() ? null : tryLoadInTurn(flight, request, look, patience);
                if (landing != null) {
                    return landing;
                }
                pause = isNews ? RETRY : POLL;
            }
        }
        return look.isServable() ? Landing.found(request, look, number) : null;
    }

    private static boolean isOther(@Nullable Entry before, @Nullable Entry now) {
        return now != null && (before == null || !now.isSameAs(before));
    }

}
