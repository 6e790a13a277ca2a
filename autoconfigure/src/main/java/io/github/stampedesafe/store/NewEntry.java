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

package io.github.stampedesafe.store;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A value to be stored. The store turns it into an {@link Entry} by its own clock.
 *
 * @param payload the value
 * @param fresh how long it is fresh, counted from now; positive
 * @param kept how long it is stored, at least {@code fresh}
 * @param cost how long the load took; zero if unknown, then a replaced entry's cost stays
 * @param version version of the value, {@code null} if it has none
 * @param stamps the marks of the cache that were known when the load or the put began
 */
public record NewEntry(Payload payload, Duration fresh, Duration kept, Duration cost, @Nullable Long version,
        Marks stamps) {

    public NewEntry {
        if (fresh.isNegative() || fresh.isZero() || kept.compareTo(fresh) < 0) {
            throw new IllegalArgumentException("A value must be kept (" + kept + ") at least as long as it is fresh ("
                    + fresh + "), and be fresh for some time");
        }
    }

    /** Creates what is stored in a cache of which no mark is known. */
    public NewEntry(Payload payload, Duration fresh, Duration kept, Duration cost, @Nullable Long version) {
        this(payload, fresh, kept, cost, version, Marks.NONE);
    }

    /**
     * Returns the same with other stamps.
     * @param stamps the marks that were known when the load or the put began
     */
    public NewEntry with(Marks stamps) {
        return new NewEntry(this.payload, this.fresh, this.kept, this.cost, this.version, stamps);
    }

}
