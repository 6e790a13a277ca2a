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

import java.time.Duration;

/**
 * A caller waited for another caller's load, or for its turn to load itself, as long as
 * {@code wait-timeout} allows, and there is no stale value to serve.
 */
public final class WaitTimeoutException extends StampedeSafeException {

    private final String cache;

    private final String key;

    private final Duration waited;

    /**
     * Creates the exception of a caller that waited for another caller's load.
     * @param cache name of the cache
     * @param key text of the key that was waited for
     * @param waited how long
     */
    public WaitTimeoutException(String cache, String key, Duration waited) {
        this("Key '%s' of cache '%s' is being loaded by another caller and was not there after %d ms".formatted(key,
                cache, waited.toMillis()), cache, key, waited);
    }

    private WaitTimeoutException(String message, String cache, String key, Duration waited) {
        super(message, null);
        this.cache = cache;
        this.key = key;
        this.waited = waited;
    }

    /**
     * Returns the exception of a caller whose own load did not have its turn in time.
     * @param cache name of the cache
     * @param key text of the key that was to be loaded
     * @param waited how long the load waited for its turn
     */
    public static WaitTimeoutException inLine(String cache, String key, Duration waited) {
        return new WaitTimeoutException(("Key '%s' of cache '%s' was still waiting for its turn to be loaded after "
                + "%d ms. Raise 'max-concurrent-loads' of the cache if its source can bear more loads at one time")
            .formatted(key, cache, waited.toMillis()), cache, key, waited);
    }

    /** Returns the name of the cache. */
    public String cache() {
        return this.cache;
    }

    /** Returns the text of the key. */
    public String key() {
        return this.key;
    }

    /** Returns how long the caller waited. */
    public Duration waited() {
        return this.waited;
    }

}
