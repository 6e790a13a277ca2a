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

/**
 * The marks of a cache: one number of its clears, one of its expiries as a whole. Each
 * clear sets the first to a higher number than ever before, each expiry the second.
 * <p>
 * An instance stamps what it loads or puts with the marks that it knew when it began. An
 * entry whose stamp is below the mark of its cache was begun before that mark was set, or
 * by an instance that had not heard of it yet: it does not count. Whether a mark is high
 * or low has nothing to do with the time, although a mark is mostly the store's time in
 * ms: no clock can make an entry outlive a clear.
 *
 * @param cleared entries with a lower stamp are absent, 0 for never cleared
 * @param expired entries with a lower stamp are stale, 0 for never expired
 */
public record Marks(long cleared, long expired) {

    /** The highest mark; as a time in ms, in the year 3084. */
    public static final long MAX = (1L << 45) - 1;

    /** Never cleared, never expired, or nothing known of it. */
    public static final Marks NONE = new Marks(0, 0);

    public Marks {
        if (cleared < 0 || cleared > MAX || expired < 0 || expired > MAX) {
            throw new IllegalArgumentException(
                    "A mark must be from 0 to %d, but the marks are %d and %d".formatted(MAX, cleared, expired));
        }
    }

    /**
     * Returns the marks of a cache that was cleared and never expired.
     * @param mark the mark
     */
    public static Marks cleared(long mark) {
        return new Marks(mark, 0);
    }

    /**
     * Returns the marks of a cache that was expired and never cleared.
     * @param mark the mark
     */
    public static Marks expired(long mark) {
        return new Marks(0, mark);
    }

    /**
     * Returns the higher of each of both.
     * @param other the marks to compare with
     */
    public Marks with(Marks other) {
        return new Marks(Math.max(this.cleared, other.cleared), Math.max(this.expired, other.expired));
    }

    /**
     * Whether one of these is higher than the other's.
     * @param other the marks to compare with
     */
    public boolean exceed(Marks other) {
        return this.cleared > other.cleared || this.expired > other.expired;
    }

    /**
     * Whether an entry is absent.
     * @param stamps its stamps
     */
    public boolean clears(Marks stamps) {
        return stamps.cleared < this.cleared;
    }

    /**
     * Whether an entry is stale.
     * @param stamps its stamps
     */
    public boolean expires(Marks stamps) {
        return stamps.expired < this.expired;
    }

}
