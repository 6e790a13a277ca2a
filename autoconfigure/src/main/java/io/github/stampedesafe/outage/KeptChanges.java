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

package io.github.stampedesafe.outage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * The changes that wait to be delivered: for each key what is left to do of all its
 * changes, and for each cache a clear instead if there are too many. Thread-safe.
 * <p>
 * Changes are numbered in the order they are kept. A newer change that the store carries
 * out directly drops what was kept before it was sent, and nothing that was kept
 * meanwhile. Of a change that is just being delivered nobody knows whether the store
 * carries it out before or after a newer one: a late evict costs one load, but a late
 * store would bring an old value back, so the key is evicted once more.
 */
final class KeptChanges {

    private final int limit;

    private final Map<String, OfCache> caches = new ConcurrentHashMap<>();

    private long last;

    private @Nullable Kept underWay;

    /**
     * Creates an empty collection.
     * @param limit keys of one cache past which it is cleared
     */
    KeptChanges(int limit) {
        this.limit = limit;
    }

    /** Whether there is anything for a cache. Never blocks. */
    boolean holds(String cache) {
        return this.caches.containsKey(cache);
    }

    /** Whether there is nothing. Never blocks. */
    boolean isEmpty() {
        return this.caches.isEmpty();
    }

    /** Returns how many there are. */
    synchronized int count() {
        return this.caches.values().stream().mapToInt(OfCache::count).sum();
    }

    /** Returns how many there are, by cache. */
    synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        this.caches.forEach((cache, changes) -> counts.put(cache, changes.count()));
        return counts;
    }

    /** Returns the number of the change kept last. */
    synchronized long mark() {
        return this.last;
    }

    /**
     * Keeps a change.
     * @return how many changes it was too many with, so that the cache will be cleared;
     * zero mostly
     */
    synchronized int keep(KeptChange change) {
        OfCache changes = this.caches.computeIfAbsent(change.cache(), (same) -> new OfCache());
        if (changes.isToBeCleared() && changes.whole != this.underWay) {
            return 0; // after this change, so nothing is left to do of it
        }
        if (change instanceof KeptKeyChange ofKey) {
            return keep(changes, ofKey);
        }
        Kept older = changes.whole;
        KeptCacheChange ofCache = (KeptCacheChange) change;
        boolean isCovered = changes.isToBeCleared() && !ofCache.clears();
        keep(changes, (older != null && isCovered) ? (KeptCacheChange) older.change() : ofCache);
        return 0;
    }

    private int keep(OfCache changes, KeptKeyChange change) {
        Kept older = changes.keys.remove(change.key());
        KeptKeyChange left = (older != null) ? change.after((KeptKeyChange) older.change()) : change;
        changes.keys.put(change.key(), new Kept(++this.last, left));
        int count = changes.keys.size();
        if (count <= this.limit) {
            return 0;
        }
        keep(changes, KeptCacheChange.clear(change.cache(), 0));
        return count;
    }

    private void keep(OfCache changes, KeptCacheChange change) {
        if (change.clears()) {
            changes.keys.clear();
        }
        changes.whole = new Kept(++this.last, change);
    }

    /**
     * Notes that the store carried a change out directly.
     * @param mark the {@link #mark} before it was sent
     */
    synchronized void settle(KeptChange done, long mark) {
        OfCache changes = this.caches.get(done.cache());
        if (changes == null) {
            return;
        }
        if (done instanceof KeptKeyChange ofKey) {
            settle(changes, ofKey, mark);
        }
        else {
            settle(changes, (KeptCacheChange) done, mark);
        }
        dropIfEmpty(done.cache(), changes);
    }

    private void settle(OfCache changes, KeptCacheChange done, long mark) {
        if (done.clears()) {
            List.copyOf(changes.keys.keySet()).forEach((key) -> settle(changes, KeptKeyChange.evict(key), mark));
        }
        Kept older = changes.whole;
        if (older != null && older.number() <= mark && (done.clears() || !changes.isToBeCleared())) {
            changes.whole = null;
        }
    }

    private void settle(OfCache changes, KeptKeyChange done, long mark) {
        Kept older = changes.keys.get(done.key());
        if (older == null || older.number() > mark || !done.covers((KeptKeyChange) older.change())) {
            return;
        }
        if (older == this.underWay && ((KeptKeyChange) older.change()).versioned() != null) {
            changes.keys.put(done.key(), new Kept(++this.last, KeptKeyChange.evict(done.key())));
        }
        else {
            changes.keys.remove(done.key());
        }
    }

    /**
     * Returns all changes in the order they are to be delivered: oldest first, but behind
     * all others what was tried in vain.
     */
    synchronized List<Kept> list() {
        List<Kept> all = new ArrayList<>();
        this.caches.values().forEach((changes) -> {
            all.addAll(changes.keys.values());
            if (changes.whole != null) {
                all.add(changes.whole);
            }
        });
        all.sort(Comparator.comparingLong((kept) -> kept.turn));
        return all;
    }

    /**
     * Begins to deliver a change, one at a time.
     * @return whether it is still to be delivered
     */
    synchronized boolean begin(Kept kept) {
        OfCache changes = this.caches.get(kept.change().cache());
        boolean isLeft = changes != null && changes.contains(kept);
        this.underWay = isLeft ? kept : null;
        return isLeft;
    }

    /** Ends what began. What was not delivered is tried again after all others. */
    synchronized void end(Kept kept, boolean delivered) {
        this.underWay = null;
        OfCache changes = this.caches.get(kept.change().cache());
        if (!delivered) {
            kept.turn = ++this.last;
        }
        else if (changes != null && changes.contains(kept)) {
            changes.remove(kept);
            dropIfEmpty(kept.change().cache(), changes);
        }
    }

    private void dropIfEmpty(String cache, OfCache changes) {
        if (changes.count() == 0) {
            this.caches.remove(cache);
        }
    }

    /** A change and its number. The same only as itself. */
    static final class Kept {

        private final long number;

        private final KeptChange change;

        private long turn;

        private Kept(long number, KeptChange change) {
            this.number = number;
            this.turn = number;
            this.change = change;
        }

        private long number() {
            return this.number;
        }

        KeptChange change() {
            return this.change;
        }

    }

    /** The changes of one cache. */
    private static final class OfCache {

        private final Map<CacheKey, Kept> keys = new HashMap<>();

        private @Nullable Kept whole;

        private int count() {
            return this.keys.size() + ((this.whole != null) ? 1 : 0);
        }

        private boolean isToBeCleared() {
            return this.whole != null && ((KeptCacheChange) this.whole.change()).clears();
        }

        private boolean contains(Kept kept) {
            return kept == this.whole
                    || (kept.change() instanceof KeptKeyChange ofKey && this.keys.get(ofKey.key()) == kept);
        }

        private void remove(Kept kept) {
            if (kept.change() instanceof KeptKeyChange ofKey) {
                this.keys.remove(ofKey.key());
            }
            else {
                this.whole = null;
            }
        }

    }

}
