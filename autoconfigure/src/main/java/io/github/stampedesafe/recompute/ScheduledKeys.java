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

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;

/**
 * The keys of one method, in the order of their next checks: of keys that are checked at
 * the same time, the one that was listed first. A key that was taken out for a check has
 * to be put back. Not thread-safe.
 */
final class ScheduledKeys {

    private Map<CacheKey, Listed> all = Map.of();

    private final Queue<Listed> waiting = new PriorityQueue<>(
            Comparator.comparing(Listed::nextCheck).thenComparingInt(Listed::position));

    /**
     * Lists other keys from now on. What is known of keys that stay is kept.
     * @param requests what is recomputed
     * @param newKey creates a key that was not listed before
     */
    void list(List<Request> requests, Function<Request, ScheduledKey> newKey) {
        Map<CacheKey, Listed> next = new LinkedHashMap<>();
        for (Request request : requests) {
            if (!next.containsKey(request.key())) {
                Listed known = this.all.get(request.key());
                ScheduledKey key = (known != null) ? known.key() : newKey.apply(request);
                next.put(request.key(), new Listed(request, next.size(), key));
            }
        }
        this.all = next;
        sort();
    }

    /**
     * Asks for the load of a key.
     * @return whether the key is listed
     */
    boolean demand(CacheKey cacheKey, Instant now) {
        Listed listed = this.all.get(cacheKey);
        if (listed == null) {
            return false;
        }
        listed.key().demand(now);
        sort();
        return true;
    }

    /** Begins the first check that is due, {@code null} if there is none. */
    @Nullable Listed poll(Instant now) {
        Listed first = this.waiting.peek();
        if (first == null || now.isBefore(first.nextCheck())) {
            return null;
        }
        this.waiting.remove();
        first.key().check(now);
        return first;
    }

    /** Puts a key back whose check has ended, unless it is no longer listed. */
    void putBack(Listed checked) {
        Listed listed = this.all.get(checked.request().key());
        if (listed != null && listed.key().equals(checked.key())) {
            this.waiting.add(listed);
        }
    }

    /** Checks all keys again, because what was planned is worth nothing. */
    void clockWentBack(Instant now) {
        this.all.values().forEach((listed) -> listed.key().clockWentBack(now));
        sort();
    }

    private void sort() {
        this.waiting.clear();
        this.all.values().stream().filter((listed) -> listed.key().nextCheck() != null).forEach(this.waiting::add);
    }

    /**
     * A key, and how it is loaded.
     *
     * @param request what is loaded
     * @param position its place in the list
     * @param key when it is checked
     */
    record Listed(Request request, int position, ScheduledKey key) {

        private Instant nextCheck() {
            return Objects.requireNonNull(this.key.nextCheck(), "The key is being checked");
        }

    }

}
