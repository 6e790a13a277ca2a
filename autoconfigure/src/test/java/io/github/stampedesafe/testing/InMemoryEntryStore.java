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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.Entry;
import io.github.stampedesafe.core.EntryStore;
import io.github.stampedesafe.core.Fill;
import io.github.stampedesafe.core.Signal;

/**
 * The store of all simulated instances: {@link EntryStore} to the letter, in one map, by
 * a {@link MutableClock}. It signals on the thread that made the change, before the
 * operation returns. Its leases are those of {@link InMemoryLeases}.
 */
public final class InMemoryEntryStore implements EntryStore {

    private static final Duration LONGEST = Duration.ofDays(1_000_000);

    private final MutableClock clock;

    private final Map<CacheKey, Expiring<Entry>> entries = new HashMap<>();

    private final Map<CacheKey, Expiring<String>> fences = new HashMap<>();

    private final Map<CacheKey, Expiring<Long>> leases = new HashMap<>();

    private final Map<String, Instant> cleared = new HashMap<>();

    private final List<Consumer<Signal>> subscribers = new CopyOnWriteArrayList<>();

    private long lastLease;

    public InMemoryEntryStore(MutableClock clock) {
        this.clock = clock;
    }

    /** Returns the clock of the store. */
    public MutableClock clock() {
        return this.clock;
    }

    /** Sends all signals to a subscriber, too. */
    public void subscribe(Consumer<Signal> subscriber) {
        this.subscribers.add(subscriber);
    }

    /** Returns the token of the load that may publish a key, if there is one. */
    public synchronized @Nullable String fence(CacheKey key) {
        return live(this.fences, key);
    }

    /** Whether somebody holds the lease of a key. */
    public synchronized boolean isLeased(CacheKey key) {
        return live(this.leases, key) != null;
    }

    /** Returns how long the lease of a key has left; zero if nobody has it. */
    public synchronized Duration leaseLeft(CacheKey key) {
        Expiring<Long> lease = this.leases.get(key);
        return (lease != null && isLeased(key)) ? Duration.between(now(), lease.end) : Duration.ZERO;
    }

    @Override
    public synchronized @Nullable Entry get(CacheKey key) {
        return live(this.entries, key);
    }

    @Override
    public synchronized Begin begin(CacheKey key, @Nullable Entry seen, String token, Duration fenceLife) {
        Entry now = live(this.entries, key);
        boolean same = (now != null) ? (seen != null && now.isSameAs(seen)) : seen == null;
        if (!same) {
            return new Begin.Changed(now);
        }
        this.fences.put(key, expiring(token, fenceLife));
        return new Begin.Started(now());
    }

    @Override
    public boolean publish(CacheKey key, String token, Instant loadStart, Fill fill) {
        synchronized (this) {
            if (!token.equals(live(this.fences, key))) {
                return false;
            }
            store(key, loadStart, fill);
            this.fences.remove(key);
        }
        send(new Signal.Filled(key));
        return true;
    }

    @Override
    public boolean abandon(CacheKey key, String token) {
        synchronized (this) {
            if (!token.equals(live(this.fences, key))) {
                return false;
            }
            drop(key);
        }
        send(new Signal.Failed(key));
        return true;
    }

    @Override
    public void put(CacheKey key, Fill fill) {
        synchronized (this) {
            store(key, now(), fill);
            drop(key);
        }
        send(new Signal.Evicted(key));
    }

    @Override
    public void evict(CacheKey key) {
        synchronized (this) {
            this.entries.remove(key);
            drop(key);
        }
        send(new Signal.Evicted(key));
    }

    @Override
    public void expire(CacheKey key) {
        synchronized (this) {
            this.entries.computeIfPresent(key, (same, old) -> old.with(expired(old.value)));
            drop(key);
        }
        send(new Signal.Evicted(key));
    }

    @Override
    public Instant clear(String cache) {
        Instant at;
        synchronized (this) {
            at = now();
            this.cleared.put(cache, at);
        }
        send(new Signal.Cleared(cache, at));
        return at;
    }

    @Override
    public synchronized Map<String, Instant> clearedAt(Set<String> caches) {
        Map<String, Instant> marks = new HashMap<>(this.cleared);
        marks.keySet().retainAll(caches);
        return marks;
    }

    synchronized @Nullable Long acquire(CacheKey key, Duration life) {
        if (live(this.leases, key) != null) {
            return null;
        }
        this.leases.put(key, expiring(++this.lastLease, life));
        return this.lastLease;
    }

    synchronized boolean renew(CacheKey key, Long lease, Duration life) {
        boolean held = lease.equals(live(this.leases, key));
        if (held) {
            this.leases.put(key, expiring(lease, life));
        }
        return held;
    }

    synchronized void release(CacheKey key, Long lease) {
        if (lease.equals(live(this.leases, key))) {
            this.leases.remove(key);
        }
    }

    private void store(CacheKey key, Instant loadStart, Fill fill) {
        Entry old = live(this.entries, key);
        Duration cost = (fill.cost().isZero() && old != null) ? old.cost() : fill.cost();
        Entry entry = new Entry(loadStart, now().plus(fill.fresh()), cost.truncatedTo(ChronoUnit.MICROS),
                fill.version(), false, fill.payload());
        this.entries.put(key, expiring(entry, fill.kept()));
    }

    private void drop(CacheKey key) {
        this.fences.remove(key);
        this.leases.remove(key);
    }

    private void send(Signal signal) {
        this.subscribers.forEach((subscriber) -> subscriber.accept(signal));
    }

    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <T> Expiring<T> expiring(T value, Duration life) {
        Duration countable = (life.compareTo(LONGEST) < 0) ? life : LONGEST;
        return new Expiring<>(value, now().plus(countable));
    }

    private <T> @Nullable T live(Map<CacheKey, Expiring<T>> map, CacheKey key) {
        Expiring<T> found = map.get(key);
        return (found != null && now().isBefore(found.end)) ? found.value : null;
    }

    private static Entry expired(Entry entry) {
        return new Entry(entry.loadStart(), entry.freshUntil(), entry.cost(), entry.version(), true, entry.payload());
    }

    private record Expiring<T>(T value, Instant end) {

        Expiring<T> with(T other) {
            return new Expiring<>(other, this.end);
        }

    }

}
