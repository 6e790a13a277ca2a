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
 * The changes that the store has not received yet. The changes of one key are merged into
 * one that leaves the key as all of them would have, and too many keys of one cache into
 * a clear of the cache. Thread-safe.
 * <p>
 * Changes are numbered in the order in which they are added. A newer change that the
 * store carries out directly drops the older changes that were pending before it was
 * sent, and none that was added meanwhile. The store may carry out a change that is in
 * delivery before or after a newer one: a late evict costs one load, but a late put would
 * bring an old value back, so the key is evicted once more.
 */
final class PendingChanges {

    private final int limit;

    private final Map<String, OfCache> caches = new ConcurrentHashMap<>();

    private long last;

    private @Nullable Item inDelivery;

    /**
     * Creates an empty collection.
     * @param limit pending keys of one cache past which the cache is cleared instead;
     * positive
     */
    PendingChanges(int limit) {
        this.limit = limit;
    }

    /** Whether a change of a cache is pending. Never blocks. */
    boolean holds(String cache) {
        return this.caches.containsKey(cache);
    }

    /** Whether no change is pending. Never blocks. */
    boolean isEmpty() {
        return this.caches.isEmpty();
    }

    /** Returns the number of pending changes; a clear of a cache is one. */
    synchronized int count() {
        return this.caches.values().stream().mapToInt(OfCache::count).sum();
    }

    /** Returns the number of pending changes of each cache that has any. */
    synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        this.caches.forEach((cache, changes) -> counts.put(cache, changes.count()));
        return counts;
    }

    /** Returns the number of the change that was added last. */
    synchronized long mark() {
        return this.last;
    }

    /**
     * Adds a change.
     * @return zero, or the number of changed keys if they are too many: a clear of the
     * cache has replaced them
     */
    synchronized int add(PendingChange change) {
        OfCache changes = this.caches.computeIfAbsent(change.cache(), (same) -> new OfCache());
        if (changes.isToBeCleared() && changes.whole != this.inDelivery) {
            return 0; // the clear comes after this change and covers it
        }
        if (change instanceof PendingKeyChange ofKey) {
            return add(changes, ofKey);
        }
        Item older = changes.whole;
        PendingCacheChange ofCache = (PendingCacheChange) change;
        boolean isCovered = changes.isToBeCleared() && !ofCache.clears();
        put(changes, (older != null && isCovered) ? (PendingCacheChange) older.change() : ofCache);
        return 0;
    }

    private int add(OfCache changes, PendingKeyChange change) {
        Item older = changes.keys.remove(change.key());
        PendingKeyChange left = (older != null) ? change.after((PendingKeyChange) older.change()) : change;
        changes.keys.put(change.key(), new Item(++this.last, left));
        int count = changes.keys.size();
        if (count <= this.limit) {
            return 0;
        }
        put(changes, PendingCacheChange.clear(change.cache(), 0));
        return count;
    }

    private void put(OfCache changes, PendingCacheChange change) {
        if (change.clears()) {
            changes.keys.clear();
        }
        changes.whole = new Item(++this.last, change);
    }

    /**
     * Drops what a change covers that the store carried out directly.
     * @param mark the {@link #mark} before it was sent
     */
    synchronized void settle(PendingChange done, long mark) {
        OfCache changes = this.caches.get(done.cache());
        if (changes == null) {
            return;
        }
        if (done instanceof PendingKeyChange ofKey) {
            settle(changes, ofKey, mark);
        }
        else {
            settle(changes, (PendingCacheChange) done, mark);
        }
        dropIfEmpty(done.cache(), changes);
    }

    private void settle(OfCache changes, PendingCacheChange done, long mark) {
        if (done.clears()) {
            List.copyOf(changes.keys.keySet()).forEach((key) -> settle(changes, PendingKeyChange.evict(key), mark));
        }
        Item older = changes.whole;
        if (older != null && older.number() <= mark && (done.clears() || !changes.isToBeCleared())) {
            changes.whole = null;
        }
    }

    private void settle(OfCache changes, PendingKeyChange done, long mark) {
        Item older = changes.keys.get(done.key());
        if (older == null || older.number() > mark || !done.covers((PendingKeyChange) older.change())) {
            return;
        }
        if (older == this.inDelivery && ((PendingKeyChange) older.change()).versioned() != null) {
            changes.keys.put(done.key(), new Item(++this.last, PendingKeyChange.evict(done.key())));
        }
        else {
            changes.keys.remove(done.key());
        }
    }

    /**
     * Returns all changes in the order of delivery: the oldest first, and those that were
     * tried in vain after all others.
     */
    synchronized List<Item> list() {
        List<Item> all = new ArrayList<>();
        this.caches.values().forEach((changes) -> {
            all.addAll(changes.keys.values());
            if (changes.whole != null) {
                all.add(changes.whole);
            }
        });
        all.sort(Comparator.comparingLong((item) -> item.turn));
        return all;
    }

    /**
     * Begins the delivery of a change, unless another one is in delivery.
     * @return whether the change is still pending and is in delivery now
     */
    synchronized boolean begin(Item item) {
        OfCache changes = this.caches.get(item.change().cache());
        if (this.inDelivery != null || changes == null || !changes.contains(item)) {
            return false;
        }
        this.inDelivery = item;
        return true;
    }

    /**
     * Ends the delivery of a change. A change that was not delivered is tried again after
     * all others.
     */
    synchronized void end(Item item, boolean delivered) {
        this.inDelivery = null;
        OfCache changes = this.caches.get(item.change().cache());
        if (!delivered) {
            item.turn = ++this.last;
        }
        else if (changes != null && changes.contains(item)) {
            changes.remove(item);
            dropIfEmpty(item.change().cache(), changes);
        }
    }

    private void dropIfEmpty(String cache, OfCache changes) {
        if (changes.count() == 0) {
            this.caches.remove(cache);
        }
    }

    /** A change in the order of its adding and of its delivery; compared by identity. */
    static final class Item {

        private final long number;

        private final PendingChange change;

        private long turn;

        private Item(long number, PendingChange change) {
            this.number = number;
            this.turn = number;
            this.change = change;
        }

        private long number() {
            return this.number;
        }

        PendingChange change() {
            return this.change;
        }

    }

    /** The changes of one cache. */
    private static final class OfCache {

        private final Map<CacheKey, Item> keys = new HashMap<>();

        private @Nullable Item whole;

        private int count() {
            return this.keys.size() + ((this.whole != null) ? 1 : 0);
        }

        private boolean isToBeCleared() {
            return this.whole != null && ((PendingCacheChange) this.whole.change()).clears();
        }

        private boolean contains(Item item) {
            return item == this.whole
                    || (item.change() instanceof PendingKeyChange ofKey && this.keys.get(ofKey.key()) == item);
        }

        private void remove(Item item) {
            if (item.change() instanceof PendingKeyChange ofKey) {
                this.keys.remove(ofKey.key());
            }
            else {
                this.whole = null;
            }
        }

    }

}
