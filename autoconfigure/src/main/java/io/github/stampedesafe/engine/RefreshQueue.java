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

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * Refreshes that wait for a thread and for a permit of their cache, whichever comes
 * later: none occupies a thread while it waits, and those of one cache do not hold up
 * those of another. They are taken round-robin over their caches and fairness keys.
 * Callers that wait for a load go first, because nobody waits for a refresh. Thread-safe;
 * nothing here blocks.
 */
final class RefreshQueue {

    private final Executor executor;

    private final int threads;

    private final int bound;

    private final LoadPermits permits;

    private final Consumer<Refresh> refusal;

    private final FairQueue<Lane, Refresh> waiting = new FairQueue<>();

    private int running;

    /**
     * Creates a queue.
     * @param executor runs refreshes; may refuse with a
     * {@link RejectedExecutionException}
     * @param settings how many run and wait
     * @param permits bounds the loads of caches
     * @param refusal told of each refresh that neither runs nor waits
     */
    RefreshQueue(Executor executor, EngineSettings settings, LoadPermits permits, Consumer<Refresh> refusal) {
        this.executor = executor;
        this.threads = settings.refreshThreads();
        this.bound = settings.refreshQueue();
        this.permits = permits;
        this.refusal = refusal;
    }

    /** Lets a refresh run or wait; it, or another in its place, may be refused. */
    void add(Refresh refresh) {
        synchronized (this) {
            this.waiting.add(refresh.lane, refresh);
        }
        dispatch();
        Refresh shed = shed(refresh.lane);
        if (shed != null) {
            this.refusal.accept(shed);
        }
    }

    /** Starts what can start now. To be called whenever a permit is free. */
    void dispatch() {
        Refresh next = next();
        while (next != null) {
            start(next);
            next = next();
        }
    }

    private synchronized @Nullable Refresh next() {
        if (this.running >= this.threads) {
            return null;
        }
        Refresh next = this.waiting.poll((refresh) -> refresh.takePermit(this.permits));
        if (next != null) {
            this.running++;
        }
        return next;
    }

    private synchronized @Nullable Refresh shed(Lane newcomer) {
        return (this.waiting.size() > this.bound) ? this.waiting.shed(newcomer) : null;
    }

    private void start(Refresh refresh) {
        try {
            this.executor.execute(() -> run(refresh));
        }
        catch (RejectedExecutionException | OutOfMemoryError ex) {
            // No thread can be had, and the caller was served: it need not know.
            ended();
            refresh.cancel();
            this.refusal.accept(refresh);
        }
    }

    private void run(Refresh refresh) {
        try {
            refresh.task.run();
        }
        finally {
            ended();
            refresh.release();
            dispatch();
        }
    }

    private synchronized void ended() {
        this.running--;
    }

    /**
     * Which refreshes take turns with each other.
     *
     * @param cache name of the cache
     * @param fairness the load's fairness key
     */
    record Lane(String cache, String fairness) {
    }

    /** A refresh of a key, and of those that one call loads with it. */
    static final class Refresh {

        private final BackgroundLoad load;

        private final Lane lane;

        private final Runnable task;

        private LoadLimit.@Nullable Permit permit;

        private List<Refresh> companions = List.of();

        private boolean isQueued = true;

        /**
         * Creates a refresh that has not begun.
         * @param task runs it, given the refresh, which has its permit by then
         */
        Refresh(BackgroundLoad load, Function<Refresh, Runnable> task) {
            this.load = load;
            Request request = load.request();
            this.lane = new Lane(request.key().cache(), request.load().fairnessKey());
            this.task = task.apply(this);
        }

        Lane lane() {
            return this.lane;
        }

        /** Has others load on the thread and the permit of this one. */
        void lead(List<Refresh> companions) {
            this.companions = companions;
        }

        /** Returns the others, which have no companions themselves. */
        List<Refresh> companions() {
            return this.companions;
        }

        CacheKey key() {
            return this.load.request().key();
        }

        BackgroundLoad load() {
            return this.load;
        }

        /** Leaves the keys that are queued; returns whether it was there. */
        boolean leave() {
            boolean wasQueued = this.isQueued;
            this.isQueued = false;
            return wasQueued;
        }

        /** Lets an attempt hold the permit of this refresh, too. */
        void permit(LoadAttempt attempt) {
            if (this.permit != null) {
                attempt.hold(this.permit.share());
            }
        }

        private boolean takePermit(LoadPermits permits) {
            return permits.tryTake(this.load.request(), (taken) -> this.permit = taken);
        }

        /** Lets the next load have the permit. */
        private void release() {
            if (this.permit != null) {
                this.permit.close();
            }
        }

        /** Gives an unused permit back, to be taken by a refresh that goes on asking. */
        private void cancel() {
            if (this.permit != null) {
                this.permit.cancel();
            }
        }

    }

}
