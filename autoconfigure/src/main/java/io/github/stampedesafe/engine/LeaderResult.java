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

import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;

/**
 * How the leader of a flight ended: what it returns, and what its followers get. The two
 * differ if the key was changed during the load.
 *
 * @param value the leader's value
 * @param shared what the followers get
 */
record LeaderResult(@Nullable Object value, FlightResult shared) {

    /** The value was found in the store. */
    static LeaderResult found(LoadAttempt attempt, Lookup lookup) {
        Entry entry = lookup.entry();
        FlightResult shared = (entry != null)
                ? new FlightResult.Stored(entry.payload(), lookup.value(), attempt.request().codec(), attempt.look())
                : new FlightResult.StartOver();
        return new LeaderResult(lookup.value(), shared);
    }

    /** The value was loaded and is in the store. */
    static LeaderResult stored(LoadAttempt attempt, @Nullable Object value, Payload payload) {
        return new LeaderResult(value,
                new FlightResult.Stored(payload, value, attempt.request().codec(), attempt.look()));
    }

    /** The value is not stored, but holds for all callers that waited. */
    static LeaderResult unstored(LoadAttempt attempt, @Nullable Object value) {
        return new LeaderResult(value, new FlightResult.Unstored(value, attempt.request().codec(), attempt.look()));
    }

    /** The value is not stored, and nobody can tell whether it still holds. */
    static LeaderResult unvouched(LoadAttempt attempt, @Nullable Object value) {
        return new LeaderResult(value, new FlightResult.Unvouched(value, attempt.request().codec(), attempt.look()));
    }

    /** The value is an old one that no look vouches for. */
    static LeaderResult unlooked(LoadAttempt attempt, @Nullable Object value) {
        return new LeaderResult(value, new FlightResult.Unvouched(value, attempt.request().codec(), Flight.NO_LOOK));
    }

    /** The value is out of date for calls that began after the change. */
    static LeaderResult refused(@Nullable Object value) {
        return new LeaderResult(value, new FlightResult.StartOver());
    }

}
