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

/**
 * When a cache was last cleared and last expired as a whole, in the store's time.
 *
 * @param cleared entries whose load began up to then are absent
 * @param expired entries whose load began up to then are stale
 */
public record Marks(Instant cleared, Instant expired) {

    /** Never cleared, never expired. */
    public static final Marks NEVER = new Marks(Instant.MIN, Instant.MIN);

    /**
     * Returns the marks of a cache that was cleared.
     * @param at when, in the store's time
     */
    public static Marks cleared(Instant at) {
        return new Marks(at, Instant.MIN);
    }

    /**
     * Returns the marks of a cache that was expired.
     * @param at when, in the store's time
     */
    public static Marks expired(Instant at) {
        return new Marks(Instant.MIN, at);
    }

    /** Returns the later of each of both. */
    Marks with(Marks other) {
        return new Marks(later(this.cleared, other.cleared), later(this.expired, other.expired));
    }

    /** Whether an entry whose load began then is absent. */
    boolean isCleared(Instant loadStart) {
        return !loadStart.isAfter(this.cleared);
    }

    /** Whether an entry whose load began then is stale. */
    boolean isExpired(Instant loadStart) {
        return !loadStart.isAfter(this.expired);
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

}
