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

import io.github.stampedesafe.key.CacheKey;

/** A change that was sent past the pending ones; compared by identity. */
final class SentChange {

    private final PendingChange change;

    /** Number of the change that was added last before this one was sent. */
    private final long mark;

    /** Deliveries that ended since, and may have come later than this change. */
    private final Map<CacheKey, PendingKeyChange> late = new HashMap<>();

    SentChange(PendingChange change, long mark) {
        this.change = change;
        this.mark = mark;
    }

    void passes(PendingKeyChange delivered) {
        boolean isConcerned = (this.change instanceof PendingKeyChange ofKey) ? ofKey.key().equals(delivered.key())
                : this.change.cache().equals(delivered.cache());
        if (isConcerned) {
            this.late.merge(delivered.key(), delivered, (older, newer) -> newer.after(older));
        }
    }

    PendingChange change() {
        return this.change;
    }

    long mark() {
        return this.mark;
    }

    /** Returns the deliveries of other changes that may have come later than this one. */
    Map<CacheKey, PendingKeyChange> late() {
        return this.late;
    }

}
