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

package io.github.stampedesafe.event;

import java.time.Duration;
import java.util.List;

import io.github.stampedesafe.key.CacheKey;

/**
 * A snapshot of what an engine is doing. Flights and leases are read one after the other,
 * so a load that ends in between may appear in only one of the lists.
 *
 * @param flights keys whose callers wait together, the oldest first
 * @param leases leases that this instance holds, the oldest first
 */
public record InProgress(List<Flying> flights, List<Held> leases) {

    public InProgress {
        flights = List.copyOf(flights);
        leases = List.copyOf(leases);
    }

    /** What the leader of a flight does. */
    public enum Activity {

        /** It asks the store, or waits for its turn among the loads of its cache. */
        STARTING,

        /** It loads. */
        LOADING,

        /** It waits for the instance that has the lease. */
        WAITING

    }

    /**
     * A flight.
     *
     * @param key its key
     * @param age since its leader came
     * @param activity what its leader does
     * @param followers how many others wait for it, about
     */
    public record Flying(CacheKey key, Duration age, Activity activity, int followers) {
    }

    /**
     * A lease.
     *
     * @param key its key
     * @param age since it was taken
     */
    public record Held(CacheKey key, Duration age) {
    }

}
