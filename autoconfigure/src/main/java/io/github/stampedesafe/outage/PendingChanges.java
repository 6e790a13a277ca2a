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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * sent, and none that was added meanwhile. If the delivery of an older change would undo
 * the newer one, the newer one is delivered once more behind it: a tombstone behind an
 * evict, a mark of staleness behind a put. The store may carry out a change that is in
 * delivery before or after a newer one: a late evict costs one load, but a late put would
 * bring an old value back, so the key is evicted once more.
 * <p>
 * What a key ends with is what it would have ended with, a value that is stale too early,
 * or no value. Only a clear forgets tombstones: they are not pending beside it.
 * <p>
 * {@link ChangeRelay} adds what the store does not carry out. While a change is pending,
 * {@link GuardedEntryStore} does not read its cache.
 */
final class PendingChanges {

    private final int limit;

    private final Map<String, ChangesOfCache> caches = new ConcurrentHashMap<>();

    private long last;

    private final Set<SentChange> underWay = new HashSet<>();

    private @Nullable PendingItem inDelivery;

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
        return this.caches.values().stream().mapToInt(ChangesOfCache::count).sum();
    }

    /** Returns the number of pending changes of each cache that has any. */
    synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        this.caches.forEach((cache, changes) -> counts.put(cache, changes.count()));
        return counts;
    }

    /**
     * Adds a change.
     * @return zero, or the number of changed keys if they are too many: a clear of the
     * cache has replaced them
     */
    synchronized int add(PendingChange change) {
        ChangesOfCache changes = this.caches.computeIfAbsent(change.cache(), (same) -> new ChangesOfCache());
        PendingItem clear = changes.whole();
        if (clear != null && isStillToBeCleared(changes)) {
            changes.keys().clear();
            changes.whole(clear.covering(++this.last));
            return 0; // the clear comes after this change
        }
        if (change instanceof PendingKeyChange ofKey) {
            return add(changes, ofKey);
        }
        PendingItem older = changes.whole();
        PendingCacheChange ofCache = (PendingCacheChange) change;
        changes.expirePuts();
        boolean isCovered = changes.isToBeCleared() && !ofCache.clears();
        put(changes, (older != null && isCovered) ? (PendingCacheChange) older.change() : ofCache);
        return 0;
    }

    private int add(ChangesOfCache changes, PendingKeyChange change) {
        PendingItem older = changes.keys().get(change.key());
        long number = ++this.last;
        changes.keys()
            .put(change.key(),
                    (older != null) ? older.followedBy(change, number) : new PendingItem(number, change, number));
        int count = changes.keys().size();
        if (count <= this.limit) {
            return 0;
        }
        put(changes, PendingCacheChange.clear(change.cache(), 0));
        return count;
    }

    private void put(ChangesOfCache changes, PendingCacheChange change) {
        if (change.clears()) {
            changes.keys().clear();
        }
        long number = ++this.last;
        changes.whole(new PendingItem(number, change, number));
    }

    /**
     * Notes that a change is sent to the store. Either {@link #settle} or {@link #forget}
     * ends that.
     */
    synchronized SentChange send(PendingChange change) {
        SentChange sent = new SentChange(change, this.last);
        this.underWay.add(sent);
        return sent;
    }

    /** Notes that the store did not carry out a change that was sent. */
    synchronized void forget(SentChange sent) {
        this.underWay.remove(sent);
    }

    /** Drops what a change covers that the store carried out. */
    synchronized void settle(SentChange sent) {
        this.underWay.remove(sent);
        if (this.caches.isEmpty() && this.inDelivery == null && sent.late().isEmpty()) {
            return;
        }
        PendingChange done = sent.change();
        ChangesOfCache changes = this.caches.getOrDefault(done.cache(), new ChangesOfCache());
        if (done instanceof PendingKeyChange ofKey) {
            settle(changes, ofKey, sent);
        }
        else {
            settle(changes, (PendingCacheChange) done, sent);
        }
        store(done.cache(), changes);
    }

    private void settle(ChangesOfCache changes, PendingCacheChange done, SentChange sent) {
        Set<CacheKey> keys = new HashSet<>(changes.keys().keySet());
        keys.addAll(sent.late().keySet());
        if (this.inDelivery != null && this.inDelivery.change() instanceof PendingKeyChange late
                && late.cache().equals(done.cache())) {
            keys.add(late.key());
        }
        keys.forEach((key) -> settle(changes,
                done.clears() ? PendingKeyChange.evict(key) : PendingKeyChange.expire(key), sent));
        PendingItem older = changes.whole();
        if (older != null && older.number() <= sent.mark() && (done.clears() || !changes.isToBeCleared())) {
            changes.whole(null);
        }
    }

    private void settle(ChangesOfCache changes, PendingKeyChange done, SentChange sent) {
        if (isStillToBeCleared(changes) && !done.evicts()) {
            return;
        }
        PendingKeyChange late = late(done.key(), sent);
        PendingItem older = changes.keys().get(done.key());
        if (older == null) {
            if (late != null && late.undoes(done)) {
                changes.keys().put(done.key(), new PendingItem(++this.last, done, this.last));
            }
            return;
        }
        PendingKeyChange pending = (PendingKeyChange) older.change();
        if (done.evicts()) {
            settleEvict(changes, older, late != null && late.undoes(done), sent.mark());
        }
        else if (pending.undoes(done) || (late != null && late.undoes(done))) {
            changes.keys().put(done.key(), older.with(done.after(pending), ++this.last));
        }
        else if (older.number() <= sent.mark() && done.covers(pending)) {
            changes.keys().remove(done.key());
        }
    }

    private void settleEvict(ChangesOfCache changes, PendingItem older, boolean mayPutComeLate, long mark) {
        PendingKeyChange pending = (PendingKeyChange) older.change();
        PendingKeyChange evict = PendingKeyChange.evict(pending.key());
        boolean hasPut = pending.versioned() != null;
        boolean isPutNewer = hasPut && older.stored() > mark;
        if (mayPutComeLate || (hasPut && !isPutNewer && older.number() > mark)) {
            changes.keys().put(pending.key(), older.with(isPutNewer ? pending.after(evict) : evict, older.stored()));
        }
        else if (older.number() <= mark) {
            changes.keys().remove(pending.key());
        }
    }

    private boolean isStillToBeCleared(ChangesOfCache changes) {
        return changes.isToBeCleared() && changes.whole() != this.inDelivery;
    }

    /**
     * Returns the change of a key that the store may carry out after one that was sent.
     */
    private @Nullable PendingKeyChange late(CacheKey key, SentChange sent) {
        return (this.inDelivery != null && this.inDelivery.change() instanceof PendingKeyChange change
                && change.key().equals(key)) ? change : sent.late().get(key);
    }

    /**
     * Returns all changes in the order of delivery: the oldest first, and those that were
     * tried in vain after all others.
     */
    synchronized List<PendingItem> list() {
        List<PendingItem> all = new ArrayList<>();
        this.caches.values().forEach((changes) -> {
            all.addAll(changes.keys().values());
            if (changes.whole() != null) {
                all.add(changes.whole());
            }
        });
        all.sort(Comparator.comparingLong(PendingItem::turn));
        return all;
    }

    /**
     * Begins the delivery of a change, unless another one is in delivery.
     * @return whether the change is still pending and is in delivery now
     */
    synchronized boolean begin(PendingItem item) {
        ChangesOfCache changes = this.caches.get(item.change().cache());
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
    synchronized void end(PendingItem item, boolean delivered) {
        this.inDelivery = null;
        if (item.change() instanceof PendingKeyChange late) {
            this.underWay.forEach((sent) -> sent.passes(late));
        }
        ChangesOfCache changes = this.caches.get(item.change().cache());
        if (!delivered) {
            item.tryAfter(++this.last);
        }
        else if (changes != null && changes.contains(item)) {
            changes.remove(item);
            store(item.change().cache(), changes);
        }
    }

    private void store(String cache, ChangesOfCache changes) {
        if (changes.count() == 0) {
            this.caches.remove(cache);
        }
        else {
            this.caches.put(cache, changes);
        }
    }

}
