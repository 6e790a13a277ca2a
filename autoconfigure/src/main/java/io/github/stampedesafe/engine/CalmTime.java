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

import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.StoreClock;

/**
 * The time of an entry in which every look finds it fresh: from the start of its load
 * until a read may be drawn to refresh it. Almost all hits of a near copy fall into it,
 * and need no judgement. It is empty for what is no fresh value from the beginning.
 *
 * @param from its begin, in the store's time, in µs since the epoch
 * @param until its end, likewise; not part of it
 * @param stamps the marks of the cache with which the entry was begun; as soon as others
 * are known, it has to be judged
 */
record CalmTime(long from, long until, Marks stamps) {

    static CalmTime of(Entry entry) {
        long from = StoreClock.micros(entry.loadStart());
        return new CalmTime(from, (entry.kind() == Entry.Kind.VALUE) ? EarlyExpiration.begin(entry) : from,
                entry.stamps());
    }

    /**
     * Whether a look falls into it.
     * @param now the time of the look, in the store's time, in µs since the epoch
     * @param known the marks of the cache
     */
    boolean contains(long now, Marks known) {
        return this.from <= now && now < this.until && this.stamps.equals(known);
    }

}
