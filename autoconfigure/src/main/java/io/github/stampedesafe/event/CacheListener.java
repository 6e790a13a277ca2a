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

import io.github.stampedesafe.key.CacheKey;

/**
 * Receives what the caches do. Every bean of this type receives the events of all caches.
 * Each method is called on the thread on which the event happens, which may be a caller's
 * thread: an implementation is thread-safe, quick, and throws nothing. One that does not
 * count calls is better a {@link CacheEventListener}.
 */
public interface CacheListener {

    /**
     * A caller was answered with a stored value.
     * @param key the key
     * @param freshness how fresh the value was
     */
    default void hit(CacheKey key, Freshness freshness) {
    }

    /**
     * A caller could not be answered at once.
     * @param key the key
     */
    default void miss(CacheKey key) {
    }

    /**
     * Something else happened.
     * @param event what happened
     */
    default void onEvent(CacheEvent event) {
    }

}
