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

package io.github.stampedesafe.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong, or at least happen, in a schedule. */
enum Trouble {

    /** Keys are put, evicted and expired. */
    CHANGES,

    /** Caches are cleared. */
    CLEARS,

    /** Caches are expired as a whole. */
    EXPIRE_ALL,

    /** Keys are changed, and all puts, evicts and loads have versions. */
    VERSIONS,

    /** Instances are of two releases, in which the stored type has two shapes. */
    RELEASES,

    /** Keys are recomputed ahead of time. */
    RECOMPUTES,

    /** Some gets are asynchronous, and so are some of their loads. */
    ASYNC,

    /** Few loads of a cache run at one time on one instance, and few wait. */
    BOUNDED,

    /** Entries live shortly: they go stale and are refreshed. */
    EXPIRY,

    /** Loads throw. */
    FAILING_LOADS,

    /** Loads throw, and that is remembered for a while. */
    FAILURE_TTL,

    /** Loads return what is not to be stored. */
    UNSTORABLE,

    /** Loads take longer than their deadline. */
    HANGING_LOADS,

    /** Callers are interrupted. */
    INTERRUPTS,

    /** Callers wait a short time. */
    SHORT_WAITS,

    /** Signals do not arrive. */
    LOST_SIGNALS,

    /** Signals arrive late and out of order. */
    LATE_SIGNALS,

    /** Some commands are slow. */
    SLOW_COMMANDS,

    /** An instance stops for ever. */
    CRASH,

    /** An instance stops for longer than a lease. */
    PAUSE,

    /** An instance stops for less than a lease, but longer than a command may take. */
    STANDSTILL,

    /** The store does not answer for a while. */
    OUTAGE,

    /** The store's clock is set, mostly back. */
    CLOCK_STEPS,

    // The others are drawn beside these, so that schedules without them are what they
    // were.

    /** Some loads ask the cache for another key, which all of them need. */
    NESTED,

    /** The store does not answer, and instances remember what they load meanwhile. */
    OUTAGE_TTL,

    /** Some callers of asynchronous gets do not wait for the end. */
    LEAVING,

    /** Instances hold near copies. */
    NEAR,

    /** Values are put for keys that have none. */
    PUTS_IF_ABSENT,

    /** The store does not answer, and instances keep the changes that it did not take. */
    PENDING_CHANGES,

    /** Some gets are for several keys, in any order. */
    SEVERAL,

    /** Keys of a method are recomputed at set times. */
    SCHEDULED,

    /** Registries count who reads what, and recompute what is hot. */
    HOT_KEYS;

    /** Returns what can be drawn like any other. */
    static Trouble[] ordinary() {
        return Arrays.copyOf(values(), NESTED.ordinal());
    }

    /** Returns troubles by their names, separated by commas. */
    static Set<Trouble> parse(String names) {
        Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
        for (String name : names.split(",")) {
            if (!name.isEmpty()) {
                troubles.add(valueOf(name));
            }
        }
        return troubles;
    }

    /** Returns the names of troubles as {@link #parse} reads them. */
    static String format(Set<Trouble> troubles) {
        return troubles.stream().map(Trouble::name).collect(Collectors.joining(","));
    }

}
