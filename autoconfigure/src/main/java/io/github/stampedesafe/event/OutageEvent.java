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

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheEvent.OfCache;
import io.github.stampedesafe.event.CacheEvent.OfKey;
import io.github.stampedesafe.key.CacheKey;

/** The store or the leases did not answer, or answer again. */
public sealed interface OutageEvent extends CacheEvent {

    /**
     * The store or the leases did not answer a request for a key.
     *
     * @param key the key
     * @param failure why
     */
    record Unavailable(CacheKey key, CacheUnavailableException failure) implements OutageEvent, OfKey {
    }

    /**
     * An outage began: the store stopped answering, or did not carry out a change, which
     * is pending now. One event stands for each outage.
     *
     * @param failure the failure that was noticed first
     */
    record OutageBegan(CacheUnavailableException failure) implements OutageEvent {
    }

    /**
     * An outage is over: the store answers, and all pending changes were delivered. The
     * numbers are those of this instance.
     *
     * @param lasted the time from the first failure to the end
     * @param reads how many reads the store did not answer
     * @param pending how many changes the store did not carry out when they were made
     * @param delivered how many pending changes the store carried out afterwards; fewer
     * than were pending if a newer change of the same key replaced an older one, or many
     * became one clear
     */
    record OutageEnded(Duration lasted, long reads, long pending, long delivered) implements OutageEvent {
    }

    /**
     * Pending changes of one cache will not reach the store one by one.
     *
     * @param cache name of the cache
     * @param changes how many changes
     * @param fate what becomes of the changes
     */
    record Undeliverable(String cache, int changes, Fate fate) implements OutageEvent, OfCache {

        /** What becomes of changes that cannot be delivered. */
        public enum Fate {

            /** The changes were too many: the cache is cleared instead. */
            CLEAR_INSTEAD,

            /**
             * The instance was stopped before the store answered: other instances may
             * serve the evicted entries until their life ends.
             */
            LOST

        }

    }

}
