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

package com.acme.extending;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.StoreClock;
import io.github.stampedesafe.store.Tombstone;

/** A store in the memory of one process: the contract, without a network. */
final class MapStore extends AtomicOperations implements EntryStore {

    private final Expiring<CacheKey, Entry> entries;

    private final Expiring<CacheKey, String> fences;

    private final Expiring<CacheKey, RememberedFailure> failures;

    private final Expiring<CacheKey, String> leases;

    private final Map<String, Marks> marks = new HashMap<>();

    private final StoreClock clock;

    MapStore(StoreClock clock) {
        this.clock = clock;
        this.entries = new Expiring<>(clock);
        this.fences = new Expiring<>(clock);
        this.failures = new Expiring<>(clock);
        this.leases = new Expiring<>(clock);
    }

    @Override
    public synchronized @Nullable Entry get(CacheKey key) {
        return this.entries.get(key);
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return Stages.blocking(() -> get(key, shape));
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return atomically(() -> {
            if (!isStanding(key, seen)) {
                return new Begin.Changed(this.entries.get(key));
            }
            if (claim.holder() != null && !claim.holder().equals(this.leases.get(key))) {
                return new Begin.Lost();
            }
            RememberedFailure failure = this.failures.get(key);
            if (claim.heedsFailures() && failure != null) {
                return new Begin.Failed(failure);
            }
            this.fences.put(key, claim.token(), claim.life());
            return new Begin.Started(now());
        });
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        return atomically(() -> {
            if (!claim.token().equals(this.fences.get(key))) {
                return Published.REFUSED;
            }
            if (isOutdated(key, newEntry.version())) {
                leave(key, claim);
                return Published.OLDER;
            }
            store(key, loadStart, newEntry, true);
            this.fences.remove(key);
            this.unsent.add(new Signal.Filled(key));
            return Published.STORED;
        });
    }

    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return atomically(() -> claim.token().equals(this.fences.get(key)) && leave(key, claim));
    }

    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return atomically(() -> {
            if (!claim.token().equals(this.fences.get(key))) {
                return false;
            }
            this.failures.put(key, failure, life);
            return leave(key, claim);
        });
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return this.<@Nullable RememberedFailure>atomically(() -> this.failures.get(key));
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry) {
        return atomically(() -> {
            if (isOutdated(key, newEntry.version())) {
                return false;
            }
            store(key, now(), newEntry, false);
            return changed(key);
        });
    }

    @Override
    public CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return atomically(() -> {
            if (!isStanding(key, seen) || isOutdated(key, newEntry.version())) {
                return false;
            }
            store(key, now(), newEntry, false);
            return changed(key);
        });
    }

    /** Whether the entry is still the one that was seen. */
    private boolean isStanding(CacheKey key, @Nullable Entry seen) {
        Entry now = this.entries.get(key);
        return (now != null) ? (seen != null && now.isSameAs(seen)) : seen == null;
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return this.<@Nullable Void>atomically(() -> {
            this.entries.remove(key);
            changed(key);
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return atomically(() -> {
            if (isOutdated(key, tombstone.version())) {
                return false;
            }
            this.entries.put(key, new Entry(now(), now().plus(tombstone.life()), Duration.ZERO, tombstone.version(),
                    Entry.Kind.TOMBSTONE, Payload.of(new byte[0])), tombstone.life());
            return changed(key);
        });
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return this.<@Nullable Void>atomically(() -> {
            Entry entry = this.entries.get(key);
            if (entry != null && entry.kind() == Entry.Kind.VALUE) {
                this.entries.replace(key, new Entry(entry.loadStart(), entry.freshUntil(), entry.cost(),
                        entry.version(), Entry.Kind.EXPIRED, entry.stamps(), entry.payload()));
            }
            changed(key);
            return null;
        });
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return atomically(() -> {
            long mark = nextMark(marksOf(cache).cleared(), known);
            this.marks.put(cache, new Marks(mark, marksOf(cache).expired()));
            this.unsent.add(new Signal.Cleared(cache, mark));
            return mark;
        });
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        return atomically(() -> {
            long mark = nextMark(marksOf(cache).expired(), known);
            this.marks.put(cache, new Marks(marksOf(cache).cleared(), mark));
            this.unsent.add(new Signal.Expired(cache, mark));
            return mark;
        });
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return atomically(() -> {
            Map<String, Marks> known = new HashMap<>(this.marks);
            known.keySet().retainAll(caches);
            return known;
        });
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return this.<@Nullable Void>atomically(() -> {
            this.marks.merge(cache, marks, Marks::with);
            return null;
        });
    }

    /** Takes the lease of a key if it is free. */
    synchronized boolean acquire(CacheKey key, String owner, Duration life) {
        boolean free = this.leases.get(key) == null;
        if (free) {
            this.leases.put(key, owner, life);
        }
        return free;
    }

    /** Sets how long a lease lasts from now, zero to end it, if it is the owner's. */
    synchronized boolean extend(CacheKey key, String owner, Duration life) {
        boolean held = owner.equals(this.leases.get(key));
        if (held) {
            this.leases.put(key, owner, life);
        }
        return held;
    }

    /** Returns how long the lease of a key has left. */
    synchronized Duration leaseLeft(CacheKey key) {
        return this.leases.left(key);
    }

    private void store(CacheKey key, Instant loadStart, NewEntry newEntry, boolean isLoad) {
        Entry old = this.entries.get(key);
        Duration left = this.entries.left(key);
        Duration cost = (newEntry.cost().isZero() && old != null) ? old.cost() : newEntry.cost();
        boolean keepsVersion = isLoad && old != null && old.version() != null && newEntry.version() == null;
        boolean wasEvicted = isLoad && old != null && old.kind() == Entry.Kind.TOMBSTONE;
        Entry entry = new Entry(loadStart, now().plus(Expiring.atMost(newEntry.fresh())),
                cost.truncatedTo(ChronoUnit.MICROS), keepsVersion ? old.version() : newEntry.version(),
                Entry.Kind.VALUE, newEntry.stamps(), newEntry.payload());
        Duration kept = Expiring.atMost(newEntry.kept());
        boolean isShorter = kept.compareTo(left) < 0;
        this.entries.put(key, entry, ((keepsVersion || wasEvicted) && isShorter) ? left : kept);
    }

    /** Ends what is under way: a load that began before the change cannot publish. */
    private boolean changed(CacheKey key) {
        this.fences.remove(key);
        this.leases.remove(key);
        this.failures.remove(key);
        return this.unsent.add(new Signal.Evicted(key));
    }

    private boolean leave(CacheKey key, Claim claim) {
        this.fences.remove(key);
        if (claim.holder() != null && claim.holder().equals(this.leases.get(key))) {
            this.leases.remove(key);
        }
        return this.unsent.add(new Signal.Failed(key));
    }

    private boolean isOutdated(CacheKey key, @Nullable Long version) {
        Entry entry = this.entries.get(key);
        return entry != null && entry.isNewerThan(version);
    }

    private Marks marksOf(String cache) {
        return this.marks.getOrDefault(cache, Marks.NONE);
    }

    private long nextMark(long current, long known) {
        return Math.max(now().toEpochMilli(), 1 + Math.max(current, known));
    }

    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

}
