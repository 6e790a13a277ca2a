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

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a store, by which every instance judges its entries, so that instances with
 * skewed clocks judge an entry alike. Thread-safe; never blocks. Without a bean of this
 * type, the clock of the machine is used.
 */
@FunctionalInterface
public interface StoreClock extends InstantSource {

    /**
     * Returns the time at a moment that has just been. A look for a value calls this
     * instead of {@link #instant()}, because it has looked at the monotonic clock
     * already: a clock that goes by that need not look again.
     * @param nanoTime the moment, as {@link System#nanoTime()} gave it
     * @return the time since the epoch in µs, rounded down
     */
    default long microsAt(long nanoTime) {
        return micros(instant());
    }

    /**
     * Returns a time since the epoch in µs, rounded down. Enough for any time that is
     * stored.
     */
    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

}
