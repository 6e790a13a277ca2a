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

package io.github.stampedesafe.recompute;

/**
 * A rate that forgets: reads and the time in which they came, both weighted by how long
 * ago they were, with a time constant of a minute: of a key that is read once a second,
 * the rate is then right to a tenth or so most of the time. Written by one thread.
 */
final class ReadRate {

    private static final double MEMORY_SECONDS = 60;

    /** Counts as this many seconds without a read: one read makes no rate. */
    private static final double DOUBT_SECONDS = 3;

    private double reads;

    private double seconds = DOUBT_SECONDS;

    private volatile double perSecond;

    /** Adds the reads of the seconds since the last call. */
    void add(long newReads, double newSeconds) {
        double kept = Math.exp(-newSeconds / MEMORY_SECONDS);
        this.reads = this.reads * kept + newReads;
        this.seconds = this.seconds * kept + newSeconds;
        this.perSecond = this.reads / this.seconds;
    }

    /** Returns the reads a second. */
    double perSecond() {
        return this.perSecond;
    }

}
