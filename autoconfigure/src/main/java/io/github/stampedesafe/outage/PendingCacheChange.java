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

import java.util.concurrent.CompletionStage;

import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Signal;

/**
 * A pending clear of a cache, or a pending mark of all its values as stale.
 *
 * @param cache name of the cache
 * @param clears whether the cache is cleared; if not, its values are marked stale
 * @param known the highest mark of the cache that this instance knew
 */
record PendingCacheChange(String cache, boolean clears, long known) implements PendingChange {

    static PendingCacheChange clear(String cache, long known) {
        return new PendingCacheChange(cache, true, known);
    }

    static PendingCacheChange expireAll(String cache, long known) {
        return new PendingCacheChange(cache, false, known);
    }

    @Override
    public CompletionStage<Signal> deliver(EntryStore store) {
        return this.clears
                ? store.clear(this.cache, this.known).thenApply((mark) -> new Signal.Cleared(this.cache, mark))
                : store.expireAll(this.cache, this.known).thenApply((mark) -> new Signal.Expired(this.cache, mark));
    }

}
