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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.key.CacheKey;

/** The flights that are up on this instance: at most one a key that callers can join. */
final class Flights {

    private final ConcurrentMap<CacheKey, Flight> up = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;

    Flights(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the flight that an attempt joins: the one of its key, or one that the
     * attempt leads if there is none or its load is overdue.
     */
    Flight join(LoadAttempt attempt) {
        CacheKey key = attempt.key();
        Duration deadline = attempt.policy().loadDeadline();
        while (true) {
            Flight flight = this.up.get(key);
            if (flight == null) {
                Flight own = new Flight(attempt);
                attempt.holds(() -> {
                    leave(key, own);
                    own.land(new FlightResult.StartOver());
                });
                flight = this.up.putIfAbsent(key, own);
                if (flight == null) {
                    attempt.lead(own);
                    return own;
                }
            }
            if (!flight.isOverdue(this.nanoTime.getAsLong(), deadline)) {
                return flight;
            }
            leave(key, flight);
        }
    }

    /** Whether a flight of the key is up that a caller would join. */
    boolean isUp(CacheKey key, Duration deadline) {
        Flight flight = this.up.get(key);
        return flight != null && !flight.isOverdue(this.nanoTime.getAsLong(), deadline);
    }

    /**
     * Takes a flight out, so that later callers begin another; no matter if it is not
     * there.
     */
    void leave(CacheKey key, Flight flight) {
        this.up.remove(key, flight);
    }

    /** Takes a key's flight out, because the key was changed after its load began. */
    void detach(CacheKey key) {
        this.up.remove(key);
    }

    /** Returns the flights that are up, the oldest first. */
    List<InProgress.Flying> inProgress() {
        long now = this.nanoTime.getAsLong();
        return this.up.entrySet()
            .stream()
            .map((entry) -> flying(entry.getKey(), entry.getValue(), now))
            .sorted(Comparator.comparing(InProgress.Flying::age).reversed())
            .toList();
    }

    /** Returns how many flights are up. */
    int count() {
        return this.up.size();
    }

    /** Takes all flights of a cache out. */
    void detachAll(String cache) {
        this.up.keySet().removeIf((key) -> key.cache().equals(cache));
    }

    private static InProgress.Flying flying(CacheKey key, Flight flight, long now) {
        return new InProgress.Flying(key, flight.age(now), flight.activity(), flight.followers());
    }

}
