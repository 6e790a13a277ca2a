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

package io.github.stampedesafe.core;

/**
 * As many loads of a cache as its {@code max-concurrent-loads} and
 * {@code max-waiting-loads} allow run and wait on this instance, and there is no stale
 * value to serve. The method was not called.
 */
public final class LoadRefusedException extends StampedeSafeException {

    private final CacheKey key;

    private final int running;

    private final int waiting;

    /**
     * Creates the exception.
     * @param key what was not loaded
     * @param policy what bounds the loads of its cache
     */
    public LoadRefusedException(CacheKey key, Policy policy) {
        super(("Key '%s' of cache '%s' was not loaded, because %d loads of the cache run and %d wait on this instance. "
                + "Raise 'max-concurrent-loads' of the cache if its source can bear more loads at one time, "
                + "or 'max-waiting-loads' if callers can wait longer")
            .formatted(key.text(), key.cache(), policy.maxConcurrentLoads(), policy.maxWaitingLoads()), null);
        this.key = key;
        this.running = policy.maxConcurrentLoads();
        this.waiting = policy.maxWaitingLoads();
    }

    /** Returns the name of the cache. */
    public String cache() {
        return this.key.cache();
    }

    /** Returns the text of the key. */
    public String key() {
        return this.key.text();
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
