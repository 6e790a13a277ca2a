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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;

/**
 * Shares out the loads of this instance: at most {@code max-concurrent-loads} of a cache
 * at one time, the others in the fair line of its {@link LoadGate}. A caller waits for
 * its turn before it asks for the lease, so that it keeps no other instance from loading.
 * <p>
 * A load that is nested in a load of the same cache runs on the outer one's permit: the
 * outer one stands still meanwhile. The same holds if the outer one does not run the
 * inner one itself but follows a flight whose leader is still in the line. Loads of
 * different caches that wait for each other end with their patience.
 */
final class LoadTurns {

    private final SignalBoard signals;

    private final EntryReader reader;

    private final Waiting waiting;

    private final CacheListener listener;

    private final ConcurrentMap<String, LoadGate> gates = new ConcurrentHashMap<>();

    private volatile Runnable whenFree = LoadTurns::nothing;

    LoadTurns(SignalBoard signals, EntryReader reader, Waiting waiting, CacheListener listener) {
        this.signals = signals;
        this.reader = reader;
        this.waiting = waiting;
        this.listener = listener;
    }

    /** Sets what is done when a load has ended and no caller waits for its place. */
    void whenFree(Runnable action) {
        this.whenFree = action;
    }

    /**
     * Returns a turn now, {@code null} if there is none. To be held by another thread.
     */
    @Nullable LoadTurn tryTake(Request request) {
        LoadGate gate = gate(request);
        if (gate == null) {
            return LoadTurn.FREE;
        }
        LoadGate.Permit permit = gate.tryEnter();
        return (permit != null) ? new LoadTurn(permit, null) : null;
    }

    /**
     * Returns a turn now, held by the current thread, {@code null} if there is none.
     */
    @Nullable LoadTurn tryHold(Request request) {
        LoadGate gate = gate(request);
        if (gate == null || gate.isHeldByCurrentThread()) {
            return LoadTurn.FREE;
        }
        LoadGate.Permit permit = gate.tryEnter();
        return (permit != null) ? new LoadTurn(permit, null).hold() : null;
    }

    /**
     * Waits for a turn, or for the value if it comes earlier.
     * @return the turn, held by the current thread
     * @throws LoadRefusedException if as many as allowed are waiting
     * @throws WaitTimeoutException if the patience is over
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    LoadTurn await(Flight flight, Request request, Patience patience) throws InterruptedException {
        LoadGate gate = gate(request);
        if (gate == null || gate.isHeldByCurrentThread()) {
            return LoadTurn.FREE;
        }
        LoadGate.Permit permit = enter(gate, request, patience);
        LoadTurn turn = null;
        try {
            Landing found = permit.isAdmitted() ? null : awaitInLine(flight, request, patience, permit);
            turn = (found != null) ? new LoadTurn(permit, found) : new LoadTurn(permit, null).hold();
            return turn;
        }
        finally {
            if (turn == null) {
                permit.close();
            }
        }
    }

    /**
     * Lets a flight run on the permit of the current thread, if it has one of that cache.
     * To be called before the thread waits for the flight.
     */
    void lend(Flight flight, Request request) {
        LoadGate gate = gate(request);
        if (gate != null && gate.isHeldByCurrentThread()) {
            flight.lend();
        }
    }

    /** Returns how many loads have a turn or wait for one. */
    int count() {
        return this.gates.values().stream().mapToInt(LoadGate::count).sum();
    }

    private static LoadGate.Permit enter(LoadGate gate, Request request, Patience patience) {
        if (!patience.isOver()) {
            return gate.enter(request.load().fairnessKey());
        }
        // Whoever cannot wait must not keep others from waiting.
        LoadGate.Permit permit = gate.tryEnter();
        if (permit == null) {
            throw WaitTimeoutException.inLine(request.key().cache(), request.key().text(), patience.waited());
        }
        return permit;
    }

    private static LoadRefusedException refused(CacheKey key, Policy policy) {
        return new LoadRefusedException(key.cache(), key.text(), policy.maxConcurrentLoads(), policy.maxWaitingLoads());
    }

    private @Nullable Landing awaitInLine(Flight flight, Request request, Patience patience, LoadGate.Permit permit)
            throws InterruptedException {
        Duration before = patience.waited();
        try (SignalBoard.Watch watch = this.signals.watch(request.key())) {
            while (true) {
                CompletableFuture<Void> news = watch.arm();
                this.waiting.await(CompletableFuture.anyOf(permit.settled(), flight.lent(), news),
                        patience.upTo(request.policy().loadDeadline()));
                if (flight.lent().isDone()) {
                    permit.borrow();
                }
                if (permit.isAdmitted()) {
                    return null;
                }
                if (permit.isRefused()) {
                    throw refused(request.key(), request.policy());
                }
                Landing found = news.isDone() ? look(flight, request) : null;
                if (found != null) {
                    return found;
                }
                if (patience.isOver()) {
                    throw WaitTimeoutException.inLine(request.key().cache(), request.key().text(), patience.waited());
                }
            }
        }
        finally {
            this.listener.loadWaited(request.key(), patience.waited().minus(before));
        }
    }

    private @Nullable Landing look(Flight flight, Request request) {
        int number = flight.nextLook();
        Look look = this.reader.tryLook(request);
        return look.isServable() ? Landing.found(request, look, number) : null;
    }

    private @Nullable LoadGate gate(Request request) {
        Policy policy = request.policy();
        if (policy.maxConcurrentLoads() == 0) {
            return null;
        }
        // A cache has one policy for its loads: what its properties or the defaults say.
        return this.gates.computeIfAbsent(request.key().cache(), (cache) -> new LoadGate(policy.maxConcurrentLoads(),
                policy.maxWaitingLoads(), () -> this.whenFree.run()));
    }

    private static void nothing() {
    }

}
