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
 * The marks of each cache, as far as this instance knows them. They are asked for when a
 * cache is first used, move when a signal arrives, and are asked for again every second
 * in case the signal was lost.
 */
final class CacheMarks {

    private final EntryStore store;

    private final Map<String, Marks> known = new ConcurrentHashMap<>();

    CacheMarks(EntryStore store) {
        this.store = store;
    }

    /**
     * Returns the marks of a cache.
     * @throws CacheUnavailableException if they are not known yet and the store does not
     * answer
     */
    Marks of(String cache) {
        Marks marks = this.known.get(cache);
        return (marks != null) ? marks
                : advance(cache, this.store.marks(Set.of(cache)).getOrDefault(cache, Marks.NEVER));
    }

    /**
     * Whether the cache was cleared since the load began.
     * @throws CacheUnavailableException if that is not known yet and the store does not
     * answer
     */
    boolean isCleared(String cache, Instant loadStart) {
        return of(cache).isCleared(loadStart);
    }

    /** Moves the marks of a cache forward, never back; returns them. */
    Marks advance(String cache, Marks marks) {
        return this.known.merge(cache, marks, Marks::with);
    }

    /**
     * Asks the store for the marks of all caches in use.
     * @param cleared hears of each cache that was cleared unnoticed, at once
     * @throws CacheUnavailableException if it does not answer
     */
    void refresh(Consumer<String> cleared) {
        Set<String> inUse = Set.copyOf(this.known.keySet());
        if (inUse.isEmpty()) {
            return;
        }
        this.store.marks(inUse).forEach((cache, marks) -> {
            Instant before = this.known.getOrDefault(cache, Marks.NEVER).cleared();
            advance(cache, marks);
            if (marks.cleared().isAfter(before)) {
                cleared.accept(cache);
            }
        });
    }

}
