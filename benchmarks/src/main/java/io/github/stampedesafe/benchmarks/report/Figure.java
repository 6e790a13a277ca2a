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

package io.github.stampedesafe.benchmarks.report;

import java.util.Locale;

/**
 * What is measured of one cache in one scenario. Of all but the calls, less is better.
 */
enum Figure {

    /** Calls that were made; they are not judged. */
    CALLS("callers", "calls", "", false),

    /** Runs of the cached method. */
    LOADS("loads", "loads", "", true),

    /** The most runs of the method at one moment, over all processes. */
    PEAK("peak", "at once", "", true),

    /** Time to which half of the calls took at most. */
    P50("p50", "p50 ms", "ms", true),

    /** Time that one call in a hundred exceeded. */
    P99("p99", "p99 ms", "ms", true),

    /** Time of the slowest call. */
    MAX("max", "slowest ms", "ms", true),

    /** Commands that Redis carried out. */
    COMMANDS("commands", "Redis commands", "", true),

    /** Values returned to calls that began after a newer one had been written. */
    STALE("stale", "stale", "", false),

    /** Calls that ended with an exception. */
    ERRORS("errors", "errors", "", false);

    private final String field;

    private final String heading;

    private final String unit;

    private final boolean quickByFailing;

    Figure(String field, String heading, String unit, boolean quickByFailing) {
        this.field = field;
        this.heading = heading;
        this.unit = unit;
        this.quickByFailing = quickByFailing;
    }

    /** Returns its name in the file of results. */
    String field() {
        return this.field;
    }

    /** Returns its heading in a table. */
    String heading() {
        return this.heading;
    }

    /** Whether caches are compared by it. */
    boolean isJudged() {
        return this != CALLS;
    }

    /** Whether a cache gets a good figure by failing its callers. */
    boolean isQuickByFailing() {
        return this.quickByFailing;
    }

    /**
     * Writes a value: counts whole unless a median lies between two, times to 0.1 ms
     * below 10 ms.
     */
    String format(double value) {
        boolean whole = this.unit.isEmpty() ? value == Math.rint(value) : value >= 9.95;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", value);
    }

}
