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

package io.github.stampedesafe.actuate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** What an operator can do to a cache. */
enum Operation {

    /** Removes a key. */
    EVICT(true),

    /** Marks a key stale. */
    EXPIRE(true),

    /** Recomputes a key now. */
    RECOMPUTE(true),

    /** Removes all keys. */
    CLEAR(false),

    /** Marks all keys stale. */
    EXPIRE_ALL(false);

    private static final String NAMES = Arrays.stream(values()).map(Operation::text).collect(Collectors.joining(", "));

    private final boolean ofKey;

    Operation(boolean ofKey) {
        this.ofKey = ofKey;
    }

    /** Whether it is done to one key. */
    boolean isOfKey() {
        return this.ofKey;
    }

    /** Returns its name as an operator writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the operation of a name.
     * @throws RefusedRequestException if there is none
     */
    static Operation of(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw RefusedRequestException.invalid("'operation' is missing. Write one of: %s.".formatted(NAMES));
        }
        return Arrays.stream(values())
            .filter((operation) -> operation.text().equals(name))
            .findFirst()
            .orElseThrow(() -> RefusedRequestException
                .invalid("There is no operation '%s'. Write one of: %s.".formatted(name, NAMES)));
    }

}
