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

package io.github.stampedesafe.sample.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the page shows at one moment. Times are in ms.
 *
 * @param t since the lab began
 * @param perSecond callers a second in each lane
 * @param scenario that runs, or none
 * @param redis the cache of both lanes
 * @param query what the databases do
 * @param ttl how long a value is fresh
 * @param stale how long after that the protected lane may serve it
 * @param instances by number
 * @param lanes by name
 */
record Frame(long t, int perSecond, @Nullable String scenario, Redis redis, Query query, long ttl, long stale,
        List<Instance> instances, Map<String, Lane> lanes) {

    /**
     * The cache.
     *
     * @param state up, frozen or down
     * @param embedded whether the lab may stop it
     */
    record Redis(String state, boolean embedded) {
    }

    /**
     * The query.
     *
     * @param millis how long it takes
     * @param capacity how many a database runs at one time
     * @param failing whether the databases refuse it
     */
    record Query(long millis, int capacity, boolean failing) {
    }

    /**
     * An instance.
     *
     * @param n its number
     * @param state starting, up, frozen or gone
     */
    record Instance(int n, String state) {
    }

    /**
     * A lane.
     *
     * @param callers since the lab began
     * @param answered since the lab began
     * @param failed since the lab began
     * @param recent answers of the last second
     * @param waiting callers and queries by instance
     * @param database of this lane
     * @param value of the main key
     */
    record Lane(long callers, long answered, long failed, Recent.Summary recent, List<Waiting> waiting,
            Database database, Value value) {
    }

    /**
     * Who waits now for one instance.
     *
     * @param n number of the instance
     * @param callers that wait for it
     * @param queries it has at the database
     * @param sent callers since the lab began
     */
    record Waiting(int n, int callers, int queries, long sent) {
    }

    /**
     * A database.
     *
     * @param running queries
     * @param queued queries
     * @param total queries since the lab began
     */
    record Database(int running, int queued, long total) {
    }

    /**
     * The value, as it was last answered.
     *
     * @param age since its query began, or none
     * @param version of its row, or none
     * @param stored whether the cache has it
     */
    record Value(@Nullable Long age, @Nullable Long version, boolean stored) {

        static Value of(@Nullable Answer answer, long now, Duration kept) {
            if (answer == null) {
                return new Value(null, null, false);
            }
            long age = Math.max(0, now - answer.readAt());
            return new Value(age, answer.version(), age < kept.toMillis());
        }

    }

}
