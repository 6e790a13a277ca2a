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
 * The limit of one cache: a bounded number of its loads run at one time, and a bounded
 * number wait in a fair line. If the line is full, the newest of its longest lane is
 * refused ({@link FairQueue}). Which attempts need a permit, {@link LoadPermits} says.
 * Thread-safe; nothing here blocks.
 */
final class LoadLimit {

    private final int limit;

    private final int bound;

    private final Runnable whenFree;

    private final FairQueue<String, Place> line = new FairQueue<>();

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
        return new Permit(new Place("", State.GRANTED));
    }

    /**
     * Returns a permit to load now, or a place in the line, or a refusal; to be closed
     * whichever it is. The line may have refused another for it.
     * @param fairness with whom its place is shared out
     */
    Permit enter(String fairness) {
        Place place;
        Place shed = null;
        synchronized (this) {
            Permit permit = tryEnter();
            if (permit != null) {
                return permit;
            }
            place = new Place(fairness, State.WAITING);
            this.line.add(fairness, place);
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
        return new Permit(place);
    }

    /** Returns how many loads run or wait. */
    synchronized int count() {
        return this.running + this.line.size();
    }

    /** Lets a user go; returns whether a permit is free now that nobody waits for. */
    private boolean leave(Place place) {
        Place next = null;
        boolean isFree = false;
        synchronized (this) {
            place.users--;
            if (place.users > 0) {
                return false;
            }
            if (place.state == State.WAITING) {
                this.line.remove(place.fairness, place);
            }
            else if (place.state == State.GRANTED) {
                next = this.line.poll();
                isFree = next == null;
            }
            place.state = State.OVER;
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

    /** A load that runs or waits. */
    private static final class Place {

        private final String fairness;

        private final CompletableFuture<Void> settled = new CompletableFuture<>();

        private volatile State state;

        private int users = 1;

        private Place(String fairness, State state) {
            this.fairness = fairness;
            this.state = state;
        }

    }

    /**
     * The right to run one load, or a place in the line for it. Attempts whose keys are
     * loaded by one load share it, each with a permit of its own.
     */
    final class Permit implements AutoCloseable {

        private final Place place;

        private boolean isClosed;

        private Permit(Place place) {
            this.place = place;
        }

        /** Returns a permit for another key of the same load. */
        Permit share() {
            synchronized (LoadLimit.this) {
                this.place.users++;
            }
            return new Permit(this.place);
        }

        /** Whether it can be shared: it is neither refused nor given back. */
        boolean isUsable() {
            return this.place.state != State.REFUSED && this.place.state != State.OVER;
        }

        /** What one waits for: that the place in the line is granted, or refused. */
        CompletableFuture<Void> settled() {
            return this.place.settled;
        }

        /** Whether the load may run. */
        boolean isAdmitted() {
            return this.place.state == State.GRANTED || this.place.state == State.BORROWED;
        }

        /** Whether the load may not even wait. */
        boolean isRefused() {
            return this.place.state == State.REFUSED;
        }

        /**
         * Leaves the line and lets the load run on the permit of another, which waits for
         * it; no matter if this one was granted.
         */
        void borrow() {
            synchronized (LoadLimit.this) {
                if (this.place.state == State.WAITING) {
                    LoadLimit.this.line.remove(this.place.fairness, this.place);
                    this.place.state = State.BORROWED;
                }
            }
            if (isAdmitted()) {
                this.place.settled.complete(null);
            }
        }

        /** Whether this permit is one of a limit. */
        boolean isOf(LoadLimit limit) {
            return LoadLimit.this == limit;
        }

        /** Gives the permit or the place back; no matter if that was done before. */
        @Override
        public void close() {
            if (leave()) {
                LoadLimit.this.whenFree.run();
            }
        }

        /** Gives an unused permit back, without a word if nobody waits for it. */
        void cancel() {
            leave();
        }

        private boolean leave() {
            boolean isFirst = !this.isClosed;
            this.isClosed = true;
            return isFirst && LoadLimit.this.leave(this.place);
        }

    }

}
