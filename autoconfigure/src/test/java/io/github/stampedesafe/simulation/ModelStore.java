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

package io.github.stampedesafe.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.Entry;
import io.github.stampedesafe.core.EntryStore;
import io.github.stampedesafe.core.Fill;
import io.github.stampedesafe.core.Signal;

/**
 * The store all instances share: the contract of {@link EntryStore} in three maps, each
 * operation in no time. Leases live in it, too. Open for mutants.
 */
class ModelStore implements EntryStore {

    private final Map<CacheKey, Expiring<Entry>> entries = new HashMap<>();

    private final Map<CacheKey, Expiring<String>> fences = new HashMap<>();

    private final Map<CacheKey, Expiring<Long>> leases = new HashMap<>();

    private final Map<String, Instant> cleared = new HashMap<>();

    private Supplier<Instant> time = () -> Instant.EPOCH;

    private Consumer<Signal> signals = (signal) -> {
    };

    final void connect(Supplier<Instant> time, Consumer<Signal> signals) {
        this.time = time;
        this.signals = signals;
    }

    @Override
    public @Nullable Entry get(CacheKey key) {
        return live(this.entries, key);
    }

    @Override
    public Begin begin(CacheKey key, @Nullable Entry seen, String token, Duration fenceLife) {
        Entry now = get(key);
        boolean same = (now != null) ? (seen != null && now.isSameAs(seen)) : seen == null;
        if (!same) {
            return new Begin.Changed(now);
        }
        this.fences.put(key, expiring(token, fenceLife));
        return new Begin.Started(now());
    }

    @Override
    public boolean publish(CacheKey key, String token, Instant loadStart, Fill fill) {
        if (!token.equals(fence(key))) {
            return false;
        }
        store(key, loadStart, fill);
        this.fences.remove(key);
        this.signals.accept(new Signal.Filled(key));
        return true;
    }

    @Override
    public boolean abandon(CacheKey key, String token) {
        if (!token.equals(fence(key))) {
            return false;
        }
        drop(key);
        this.signals.accept(new Signal.Failed(key));
        return true;
    }

    @Override
    public void put(CacheKey key, Fill fill) {
        store(key, now(), fill);
        drop(key);
        this.signals.accept(new Signal.Evicted(key));
    }

    @Override
    public void evict(CacheKey key) {
        this.entries.remove(key);
        drop(key);
        this.signals.accept(new Signal.Evicted(key));
    }

    @Override
    public void expire(CacheKey key) {
        this.entries.computeIfPresent(key, (same, old) -> new Expiring<>(expired(old.value()), old.end()));
        drop(key);
        this.signals.accept(new Signal.Evicted(key));
    }

    @Override
    public Instant clear(String cache) {
        Instant at = now();
        this.cleared.put(cache, at);
        this.signals.accept(new Signal.Cleared(cache, at));
        return at;
    }

    @Override
    public Map<String, Instant> clearedAt(Set<String> caches) {
        Map<String, Instant> marks = new HashMap<>(this.cleared);
        marks.keySet().retainAll(caches);
        return marks;
    }

    boolean acquire(CacheKey key, Long owner, Duration life) {
        if (live(this.leases, key) != null) {
            return false;
        }
        this.leases.put(key, expiring(owner, life));
        return true;
    }

    boolean renew(CacheKey key, Long owner, Duration life) {
        boolean held = owner.equals(live(this.leases, key));
        if (held) {
            this.leases.put(key, expiring(owner, life));
        }
        return held;
    }

    final void release(CacheKey key, Long owner) {
        if (owner.equals(live(this.leases, key))) {
            this.leases.remove(key);
        }
    }

    /** Returns who holds the lease of a key, {@code null} for nobody. */
    final @Nullable Long leaseholder(CacheKey key) {
        return live(this.leases, key);
    }

    /** Returns the token of the load that may publish a key, if there is one. */
    final @Nullable String fence(CacheKey key) {
        return live(this.fences, key);
    }

    /** Stores an entry as it is. */
    final void fill(CacheKey key, Entry entry, Instant end) {
        this.entries.put(key, new Expiring<>(entry, end));
    }

    final void store(CacheKey key, Instant loadStart, Fill fill) {
        Entry old = get(key);
        Duration cost = (fill.cost().isZero() && old != null) ? old.cost() : fill.cost();
        Entry entry = new Entry(loadStart, now().plus(fill.fresh()), cost.truncatedTo(ChronoUnit.MICROS),
                fill.version(), false, fill.payload());
        this.entries.put(key, expiring(entry, fill.kept()));
    }

    final Instant now() {
        return this.time.get().truncatedTo(ChronoUnit.MILLIS);
    }

    private void drop(CacheKey key) {
        this.fences.remove(key);
        this.leases.remove(key);
    }

    private <T> Expiring<T> expiring(T value, Duration life) {
        return new Expiring<>(value, now().plus(life));
    }

    private <T> @Nullable T live(Map<CacheKey, Expiring<T>> map, CacheKey key) {
        Expiring<T> found = map.get(key);
        return (found != null && now().isBefore(found.end())) ? found.value() : null;
    }

    private static Entry expired(Entry entry) {
        return new Entry(entry.loadStart(), entry.freshUntil(), entry.cost(), entry.version(), true, entry.payload());
    }

    private record Expiring<T>(T value, Instant end) {
    }

}
