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
import java.util.stream.Collectors;

/**
 * The marks of each cache, as far as this instance knows them. They are asked for when a
 * cache is first used, move when a signal arrives, and are asked for again every second
 * in case the signal was lost. A signal alone does not make them known: an earlier one
 * may have been lost, or this one late.
 */
final class CacheMarks {

    private final EntryStore store;

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    CacheMarks(EntryStore store) {
        this.store = store;
    }

    /**
     * Returns the marks of a cache.
     * @throws CacheUnavailableException if they are not known yet and the store does not
     * answer
     */
    Marks of(String cache) {
        Known marks = this.known.get(cache);
        return (marks != null && marks.isAsked()) ? marks.marks()
                : learn(cache, this.store.marks(Set.of(cache)).getOrDefault(cache, Marks.NEVER), true);
    }

    /**
     * Whether the cache was cleared since the load began.
     * @throws CacheUnavailableException if that is not known yet and the store does not
     * answer
     */
    boolean isCleared(String cache, Instant loadStart) {
        return of(cache).isCleared(loadStart);
    }

    /** Moves the marks of a cache forward, never back. */
    void advance(String cache, Marks marks) {
        learn(cache, marks, false);
    }

    /**
     * Asks the store for the marks of all caches in use.
     * @param cleared hears of each cache that was cleared unnoticed, at once
     * @throws CacheUnavailableException if it does not answer
     */
    void refresh(Consumer<String> cleared) {
        Set<String> inUse = this.known.entrySet()
            .stream()
            .filter((entry) -> entry.getValue().isAsked())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
        if (inUse.isEmpty()) {
            return;
        }
        this.store.marks(inUse).forEach((cache, marks) -> {
            Known before = this.known.get(cache);
            advance(cache, marks);
            if (before == null || marks.cleared().isAfter(before.marks().cleared())) {
                cleared.accept(cache);
            }
        });
    }

    private Marks learn(String cache, Marks marks, boolean isAsked) {
        return this.known.merge(cache, new Known(marks, isAsked), Known::with).marks();
    }

    /**
     * What is known of one cache.
     *
     * @param marks the latest marks
     * @param isAsked whether the store was asked for them
     */
    private record Known(Marks marks, boolean isAsked) {

        Known with(Known other) {
            return new Known(this.marks.with(other.marks), this.isAsked || other.isAsked);
        }

    }

}
