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

import java.time.Duration;
import java.time.Instant;

/**
 * A stored value with its times. All instants are the store's own time, to the
 * millisecond, so that instances with skewed clocks judge an entry alike.
 *
 * @param loadStart when the load that produced the value began
 * @param freshUntil end of the time to live
 * @param cost how long the load took, to the microsecond; zero if unknown
 * @param version version of the value, zero if it has none
 * @param expired whether the entry was marked stale ahead of its time: it is served, and
 * renewed at once
 * @param payload the value
 */
public record Entry(Instant loadStart, Instant freshUntil, Duration cost, long version, boolean expired,
        Payload payload) {

    /**
     * Whether both are the same stored value: what the leader of a load saw before it
     * took the lease is compared with what is there once it holds it.
     * @param other the entry to compare with
     */
    public boolean isSameAs(Entry other) {
        return this.loadStart.equals(other.loadStart) && this.freshUntil.equals(other.freshUntil)
                && this.expired == other.expired && this.version == other.version && this.cost.equals(other.cost);
    }

}
