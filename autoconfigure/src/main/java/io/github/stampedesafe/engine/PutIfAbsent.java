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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;

/**
 * Stores a value for a key that has none, atomically: only if what is stored is still
 * what was seen. An attempt fails only because another change or load of the key has
 * succeeded, so that callers cannot hinder each other for ever. A load of the key that is
 * running is not published.
 */
final class PutIfAbsent {

    /** In each round that fails, the key was changed or loaded. */
    private static final int ROUNDS = 20;

    private final EntryReader reader;

    private final CacheMarks marks;

    private final EntryFactory entryFactory;

    private final Changes changes;

    PutIfAbsent(EntryReader reader, CacheMarks marks, EntryFactory entryFactory, Changes changes) {
        this.reader = reader;
        this.marks = marks;
        this.entryFactory = entryFactory;
        this.changes = changes;
    }

    /**
     * Stores the value, unless the key has one that may be served. Blocks until the store
     * has answered.
     * @param request the key, and how its value is kept; its load is not run
     * @param value the value
     * @return the value that the key has, {@code null} if the given one was stored
     * @throws CacheUnavailableException if the store does not answer
     * @throws PayloadException if the value cannot be stored
     */
    @Nullable Value put(Request request, @Nullable Object value) {
        for (int round = 0; round < ROUNDS; round++) {
            Marks known = this.marks.of(request.key().cache());
            Lookup seen = this.reader.tryLook(request);
            if (seen.failure() != null) {
                throw seen.failure();
            }
            if (seen.isServable()) {
                return new Value(seen.value());
            }
            if (this.changes.replace(request.key(), seen.entry(), request.codec().shape(),
                    newEntry(request, value).with(known))) {
                return null;
            }
        }
        throw new CacheUnavailableException(Reason.GIVEN_UP,
                "Key '%s' of cache '%s' was changed by others each time a value was put".formatted(request.key().text(),
                        request.key().cache()),
                null);
    }

    private NewEntry newEntry(Request request, @Nullable Object value) {
        NewEntry newEntry = this.entryFactory.create(request.key(), request.policy(), request.codec(),
                Loader.Loaded.put(value, null));
        if (newEntry == null) {
            throw new PayloadException(
                    "The value for key '%s' of cache '%s' cannot be stored: the log says why, or it is null and 'null-ttl' is 0"
                        .formatted(request.key().text(), request.key().cache()),
                    null);
        }
        return newEntry;
    }

}
