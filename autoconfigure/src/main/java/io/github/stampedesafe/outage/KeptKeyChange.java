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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Fill;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Tombstone;

/**
 * What is left to do of all changes of a key, in this order. Later changes are added so
 * that the end is what it would have been, or a key that is loaded once more. A put
 * without a version is an evict here: somebody else may have stored something newer by
 * the time it is delivered, and nothing would tell which is which.
 *
 * @param key the key
 * @param evicts whether it is to be removed
 * @param versioned what is to be stored then unless there is something newer; of several
 * the one of the highest version
 * @param expires whether it is to be marked stale in the end
 */
record KeptKeyChange(CacheKey key, boolean evicts, @Nullable Versioned versioned,
        boolean expires) implements KeptChange {

    static KeptKeyChange evict(CacheKey key) {
        return new KeptKeyChange(key, true, null, false);
    }

    static KeptKeyChange expire(CacheKey key) {
        return new KeptKeyChange(key, false, null, true);
    }

    static KeptKeyChange put(CacheKey key, Fill fill) {
        Long version = fill.version();
        return (version != null)
                ? new KeptKeyChange(key, false, new Versioned(version, (store) -> store.put(key, fill)), false)
                : evict(key);
    }

    static KeptKeyChange bury(CacheKey key, Tombstone tombstone) {
        return new KeptKeyChange(key, false, new Versioned(tombstone.version(), (store) -> store.evict(key, tombstone)),
                false);
    }

    @Override
    public String cache() {
        return this.key.cache();
    }

    @Override
    public Signal deliver(EntryStore store) {
        if (this.evicts) {
            store.evict(this.key);
        }
        if (this.versioned != null) {
            this.versioned.change().deliver(store);
        }
        if (this.expires) {
            store.expire(this.key);
        }
        return new Signal.Evicted(this.key);
    }

    /** Returns what is left to do of older changes and this one. */
    KeptKeyChange after(KeptKeyChange older) {
        return this.evicts ? this : new KeptKeyChange(this.key, older.evicts, newest(older.versioned, this.versioned),
                older.expires || this.expires);
    }

    /** Whether nothing is left to do of older changes once this one was carried out. */
    boolean covers(KeptKeyChange older) {
        boolean isExpire = this.expires && this.versioned == null;
        return this.evicts || (isExpire && !older.evicts && older.versioned == null);
    }

    private static @Nullable Versioned newest(@Nullable Versioned older, @Nullable Versioned newer) {
        if (older == null || newer == null) {
            return (older != null) ? older : newer;
        }
        return (newer.version() >= older.version()) ? newer : older;
    }

    /**
     * A change that the store ignores if what is stored has a higher version.
     *
     * @param version the version
     * @param change the change
     */
    record Versioned(long version, Step change) {
    }

    /** Something to do. */
    @FunctionalInterface
    interface Step {

        boolean deliver(EntryStore store);

    }

}
