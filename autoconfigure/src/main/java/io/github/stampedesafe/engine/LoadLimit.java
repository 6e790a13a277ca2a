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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of a cache's loads run at one time, and a bounded number wait in
 * a fair line. Thread-safe; nothing here blocks.
 */
final class LoadLimit {

    private final int limit;

    private final int bound;

    private final Runnable whenFree;

    private final FairQueue<String, Permit> line = new FairQueue<>();

    private int running;

    /**
     * Creates a limit.
     * @param limit how many loads run at one time; positive
     * @param bound how many wait; positive
     * @param whenFree called when a load has ended and none waits for its place
     */
    LoadLimit(int limit, int bound, Runnable whenFree) {
        this.limit = limit;
        this.bound = bound;
        this.whenFree = whenFree;
    }

    /** Returns a permit to load now, {@code null} if there is none. */
    synchronized @Nullable Permit tryEnter() {
        // Nobody waits while a permit is free.
        if (this.running >= this.limit) {
            return null;
        }
        this.running++;
        return new Permit("", State.GRANTED);
    }

    /**
     * Returns a permit to load now, or a place in the line, or a refusal; to be closed
     * whichever it is. The line may have refused another for it.
     * @param fairness with whom its place is shared out
     */
    Permit enter(String fairness) {
        Permit permit;
        Permit shed = null;
        synchronized (this) {
            permit = tryEnter();
            if (permit != null) {
                return permit;
            }
            permit = new Permit(fairness, State.WAITING);
            this.line.add(fairness, permit);
            if (this.line.size() > this.bound) {
                shed = this.line.shed(fairness);
            }
            if (shed != null) {
                shed.state = State.REFUSED;
            }
        }
        if (shed != null) {
            shed.settled.complete(null);
        }
        return permit;
    }

    /** Returns how many loads run or wait. */
    synchronized int count() {
        return this.running + this.line.size();
    }

    /** Returns whether a permit is free now that nobody waits for. */
    private boolean leave(Permit permit) {
        Permit next = null;
        boolean isFree = false;
        synchronized (this) {
            if (permit.state == State.WAITING) {
                this.line.remove(permit.fairness, permit);
            }
            else if (permit.state == State.GRANTED) {
                next = this.line.poll();
                isFree = next == null;
            }
            permit.state = State.OVER;
            if (next != null) {
                next.state = State.GRANTED;
            }
            else if (isFree) {
                this.running--;
            }
        }
        if (next != null) {
            next.settled.complete(null);
        }
        return isFree;
    }

    private enum State {

        WAITING, GRANTED, BORROWED, REFUSED, OVER

    }

    /** The right to run one load, or a place in the line for it. */
    final class Permit implements AutoCloseable {

        private final String fairness;

        private final CompletableFuture<Void> settled = new CompletableFuture<>();

        private volatile State state;

        private Permit(String fairness, State state) {
            this.fairness = fairness;
            this.state = state;
        }

        /** What one waits for: that the place in the line is granted, or refused. */
        CompletableFuture<Void> settled() {
            return this.settled;
        }

        /** Whether the load may run. */
        boolean isAdmitted() {
            return this.state == State.GRANTED || this.state == State.BORROWED;
        }

        /** Whether the load may not even wait. */
        boolean isRefused() {
            return this.state == State.REFUSED;
        }

        /**
         * Leaves the line and lets the load run on the permit of another, which waits for
         * it; no matter if this one was granted.
         */
        void borrow() {
            synchronized (LoadLimit.this) {
                if (this.state == State.WAITING) {
                    LoadLimit.this.line.remove(this.fairness, this);
                    this.state = State.BORROWED;
                }
            }
        }

        /** Whether this permit is one of a limit. */
        boolean isOf(LoadLimit limit) {
            return LoadLimit.this == limit;
        }

        /** Gives the permit or the place back; no matter if that was done before. */
        @Override
        public void close() {
            if (leave(this)) {
                LoadLimit.this.whenFree.run();
            }
        }

        /** Gives an unused permit back, without a word if nobody waits for it. */
        void cancel() {
            leave(this);
        }

    }

}
