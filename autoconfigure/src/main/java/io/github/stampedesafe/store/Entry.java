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
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A stored value with its times. All instants are the store's own time, to the
 * millisecond, so that instances with skewed clocks judge an entry alike.
 *
 * @param loadStart when the load that produced the value began
 * @param freshUntil end of the time to live
 * @param cost how long the load took, to the microsecond; zero if unknown
 * @param version version of the value, {@code null} if it has none
 * @param kind what the entry stands for
 * @param stamps the marks of the cache that were known when the load began
 * @param payload the value, with the fingerprint of its type's shape
 */
public record Entry(Instant loadStart, Instant freshUntil, Duration cost, @Nullable Long version, Kind kind,
        Marks stamps, Payload payload) {

    /** By how much an instance may be wrong about the store's time. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(1);

    /** Creates an entry of a cache of which no mark was known. */
    public Entry(Instant loadStart, Instant freshUntil, Duration cost, @Nullable Long version, Kind kind,
            Payload payload) {
        this(loadStart, freshUntil, cost, version, kind, Marks.NONE, payload);
    }

    /**
     * Whether both are the same stored value: what the leader of a load saw before it
     * took the lease is compared with what is there once it holds it.
     * @param other the entry to compare with
     */
    public boolean isSameAs(Entry other) {
        return this.loadStart.equals(other.loadStart) && this.freshUntil.equals(other.freshUntil)
                && this.kind == other.kind && Objects.equals(this.version, other.version)
                && this.cost.equals(other.cost) && this.stamps.equals(other.stamps)
                && this.payload.shape() == other.payload.shape()
                && this.payload.isCompressed() == other.payload.isCompressed();
    }

    /**
     * Whether the load began later than it can have: the store's clock was set back since
     * then, and the end of the time to live is as much too far away.
     * @param now the store's time
     */
    public boolean isAheadOf(Instant now) {
        return this.loadStart.isAfter(now) && this.loadStart.isAfter(now.plus(CLOCK_ERROR));
    }

    /** Whether a write of a version would be out of date. */
    public boolean isNewerThan(@Nullable Long version) {
        return this.version != null && version != null && this.version > version;
    }

    /**
     * Whether this is a value of another shape.
     * @param shape fingerprint of the shape, 0 if it is not known
     */
    public boolean isForeignTo(long shape) {
        long own = this.payload.shape();
        return own != 0 && shape != 0 && own != shape && this.kind != Kind.TOMBSTONE;
    }

    /** What an entry stands for. */
    public enum Kind {

        /** A value. */
        VALUE,

        /**
         * A value that was marked stale ahead of its time: it is served, and refreshed.
         */
        EXPIRED,

        /** The remembered version of a value that was evicted: nothing to serve. */
        TOMBSTONE

    }

}
