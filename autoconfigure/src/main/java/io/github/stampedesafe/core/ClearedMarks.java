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

package io.github.stampedesafe.core;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * When each cache was last cleared, as far as this instance knows. Entries whose load
 * began up to then are absent. A mark is asked for when a cache is first used, moves when
 * the signal arrives, and is asked for again every second in case the signal was lost.
 */
final class ClearedMarks {

    private final EntryStore store;

    private final Map<String, Instant> marks = new ConcurrentHashMap<>();

    ClearedMarks(EntryStore store) {
        this.store = store;
    }

    /**
     * Whether the cache was cleared since the load began.
     * @throws CacheUnavailableException if that is not known yet and the store does not
     * answer
     */
    boolean isCleared(String cache, Instant loadStart) {
        Instant mark = this.marks.get(cache);
        if (mark == null) {
            mark = advance(cache, this.store.clearedAt(Set.of(cache)).getOrDefault(cache, Instant.MIN));
        }
        return !loadStart.isAfter(mark);
    }

    /** Moves the mark of a cache forward, never back; returns it. */
    Instant advance(String cache, Instant mark) {
        return this.marks.merge(cache, mark, (known, other) -> other.isAfter(known) ? other : known);
    }

    /**
     * Asks the store for the marks of all caches in use.
     * @param cleared hears of each cache that was cleared unnoticed, at once
     * @throws CacheUnavailableException if it does not answer
     */
    void refresh(Consumer<String> cleared) {
        Set<String> inUse = Set.copyOf(this.marks.keySet());
        if (inUse.isEmpty()) {
            return;
        }
        this.store.clearedAt(inUse).forEach((cache, mark) -> {
            if (mark.isAfter(this.marks.getOrDefault(cache, Instant.MIN))) {
                advance(cache, mark);
                cleared.accept(cache);
            }
        });
    }

}
