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

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/** The changes of one cache. */
final class ChangesOfCache {

    private final Map<CacheKey, PendingItem> keys = new HashMap<>();

    private @Nullable PendingItem whole;

    /** Returns the pending changes by key; may be changed. */
    Map<CacheKey, PendingItem> keys() {
        return this.keys;
    }

    /** Returns the pending change of the whole cache. */
    @Nullable PendingItem whole() {
        return this.whole;
    }

    void whole(@Nullable PendingItem whole) {
        this.whole = whole;
    }

    int count() {
        return this.keys.size() + ((this.whole != null) ? 1 : 0);
    }

    boolean isToBeCleared() {
        return this.whole != null && ((PendingCacheChange) this.whole.change()).clears();
    }

    boolean contains(PendingItem item) {
        return item == this.whole
                || (item.change() instanceof PendingKeyChange ofKey && this.keys.get(ofKey.key()) == item);
    }

    /** Values that are pending were put before the whole cache was marked stale. */
    void expirePuts() {
        this.keys.replaceAll((key, item) -> {
            PendingKeyChange expire = PendingKeyChange.expire(key);
            PendingKeyChange pending = (PendingKeyChange) item.change();
            return pending.undoes(expire) ? item.with(expire.after(pending), item.stored()) : item;
        });
    }

    void remove(PendingItem item) {
        if (item.change() instanceof PendingKeyChange ofKey) {
            this.keys.remove(ofKey.key());
        }
        else {
            this.whole = null;
        }
    }

}
