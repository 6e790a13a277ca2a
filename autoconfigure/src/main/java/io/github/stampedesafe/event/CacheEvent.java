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

import io.github.stampedesafe.event.ChangeEvent.Evicted;
import io.github.stampedesafe.event.ChangeEvent.Put;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.OutageEvent.Undeliverable;
import io.github.stampedesafe.key.CacheKey;

/**
 * One thing that happened, other than a hit or a miss. Each kind of event is a record of
 * one of the families {@link LoadEvent}, {@link WaitEvent}, {@link ValueEvent},
 * {@link ChangeEvent}, {@link OutageEvent} and {@link ScheduleEvent}. A later release may
 * add kinds, so a listener ignores what it does not know.
 */
public sealed interface CacheEvent permits CacheEvent.OfCache, OutageEvent, ScheduleEvent {

    /** An event of one cache. */
    sealed interface OfCache extends CacheEvent permits OfKey, ChangeEvent, Undeliverable {

        /** Returns the name of the cache. */
        String cache();

    }

    /** An event of one key. */
    sealed interface OfKey extends OfCache permits LoadEvent, WaitEvent, ValueEvent, Put, Evicted, Unavailable {

        /** Returns the key. */
        CacheKey key();

        @Override
        default String cache() {
            return key().cache();
        }

    }

}
