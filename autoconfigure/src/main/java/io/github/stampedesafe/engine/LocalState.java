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

package io.github.stampedesafe.engine;

import io.github.stampedesafe.key.CacheKey;

/**
 * What this instance knows of keys beside the store. A change of a key or a cache, on
 * whatever instance, makes it out of date.
 *
 * @param memory what was loaded in an outage
 * @param flights loads that callers can join
 * @param signals attempts that wait for another instance
 * @param near copies of what is stored
 */
record LocalState(OutageMemory memory, Flights flights, SignalBoard signals, NearCaches near) {

    /**
     * Takes note that a key was changed: later callers join no load that began before.
     */
    void changed(CacheKey key) {
        this.memory.forget(key);
        this.flights.detach(key);
        this.near.changed(key);
    }

    /** Takes note that a cache was cleared: what was loaded before is out of date. */
    void cleared(String cache) {
        this.memory.forgetAll(cache);
        this.flights.detachAll(cache);
        this.signals.signalAll(cache);
        this.near.cleared(cache);
    }

    /**
     * Takes note that a cache was marked stale: flights go on, because what they bring
     * may be served until it is replaced.
     */
    void expired(String cache) {
        this.memory.forgetAll(cache);
        this.near.cleared(cache);
    }

}
