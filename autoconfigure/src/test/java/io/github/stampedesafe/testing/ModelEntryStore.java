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
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Tombstone;

/**
 * The contract of {@link EntryStore} in a few maps: what each operation does at the
 * moment at which it is carried out. Leases live in it, too. For one thread at a time;
 * open for mutants.
 */
public class ModelEntryStore extends ModelLeases {

    private final Map<CacheKey, Expiring<Entry>> entries = new HashMap<>();

    /** What a load of another shape replaced. */
    private final Map<CacheKey, Expiring<Entry>> beside = new HashMap<>();

    private final Map<CacheKey, Expiring<String>> fences = new HashMap<>();

    private final Map<CacheKey, Expiring<RememberedFailure>> failures = new HashMap<>();

    private final Map<String, Long> cleared = new HashMap<>();

    private final Map<String, Long> expired = new HashMap<>();

    public @Nullable Entry get(CacheKey key) {
        return live(this.entries, key);
    }

    public @Nullable Entry get(CacheKey key, long shape) {
        Entry entry = get(key);
        Entry other = (entry != null && entry.isForeignTo(shape)) ? beside(key) : null;
        return (other != null && other.payload().shape() == shape) ? other : entry;
    }

    /** Returns what is kept beside an entry. */
    public final @Nullable Entry beside(CacheKey key) {
        return live(this.beside, key);
    }

    public Begin begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        if (!isStanding(key, seen, claim.shape())) {
            return new Begin.Changed(get(key, claim.shape()));
        }
        if (claim.holder() != null && !isHeldBy(key, claim.holder())) {
            return new Begin.Lost();
        }
        RememberedFailure failure = failure(key);
        if (claim.heedsFailures() && failure != null) {
            return new Begin.Failed(failure);
        }
        this.fences.put(key, expiring(claim.token(), claim.life()));
        return new Begin.Started(now());
    }

    public Published publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        if (!claim.token().equals(fence(key))) {
            return Published.REFUSED;
        }
        if (isOutdated(key, newEntry.version())) {
            leave(key, claim);
            return Published.OLDER;
        }
        setAside(key, newEntry.payload());
        store(key, loadStart, newEntry, true);
        this.fences.remove(key);
        this.signals.accept(new Signal.Filled(key));
        return Published.STORED;
    }

    public boolean abandon(CacheKey key, Claim claim) {
        if (!claim.token().equals(fence(key))) {
            return false;
        }
        leave(key, claim);
        return true;
    }

    public boolean fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        if (!claim.token().equals(fence(key))) {
            return false;
        }
        this.failures.put(key, expiring(failure, life));
        leave(key, claim);
        return true;
    }

    public @Nullable RememberedFailure failure(CacheKey key) {
        return live(this.failures, key);
    }

    public boolean put(CacheKey key, NewEntry newEntry) {
        if (isOutdated(key, newEntry.version())) {
            return false;
        }
        store(key, now(), newEntry, false);
        changed(key);
        return true;
    }

    public boolean replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return isStanding(key, seen, shape) && put(key, newEntry);
    }

    public void evict(CacheKey key) {
        this.entries.remove(key);
        changed(key);
    }

    public boolean evict(CacheKey key, Tombstone tombstone) {
        if (isOutdated(key, tombstone.version())) {
            return false;
        }
        Instant now = now();
        this.entries.put(key, expiring(new Entry(now, now.plus(tombstone.life()), Duration.ZERO, tombstone.version(),
                Entry.Kind.TOMBSTONE, Payload.of(new byte[0])), tombstone.life()));
        changed(key);
        return true;
    }

    public void expire(CacheKey key) {
        expire(this.entries, key);
        expireBeside(key);
        drop(key);
    }

    /** Marks what is beside an entry as stale. */
    protected void expireBeside(CacheKey key) {
        expire(this.beside, key);
    }

    public long clear(String cache, long known) {
        long mark = mark(this.cleared, cache, known);
        this.signals.accept(new Signal.Cleared(cache, mark));
        return mark;
    }

    public long expireAll(String cache, long known) {
        long mark = mark(this.expired, cache, known);
        this.signals.accept(new Signal.Expired(cache, mark));
        return mark;
    }

    /** Sets a new mark of a cache. */
    protected long mark(Map<String, Long> marks, String cache, long known) {
        long higher = 1 + Math.max(known, marks.getOrDefault(cache, 0L));
        long mark = Math.max(higher, now().toEpochMilli());
        marks.put(cache, mark);
        return mark;
    }

    public Map<String, Marks> marks(Set<String> caches) {
        Map<String, Marks> marks = new HashMap<>();
        for (String cache : caches) {
            Marks both = new Marks(this.cleared.getOrDefault(cache, 0L), this.expired.getOrDefault(cache, 0L));
            if (!both.equals(Marks.NONE)) {
                marks.put(cache, both);
            }
        }
        return marks;
    }

    public void restore(String cache, Marks marks) {
        this.cleared.merge(cache, marks.cleared(), Math::max);
        this.expired.merge(cache, marks.expired(), Math::max);
    }

    /** Loses the marks of all caches, as a server does that evicts keys. */
    public final void loseMarks() {
        this.cleared.clear();
        this.expired.clear();
    }

    /** Returns the token of the load that may publish a key, if there is one. */
    public final @Nullable String fence(CacheKey key) {
        return live(this.fences, key);
    }

    /** Stores an entry as it is. */
    public final void fill(CacheKey key, Entry entry, Instant end) {
        this.entries.put(key, new Expiring<>(entry, end));
    }

    /** Whether what is stored has a higher version. */
    protected boolean isOutdated(CacheKey key, @Nullable Long version) {
        Entry stored = get(key);
        return stored != null && stored.isNewerThan(version);
    }

    /** Keeps an entry of another shape beside the value that replaces it. */
    protected void setAside(CacheKey key, Payload replacement) {
        Entry entry = get(key);
        Entry other = beside(key);
        if (entry != null && entry.isForeignTo(replacement.shape())) {
            this.beside.put(key, this.entries.get(key));
        }
        else if (replacement.isNull() || (other != null && other.payload().shape() == replacement.shape())) {
            this.beside.remove(key);
        }
    }

    /** Removes what is beside an entry, because the key was changed. */
    protected void removeBeside(CacheKey key) {
        this.beside.remove(key);
    }

    /** Whether readers of a shape would still find an entry, or nothing. */
    private boolean isStanding(CacheKey key, @Nullable Entry seen, long shape) {
        Entry now = get(key, shape);
        return (now != null) ? (seen != null && now.isSameAs(seen)) : seen == null;
    }

    private void store(CacheKey key, Instant loadStart, NewEntry newEntry, boolean isLoad) {
        Expiring<Entry> old = (get(key) != null) ? this.entries.get(key) : null;
        Duration cost = (newEntry.cost().isZero() && old != null) ? old.value().cost() : newEntry.cost();
        Long carried = (isLoad && old != null && newEntry.version() == null) ? old.value().version() : null;
        Entry entry = new Entry(loadStart, now().plus(bounded(newEntry.fresh())), cost.truncatedTo(ChronoUnit.MICROS),
                (carried != null) ? carried : newEntry.version(), Entry.Kind.VALUE, newEntry.stamps(),
                newEntry.payload());
        Expiring<Entry> stored = expiring(entry, newEntry.kept());
        boolean isKeptLonger = isLoad && old != null && stored.end().isBefore(old.end())
                && (carried != null || old.value().kind() == Entry.Kind.TOMBSTONE);
        this.entries.put(key, isKeptLonger ? new Expiring<>(entry, old.end()) : stored);
    }

    private void changed(CacheKey key) {
        removeBeside(key);
        drop(key);
    }

    /** Ends what is under way, and tells everybody. */
    private void drop(CacheKey key) {
        this.fences.remove(key);
        this.leases.remove(key);
        this.failures.remove(key);
        this.signals.accept(new Signal.Evicted(key));
    }

    private void leave(CacheKey key, Claim claim) {
        this.fences.remove(key);
        if (claim.holder() != null && isHeldBy(key, claim.holder())) {
            this.leases.remove(key);
        }
        this.signals.accept(new Signal.Failed(key));
    }

    private static void expire(Map<CacheKey, Expiring<Entry>> map, CacheKey key) {
        map.computeIfPresent(key, (same, old) -> new Expiring<>(expired(old.value()), old.end()));
    }

    private static Entry expired(Entry entry) {
        return (entry.kind() != Entry.Kind.VALUE) ? entry : new Entry(entry.loadStart(), entry.freshUntil(),
                entry.cost(), entry.version(), Entry.Kind.EXPIRED, entry.stamps(), entry.payload());
    }

}
