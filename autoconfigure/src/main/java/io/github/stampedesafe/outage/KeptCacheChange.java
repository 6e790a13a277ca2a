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

import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Signal;

/**
 * What is left to do of the changes of a whole cache.
 *
 * @param cache name of the cache
 * @param clears whether it is to be cleared; if not, it is to be marked stale
 * @param known the highest mark of such changes that was known
 */
record KeptCacheChange(String cache, boolean clears, long known) implements KeptChange {

    static KeptCacheChange clear(String cache, long known) {
        return new KeptCacheChange(cache, true, known);
    }

    static KeptCacheChange expireAll(String cache, long known) {
        return new KeptCacheChange(cache, false, known);
    }

    @Override
    public Signal deliver(EntryStore store) {
        return this.clears ? new Signal.Cleared(this.cache, store.clear(this.cache, this.known))
                : new Signal.Expired(this.cache, store.expireAll(this.cache, this.known));
    }

}
