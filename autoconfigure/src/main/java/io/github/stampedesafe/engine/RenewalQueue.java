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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * Renewals that wait for a thread and for their cache's turn to load, whichever comes
 * later: none occupies a thread while it waits, and those of one cache do not hold up
 * those of another. They are taken round-robin over their caches and fairness keys.
 * Callers that wait for a load go first, because nobody waits for a renewal. Thread-safe;
 * nothing here blocks.
 */
final class RenewalQueue {

    private final Executor executor;

    private final int threads;

    private final int bound;

    private final LoadTurns turns;

    private final Consumer<Renewal> refusal;

    private final FairQueue<Lane, Renewal> waiting = new FairQueue<>();

    private int running;

    /**
     * Creates a queue.
     * @param executor runs renewals; may refuse with a {@link RejectedExecutionException}
     * @param settings how many run and wait
     * @param turns bounds the loads of caches
     * @param refusal told of each renewal that neither runs nor waits
     */
    RenewalQueue(Executor executor, SingleFlightCache.Settings settings, LoadTurns turns, Consumer<Renewal> refusal) {
        this.executor = executor;
        this.threads = settings.renewalThreads();
        this.bound = settings.renewalQueue();
        this.turns = turns;
        this.refusal = refusal;
    }

    /** Lets a renewal run or wait; it, or another in its place, may be refused. */
    void add(Renewal renewal) {
        synchronized (this) {
            this.waiting.add(renewal.lane, renewal);
        }
        dispatch();
        Renewal shed = shed(renewal.lane);
        if (shed != null) {
            this.refusal.accept(shed);
        }
    }

    /** Starts what can start now. To be called whenever a turn is free. */
    void dispatch() {
        Renewal next = next();
        while (next != null) {
            start(next);
            next = next();
        }
    }

    private synchronized @Nullable Renewal next() {
        if (this.running >= this.threads) {
            return null;
        }
        Renewal next = this.waiting.poll((renewal) -> renewal.takeTurn(this.turns));
        if (next != null) {
            this.running++;
        }
        return next;
    }

    private synchronized @Nullable Renewal shed(Lane newcomer) {
        return (this.waiting.size() > this.bound) ? this.waiting.shed(newcomer) : null;
    }

    private void start(Renewal renewal) {
        try {
            this.executor.execute(() -> run(renewal));
        }
        catch (RejectedExecutionException | OutOfMemoryError ex) {
            // No thread can be had, and the caller was served: it need not know.
            ended();
            renewal.turn.cancel();
            this.refusal.accept(renewal);
        }
    }

    private void run(Renewal renewal) {
        try {
            renewal.turn.hold();
            renewal.task.run();
        }
        finally {
            ended();
            renewal.turn.close();
            dispatch();
        }
    }

    private synchronized void ended() {
        this.running--;
    }

    /**
     * Which renewals take turns with each other.
     *
     * @param cache name of the cache
     * @param fairness the load's fairness key
     */
    record Lane(String cache, String fairness) {
    }

    /** A renewal of a key. */
    static final class Renewal {

        private final BackgroundLoad load;

        private final Lane lane;

        private final Runnable task;

        private LoadTurn turn = LoadTurn.FREE;

        Renewal(BackgroundLoad load, Runnable task) {
            this.load = load;
            Request request = load.request();
            this.lane = new Lane(request.key().cache(), request.load().fairnessKey());
            this.task = task;
        }

        CacheKey key() {
            return this.load.request().key();
        }

        BackgroundLoad load() {
            return this.load;
        }

        private boolean takeTurn(LoadTurns turns) {
            LoadTurn taken = turns.tryTake(this.load.request());
            if (taken != null) {
                this.turn = taken;
            }
            return taken != null;
        }

    }

}
