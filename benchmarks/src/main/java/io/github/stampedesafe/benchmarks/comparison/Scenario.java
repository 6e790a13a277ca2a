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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.Arrays;

/**
 * The scenarios, in the order in which they are played: those that harm the processes
 * come last, and the one that replaces the processes is the last of all.
 */
enum Scenario {

    COLD("cold", "Cold key",
            "All callers of all instances ask at once for a key that is not cached; a load takes 200 ms.",
            Misses::cold),

    FAILING("failing", "Failing source",
            "All callers ask at once for a key that is not cached; each load fails after 20 ms.", Misses::failing),

    SLOW("slow", "Slow source with waiting callers",
            "All callers ask at once for a key that is not cached; a load takes 0.6 s.", Misses::slow),

    INDEPENDENT("independent", "Independent key while another loads",
            "While one key loads for 400 ms, callers ask for a cached key and for an absent one that loads in 20 ms; "
                    + "only these callers are measured.",
            Misses::independent),

    EXPIRY("expiry", "Expiry under traffic",
            "For 1.6 s all callers ask for one key every 50 ms; it lives 1 s and loads in 200 ms.", Expiries::one),

    MASS_EXPIRY("mass-expiry", "1,000 keys filled at one instant",
            "1,000 keys with a ttl of 1 s are filled together, then all callers ask for random ones every 50 ms "
                    + "for 1.3 s; a load takes 50 ms.",
            Expiries::many),

    STARVED("starved", "Starved CPU",
            "As expiry under traffic, over four keys, while twice as many threads as there are processors burn CPU.",
            Expiries::starved),

    EVICT("evict", "Evict during a load",
            "Two keys are written and evicted on another instance while they load for 300 ms; all callers ask for "
                    + "one right afterwards and for both when the loads have ended.",
            Changes::evict),

    EVICT_SKEWED("evict-skewed", "Evict during a load, clocks apart",
            "As evict during a load, with a ttl of 1 s; the wall clocks of the instances are 5 s behind, right, "
                    + "and 5 s ahead.",
            Changes::evictBetweenWrongClocks),

    CLEAR("clear", "Clear under traffic",
            "All callers ask for eight keys every 50 ms for 1.2 s; after 0.4 s the source is written and one "
                    + "instance clears the cache; a load takes 100 ms.",
            Changes::clear),

    PAUSED("paused", "Paused instance",
            "As expiry under traffic, over four keys; one of the instances is stopped twice for 0.8 s "
                    + "(SIGSTOP); only callers of the others are measured.",
            Troubles::paused),

    REDIS_FROZEN("redis-frozen", "Redis frozen",
            "All callers ask for eight cached keys every 50 ms for 1.4 s; Redis is stopped (SIGSTOP) from 0.2 s "
                    + "to 1.1 s; a load takes 100 ms.",
            Troubles::frozen),

    REDIS_KILLED("redis-killed", "Redis killed, then back",
            "All callers ask for eight cached keys every 50 ms for 1.8 s; Redis is killed at 0.2 s and back, "
                    + "empty, at 1 s; a load takes 100 ms.",
            Troubles::killed),

    RESTART("restart", "Restart of all",
            "All instances are killed and started again with empty memory; then all callers ask at once for "
                    + "20 keys that were cached before; a load takes 200 ms.",
            Troubles::restart);

    private final String id;

    private final String title;

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method
    private final Course course;

    Scenario(String id, String title, String description, Course course) {
        this.id = id;
        this.title = title;
        this.description = description;
        this.course = course;
    }

    static Scenario of(String id) {
        return Arrays.stream(values())
            .filter((scenario) -> scenario.id.equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no scenario '" + id + "'. Name some of "
                    + Arrays.stream(values()).map(Scenario::id).toList() + "."));
    }

    String id() {
        return this.id;
    }

    String title() {
        return this.title;
    }

    String description() {
        return this.description;
    }

    Course course() {
        return this.course;
    }

    /** What happens. */
    @FunctionalInterface
    interface Course {

        /**
         * Plays it; returns what the callers got that are measured.
         * @throws NotApplicableException if the peer has no part in it
         */
        Answers play(Scene scene);

    }

}
