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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Signal;

/**
 * Leases in a map, the clocks by which everything in a model ends, and where it sends its
 * signals.
 */
abstract class ModelLeases {

    private static final Duration LONGEST = Duration.ofDays(1_000_000);

    final Map<CacheKey, Expiring<Long>> leases = new HashMap<>();

    private Supplier<Instant> time = () -> Instant.EPOCH;

    private Supplier<Instant> steady = () -> Instant.EPOCH;

    Consumer<Signal> signals = (signal) -> {
    };

    /**
     * Tells it where time comes from and where signals go to.
     * @param time the clock, which can be set
     * @param steady counts how long things are kept
     * @param signals hears of each signal
     */
    public final void connect(Supplier<Instant> time, Supplier<Instant> steady, Consumer<Signal> signals) {
        this.time = time;
        this.steady = steady;
        this.signals = signals;
    }

    /** Returns what tells the store of a lease. */
    public static String holder(Long owner) {
        return "owner " + owner;
    }

    /** Takes the lease of a key if it is free. */
    public boolean acquire(CacheKey key, Long owner, Duration life) {
        if (leaseholder(key) != null) {
            return false;
        }
        this.leases.put(key, expiring(owner, life));
        return true;
    }

    /** Extends the lease of a key if it is the owner's. */
    public boolean extend(CacheKey key, Long owner, Duration life) {
        boolean held = owner.equals(leaseholder(key));
        if (held) {
            this.leases.put(key, expiring(owner, life));
        }
        return held;
    }

    /** Gives the lease of a key back if it is the owner's. */
    public final void release(CacheKey key, Long owner) {
        if (owner.equals(leaseholder(key))) {
            this.leases.remove(key);
        }
    }

    /** Returns who holds the lease of a key, {@code null} for nobody. */
    public final @Nullable Long leaseholder(CacheKey key) {
        return live(this.leases, key);
    }

    /** Returns how long the lease of a key has left; zero if nobody has it. */
    public final Duration leaseLeft(CacheKey key) {
        Expiring<Long> lease = this.leases.get(key);
        return (lease != null && leaseholder(key) != null) ? Duration.between(steady(), lease.end()) : Duration.ZERO;
    }

    /** Returns the store's time. */
    public final Instant now() {
        return this.time.get().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns the time by which it counts how long things are kept. */
    public final Instant steady() {
        return this.steady.get().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether a claim's lease still stands. */
    protected boolean isHeldBy(CacheKey key, String holder) {
        Long owner = leaseholder(key);
        return owner != null && holder(owner).equals(holder);
    }

    <T> Expiring<T> expiring(T value, Duration life) {
        return new Expiring<>(value, steady().plus(bounded(life)));
    }

    static Duration bounded(Duration life) {
        return (life.compareTo(LONGEST) < 0) ? life : LONGEST;
    }

    <T> @Nullable T live(Map<CacheKey, Expiring<T>> map, CacheKey key) {
        Expiring<T> found = map.get(key);
        return (found != null && steady().isBefore(found.end())) ? found.value() : null;
    }

    record Expiring<T>(T value, Instant end) {
    }

}
