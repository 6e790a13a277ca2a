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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.github.stampedesafe.engine.Waiting;

/**
 * Waits by a {@link MutableClock}, and tells the test who waits. A wait of thirty real
 * seconds fails: the test forgot somebody.
 */
public final class ClockWaiting implements Waiting {

    private static final long FORGOTTEN_SECONDS = 30;

    private final MutableClock clock;

    private final Set<CompletableFuture<Void>> blocked = new HashSet<>();

    private final List<Duration> waits = new ArrayList<>();

    private boolean stopsNext;

    public ClockWaiting(MutableClock clock) {
        this.clock = clock;
    }

    @Override
    public boolean await(CompletableFuture<?> event, Duration atMost) throws InterruptedException {
        if (event.isDone() || atMost.compareTo(Duration.ZERO) <= 0) {
            return event.isDone();
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        this.clock.in(atMost, () -> leave(over));
        enter(over, atMost);
        event.whenComplete((value, failure) -> {
            int begun = leave(over);
            if (begun > 0) {
                awaitWaits(begun + 1);
            }
        });
        try {
            over.get(FORGOTTEN_SECONDS, TimeUnit.SECONDS);
        }
        catch (TimeoutException | ExecutionException ex) {
            throw new AssertionError("Somebody waited " + FORGOTTEN_SECONDS + " s of real time", ex);
        }
        finally {
            leave(over);
        }
        return event.isDone();
    }

    /** Blocks the test until this many callers are waiting. */
    public void awaitBlocked(int callers) {
        until(() -> this.blocked.size() == callers, callers + " callers to wait");
    }

    /** Blocks the test until callers have begun to wait this often since the start. */
    public void awaitWaits(int times) {
        until(() -> this.waits.size() >= times, times + " waits");
    }

    /**
     * Stops the thread that ends the next wait, in the middle of doing so, until its
     * waiter waits again.
     */
    public synchronized void stopNext() {
        this.stopsNext = true;
    }

    /** Returns how long each wait could have lasted, in the order they began. */
    public synchronized List<Duration> waits() {
        return List.copyOf(this.waits);
    }

    private synchronized void enter(CompletableFuture<Void> over, Duration atMost) {
        this.blocked.add(over);
        this.waits.add(atMost);
        notifyAll();
    }

    /** Returns how many waits had begun if the current thread has to stop, or else 0. */
    private synchronized int leave(CompletableFuture<Void> over) {
        boolean stops = this.blocked.remove(over) && this.stopsNext;
        this.stopsNext &= !stops;
        notifyAll();
        over.complete(null);
        return stops ? this.waits.size() : 0;
    }

    private synchronized void until(BooleanSupplier condition, String expected) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Expected %s, but %d are waiting now and %d times somebody began to"
                    .formatted(expected, this.blocked.size(), this.waits.size()));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            catch (InterruptedException ex) {
                throw new AssertionError("The test was interrupted", ex);
            }
        }
    }

}
