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
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.InProgress;

/**
 * The callers of one instance that share one load: a leader, whose attempt works for the
 * key, and followers that wait for what it brings.
 * <p>
 * A follower may join late, even after the value it will get was read from the store or
 * sent there. If the key is evicted in between, that follower's call began after the
 * evict and must not be served a value that was loaded before it. So the leader numbers
 * its looks at the store, each before it is sent, and a follower accepts a result only if
 * it joined before the look that vouches for it: then every change that was complete when
 * its call began was also before that look, which would have noticed it. A load that runs
 * without the store begins with a number, too, and holds for followers that joined before
 * it.
 * <p>
 * A caller may leave. When all have left, {@link AsyncCaller} cancels the load if it can
 * be cancelled.
 */
final class Flight {

    /** Number of a look before every follower's: it vouches for nothing. */
    static final int NO_LOOK = 0;

    private static final long NOT_LOADING = Long.MIN_VALUE;

    private final LoadAttempt leader;

    private final long since;

    private final CompletableFuture<FlightResult> result = new CompletableFuture<>();

    private final CompletableFuture<Void> lent = new CompletableFuture<>();

    private volatile int looks;

    private volatile long loadingSince = NOT_LOADING;

    private final AtomicInteger followers = new AtomicInteger();

    private volatile boolean waitsForLease;

    private volatile @Nullable Runnable unwanted;

    /**
     * Creates a flight.
     * @param leader works for the key
     */
    Flight(LoadAttempt leader) {
        this.leader = leader;
        this.since = leader.waitLimit().since();
    }

    /** Returns the attempt that works for the key. */
    LoadAttempt leader() {
        return this.leader;
    }

    /**
     * Returns how many looks were sent so far: what a follower remembers when it joins.
     */
    int looks() {
        return this.looks;
    }

    /** Numbers the leader's next look, to be called before it is sent. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the leader writes
    int nextLook() {
        return ++this.looks;
    }

    /** Returns how long ago its leader came. */
    Duration age(long nanoTime) {
        return Duration.ofNanos(Math.max(0, nanoTime - this.since));
    }

    /** Notes that another instance has the lease. */
    void waitForLease() {
        this.waitsForLease = true;
    }

    /** Returns what the leader does. */
    InProgress.Activity activity() {
        if (hasLoaded()) {
            return InProgress.Activity.LOADING;
        }
        return this.waitsForLease ? InProgress.Activity.WAITING : InProgress.Activity.STARTING;
    }

    /** Notes that the load itself begins. */
    void loading(long nanoTime) {
        this.loadingSince = nanoTime;
    }

    /** Whether the load itself began. */
    boolean hasLoaded() {
        return this.loadingSince != NOT_LOADING;
    }

    /** Whether the load runs longer than it may. */
    boolean isOverdue(long nanoTime, Duration deadline) {
        return remaining(nanoTime, deadline).compareTo(Duration.ZERO) <= 0;
    }

    /**
     * Returns how long from now the load may still take, if it runs; else the whole
     * deadline.
     */
    Duration remaining(long nanoTime, Duration deadline) {
        long since = this.loadingSince;
        return (since != NOT_LOADING) ? deadline.minusNanos(nanoTime - since) : deadline;
    }

    /**
     * Completes when a follower that was called by a load of the same cache waits for
     * this flight: its leader may then run on that load's permit, see
     * {@link LoadPermits}.
     */
    CompletableFuture<Void> lent() {
        return this.lent;
    }

    /** Notes that a follower that was called by a load of the same cache waits. */
    void lend() {
        this.lent.complete(null);
    }

    /** Notes that a follower begins to wait. */
    void join() {
        this.followers.incrementAndGet();
    }

    /** Notes that a follower waits no longer. */
    void leave() {
        this.followers.decrementAndGet();
        tellIfUnwanted();
    }

    /**
     * Notes that the caller of the leader waits no longer, which goes on for its
     * followers.
     * @param unwanted told, maybe several times, when none of them waits, either
     */
    void leaveTo(Runnable unwanted) {
        this.unwanted = unwanted;
        tellIfUnwanted();
    }

    private void tellIfUnwanted() {
        Runnable unwanted = this.unwanted;
        if (unwanted != null && this.followers.get() == 0) {
            unwanted.run();
        }
    }

    /** Returns how many followers wait. */
    int followers() {
        return this.followers.get();
    }

    /** What followers wait for. Completes normally, once. */
    CompletableFuture<FlightResult> result() {
        return this.result;
    }

    /** Ends the flight. */
    void land(FlightResult result) {
        this.result.complete(result);
    }

}
