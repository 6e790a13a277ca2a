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

import io.github.stampedesafe.event.CacheEvent.OfKey;
import io.github.stampedesafe.key.CacheKey;

/** A wait of a caller or of a load, reported when it ends. */
public sealed interface WaitEvent extends OfKey {

    /** Returns how long the wait took. */
    Duration waited();

    /**
     * A caller waited for the load of another caller of this instance, whatever came of
     * that load. A caller that has to wait for a second load causes a second event.
     *
     * @param key the key
     * @param waited how long this wait took
     */
    record Followed(CacheKey key, Duration waited) implements WaitEvent {
    }

    /**
     * A caller waited for the instance that held the lease. One event stands for all
     * waits of a call.
     *
     * @param key the key
     * @param waited how long all waits of the call took, without what the call did
     * between them, such as a load
     */
    record LeaseWaited(CacheKey key, Duration waited) implements WaitEvent {
    }

    /**
     * A load waited for its turn among the loads of its cache. The wait ends with the
     * turn, with a refusal, with a value that makes the load needless, or when the caller
     * gives up.
     *
     * @param key the key
     * @param waited how long the wait took
     */
    record LoadWaited(CacheKey key, Duration waited) implements WaitEvent {
    }

}
