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

package io.github.stampedesafe.event;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.ValueEvent.Oversized;
import io.github.stampedesafe.event.ValueEvent.Stored;
import io.github.stampedesafe.event.ValueEvent.Unfaithful;
import io.github.stampedesafe.event.ValueEvent.Unwritable;

/**
 * Finds the caches that store nothing, because their values cannot be written, do not
 * come back as they were, or are too large. Mostly their type is wrong, and every call
 * loads. A cache is listed from its first value that was not stored to the next one that
 * is. Thread-safe; never blocks.
 */
public final class UncachedCaches implements CacheEventListener {

    private final ConcurrentMap<String, Refused> refused = new ConcurrentHashMap<>();

    /** Returns the caches, sorted by name. */
    public List<Uncached> uncached() {
        return this.refused.entrySet()
            .stream()
            .map((entry) -> entry.getValue().describe(entry.getKey()))
            .sorted(Comparator.comparing(Uncached::cache))
            .toList();
    }

    /** Returns the entry of a cache, {@code null} if it stores its values. */
    public @Nullable Uncached uncached(String cache) {
        Refused values = this.refused.get(cache);
        return (values != null) ? values.describe(cache) : null;
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof Stored stored) {
            if (!this.refused.isEmpty()) {
                this.refused.remove(stored.cache());
            }
        }
        else if (event instanceof Unwritable unwritable) {
            refuse(unwritable, "its values cannot be written");
        }
        else if (event instanceof Oversized oversized) {
            refuse(oversized, "its values are larger than 'max-entry-size', which is " + oversized.limit());
        }
        else if (event instanceof Unfaithful unfaithful && !unfaithful.isStored()) {
            String what = unfaithful.method().isEmpty() ? "a value" : "what " + unfaithful.method() + " returns";
            refuse(unfaithful, what + " does not come back from its bytes as it was loaded");
        }
    }

    private void refuse(ValueEvent event, String reason) {
        this.refused.computeIfAbsent(event.cache(), (same) -> new Refused(reason)).count.increment();
    }

    /**
     * A cache that stores nothing.
     *
     * @param cache name of the cache
     * @param reason why, without a key
     * @param values how many values were not stored
     */
    public record Uncached(String cache, String reason, long values) {

        @Override
        public String toString() {
            return "Calls of cache '%s' are not cached, because %s (%d so far).".formatted(this.cache, this.reason,
                    this.values);
        }

    }

    private record Refused(String reason, LongAdder count) {

        private Refused(String reason) {
            this(reason, new LongAdder());
        }

        private Uncached describe(String cache) {
            return new Uncached(cache, this.reason, this.count.sum());
        }

    }

}
