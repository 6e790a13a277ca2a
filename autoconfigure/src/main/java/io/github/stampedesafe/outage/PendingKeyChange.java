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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Tombstone;

/**
 * The pending changes of one key as one change: evict, versioned put or tombstone, mark
 * stale, in this order. Merging a newer change keeps the final state, or falls back to a
 * key that is loaded once more. A put without a version becomes an evict, because another
 * instance may store a newer value before the put is delivered, and nothing would tell
 * the two apart.
 *
 * @param key the key
 * @param evicts whether the entry is removed
 * @param versioned the put or tombstone that follows unless the stored version is higher;
 * of several the one with the highest version
 * @param expires whether the value is marked stale in the end
 */
record PendingKeyChange(CacheKey key, boolean evicts, @Nullable Versioned versioned,
        boolean expires) implements PendingChange {

    static PendingKeyChange evict(CacheKey key) {
        return new PendingKeyChange(key, true, null, false);
    }

    static PendingKeyChange expire(CacheKey key) {
        return new PendingKeyChange(key, false, null, true);
    }

    static PendingKeyChange put(CacheKey key, NewEntry newEntry) {
        Long version = newEntry.version();
        return (version != null)
                ? new PendingKeyChange(key, false, new Versioned(version, (store) -> store.put(key, newEntry)), false)
                : evict(key);
    }

    static PendingKeyChange tombstone(CacheKey key, Tombstone tombstone) {
        return new PendingKeyChange(key, false,
                new Versioned(tombstone.version(), (store) -> store.evict(key, tombstone)), false);
    }

    @Override
    public String cache() {
        return this.key.cache();
    }

    @Override
    public CompletionStage<Signal> deliver(EntryStore store) {
        CompletionStage<?> done = CompletableFuture.completedFuture(null);
        if (this.evicts) {
            done = store.evict(this.key);
        }
        Versioned versioned = this.versioned;
        if (versioned != null) {
            done = done.thenCompose((evicted) -> versioned.change().deliver(store));
        }
        if (this.expires) {
            done = done.thenCompose((stored) -> store.expire(this.key));
        }
        return done.thenApply((all) -> new Signal.Evicted(this.key));
    }

    /** Returns the change that does what older changes and then this one do. */
    PendingKeyChange after(PendingKeyChange older) {
        return this.evicts ? this : new PendingKeyChange(this.key, older.evicts,
                newest(older.versioned, this.versioned), older.expires || this.expires);
    }

    /**
     * Whether a late delivery of this change would undo a newer one that was carried out:
     * a put would undo an evict, a mark of staleness and a put of the same version; an
     * evict would undo a put.
     */
    boolean undoes(PendingKeyChange newer) {
        if (newer.evicts || this.versioned == null) {
            return newer.evicts ? this.versioned != null : newer.versioned != null && this.evicts;
        }
        return (newer.versioned != null) ? this.evicts || this.versioned.version() == newer.versioned.version()
                : !this.expires;
    }

    /**
     * Whether this change, carried out, makes an older pending one needless that would
     * not undo it.
     */
    boolean covers(PendingKeyChange older) {
        if (this.versioned == null || older.versioned == null) {
            return this.versioned == null && older.versioned == null && !older.evicts;
        }
        return !older.evicts && this.versioned.version() >= older.versioned.version();
    }

    /** Whether the put or tombstone of this change is that of another one. */
    boolean hasPutOf(PendingKeyChange other) {
        return this.versioned != null && this.versioned.equals(other.versioned);
    }

    private static @Nullable Versioned newest(@Nullable Versioned older, @Nullable Versioned newer) {
        if (older == null || newer == null) {
            return (older != null) ? older : newer;
        }
        return (newer.version() >= older.version()) ? newer : older;
    }

    /**
     * A put or tombstone. The store ignores it if the stored version is higher.
     *
     * @param version the version
     * @param change puts the value or the tombstone
     */
    record Versioned(long version, Step change) {
    }

    /** One operation of the store. */
    @FunctionalInterface
    interface Step {

        CompletionStage<Boolean> deliver(EntryStore store);

    }

}
