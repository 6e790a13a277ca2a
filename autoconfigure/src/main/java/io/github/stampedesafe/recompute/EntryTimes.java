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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Entry;

/**
 * The times of a stored entry, without its value.
 *
 * @param loadStart when its load began, in the store's time
 * @param freshUntil end of its time to live, in the store's time
 * @param cost how long its load took; zero if unknown
 */
record EntryTimes(Instant loadStart, Instant freshUntil, Duration cost) {

    /** Returns the times of an entry; {@code null} if there is no value. */
    static @Nullable EntryTimes of(@Nullable Entry entry) {
        return (entry != null && entry.kind() != Entry.Kind.TOMBSTONE)
                ? new EntryTimes(entry.loadStart(), entry.freshUntil(), entry.cost()) : null;
    }

    /** Whether an entry has these times. */
    boolean isOf(Entry entry) {
        return this.freshUntil.equals(entry.freshUntil()) && this.loadStart.equals(entry.loadStart());
    }

    /** Returns the whole time to live. */
    Duration life() {
        return Duration.between(this.loadStart.plus(this.cost), this.freshUntil);
    }

    /**
     * Returns when the second half of the time to live begins. A value is neither
     * recomputed nor refreshed early before that, because a key whose load takes about as
     * long as its time to live would otherwise be loaded without pause.
     */
    Instant middle() {
        return this.freshUntil.minus(life().dividedBy(2));
    }

}
