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

package io.github.stampedesafe;

/**
 * A load was refused, because {@code max-concurrent-loads} loads of the cache run and
 * {@code max-waiting-loads} wait on this instance, and there is no stale value to serve.
 * The method was not called.
 */
public final class LoadRefusedException extends StampedeSafeException {

    private final String cache;

    private final String key;

    private final int running;

    private final int waiting;

    /**
     * Creates the exception.
     * @param cache name of the cache
     * @param key text of the key that was not loaded
     * @param running how many loads of the cache may run at one time on one instance
     * @param waiting how many may wait
     */
    public LoadRefusedException(String cache, String key, int running, int waiting) {
        super(("Key '%s' of cache '%s' was not loaded, because %d loads of the cache run and %d wait on this instance. "
                + "Raise 'max-concurrent-loads' of the cache if its source can bear more loads at one time, "
                + "or 'max-waiting-loads' if callers can wait longer")
            .formatted(key, cache, running, waiting), null);
        this.cache = cache;
        this.key = key;
        this.running = running;
        this.waiting = waiting;
    }

    /** Returns the name of the cache. */
    public String cache() {
        return this.cache;
    }

    /** Returns the text of the key. */
    public String key() {
        return this.key;
    }

    /** Returns how many loads of the cache may run at one time on one instance. */
    public int maxConcurrentLoads() {
        return this.running;
    }

    /** Returns how many may wait. */
    public int maxWaitingLoads() {
        return this.waiting;
    }

}
