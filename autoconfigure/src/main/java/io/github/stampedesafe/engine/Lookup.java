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
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.store.Entry;

/**
 * What one look at the store found.
 *
 * @param freshness what may be done with it
 * @param entry what is stored, {@code null} if nothing
 * @param value the value of the entry, unless it is {@link Freshness#ABSENT}
 * @param failure why the store did not answer, {@code null} if it did
 */
record Lookup(Freshness freshness, @Nullable Entry entry, @Nullable Object value,
        @Nullable CacheUnavailableException failure) {

    /** Nothing is stored. */
    static final Lookup NOTHING = new Lookup(Freshness.ABSENT, null, null, null);

    /** Something is stored that may not be served. */
    static Lookup absent(Entry entry) {
        return new Lookup(Freshness.ABSENT, entry, null, null);
    }

    /** The store did not answer. */
    static Lookup unavailable(CacheUnavailableException failure) {
        return new Lookup(Freshness.ABSENT, null, null, failure);
    }

    /** Whether the caller can be answered at once. */
    boolean isServable() {
        return this.freshness.isServable();
    }

    /** Whether the value may be served if it cannot be replaced. */
    boolean isLastResort() {
        return this.freshness == Freshness.STALE_IF_ERROR;
    }

}
