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

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ChangeEvent.CacheCleared;
import io.github.stampedesafe.event.ChangeEvent.CacheExpired;
import io.github.stampedesafe.event.ChangeEvent.Evicted;
import io.github.stampedesafe.event.ChangeEvent.Put;
import io.github.stampedesafe.event.ValueEvent.Outdated;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.Tombstone;

/**
 * What happens when a key or a cache is changed, here or on another instance: the store
 * first, then this instance's flights, marks and pauses, then the listener. A change
 * blocks until the store has answered.
 */
final class Changes {

    private final EntryStore store;

    private final CacheMarks marks;

    private final LocalState local;

    private final RefreshPauses pauses;

    private final CacheListener listener;

    Changes(EntryStore store, CacheMarks marks, LocalState local, RefreshPauses pauses, CacheListener listener) {
        this.store = store;
        this.marks = marks;
        this.local = local;
        this.pauses = pauses;
        this.listener = listener;
    }

    void put(CacheKey key, NewEntry newEntry) {
        if (change(key,
                () -> Stages.joinUninterruptibly(this.store.put(key, newEntry.with(this.marks.tryOf(key.cache())))))) {
            this.listener.onEvent(new Put(key));
        }
    }

    void evict(CacheKey key, @Nullable Tombstone tombstone) {
        evicted(key, () -> {
            if (tombstone != null) {
                return Stages.joinUninterruptibly(this.store.evict(key, tombstone));
            }
            Stages.joinUninterruptibly(this.store.evict(key));
            return true;
        });
    }

    void expire(CacheKey key) {
        evicted(key, () -> {
            Stages.joinUninterruptibly(this.store.expire(key));
            return true;
        });
    }

    void clear(String cache) {
        try {
            long mark = Stages.joinUninterruptibly(this.store.clear(cache, this.marks.known(cache).cleared()));
            this.marks.advance(cache, Marks.cleared(mark));
        }
        finally {
            this.local.cleared(cache); // even if the store did not answer, as with one
                                       // key
        }
        this.listener.onEvent(new CacheCleared(cache));
    }

    void expireAll(String cache) {
        try {
            long mark = Stages.joinUninterruptibly(this.store.expireAll(cache, this.marks.known(cache).expired()));
            this.marks.advance(cache, Marks.expired(mark));
        }
        finally {
            this.local.memory().forgetAll(cache);
        }
        this.listener.onEvent(new CacheExpired(cache));
    }

    /** Takes note of a signal. */
    void receive(Signal signal) {
        this.local.memory().signalled();
        if (signal instanceof Signal.Filled filled) {
            this.pauses.wake(filled.key());
            this.local.signals().signal(filled.key());
        }
        else if (signal instanceof Signal.Failed failed) {
            this.local.signals().signal(failed.key());
        }
        else if (signal instanceof Signal.Evicted evicted) {
            changed(evicted.key());
            this.local.signals().signal(evicted.key());
        }
        else if (signal instanceof Signal.Cleared cleared) {
            cleared(cleared.cache(), cleared.mark());
        }
        else if (signal instanceof Signal.Expired expired) {
            expired(expired.cache(), expired.mark());
        }
    }

    /** Takes note that signals may have been missed. */
    void missed() {
        this.local.memory().forgetAll();
        this.marks.doubtAll();
    }

    /** Takes note of a change of a key. */
    private void changed(CacheKey key) {
        this.local.changed(key);
        this.pauses.wake(key);
    }

    /** Takes note of a clear. */
    private void cleared(String cache, long mark) {
        if (this.marks.doubt(cache, Marks.cleared(mark))) {
            this.local.cleared(cache);
        }
    }

    /**
     * Takes note of an expiry: flights go on, because what they bring may be served until
     * it is replaced.
     */
    private void expired(String cache, long mark) {
        if (this.marks.doubt(cache, Marks.expired(mark))) {
            this.local.memory().forgetAll(cache);
        }
    }

    /**
     * Asks the store for clears and expiries whose signals were lost.
     * @throws CacheUnavailableException if it does not answer
     */
    void refreshMarks() {
        this.marks.refresh();
    }

    private void evicted(CacheKey key, BooleanSupplier storeChange) {
        if (change(key, storeChange)) {
            this.listener.onEvent(new Evicted(key));
        }
    }

    private boolean change(CacheKey key, BooleanSupplier storeChange) {
        boolean applied;
        try {
            applied = storeChange.getAsBoolean();
        }
        finally {
            // Even if the store did not answer: the change may have been carried out.
            changed(key);
        }
        if (!applied) {
            this.listener.onEvent(new Outdated(key));
        }
        return applied;
    }

}
