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

import java.time.Instant;

/**
 * A load of the key failed less than {@code failure-ttl} ago, on this instance or
 * another, so the method was not called, and there is no stale value to serve. Callers
 * that waited for the failed load got its own exception.
 */
public final class RememberedFailureException extends StampedeSafeException {

    private final String cache;

    private final String key;

    private final String failureType;

    private final String failureMessage;

    private final Instant failedAt;

    /**
     * Creates the exception.
     * @param cache name of the cache
     * @param key text of the key
     * @param failureType name of the class of what the load threw
     * @param failureMessage its message, empty if it had none
     * @param failedAt when the load was over, in the store's time
     */
    public RememberedFailureException(String cache, String key, String failureType, String failureMessage,
            Instant failedAt) {
        super("A load of key '%s' of cache '%s' failed at %s and is not tried again before its failure-ttl is over: %s: %s"
            .formatted(key, cache, failedAt, failureType, failureMessage), null);
        this.cache = cache;
        this.key = key;
        this.failureType = failureType;
        this.failureMessage = failureMessage;
        this.failedAt = failedAt;
    }

    /** Returns the name of the cache. */
    public String cache() {
        return this.cache;
    }

    /** Returns the text of the key. */
    public String key() {
        return this.key;
    }

    /** Returns the name of the class of what the load threw. */
    public String failureType() {
        return this.failureType;
    }

    /** Returns the message of what the load threw, shortened; empty if it had none. */
    public String failureMessage() {
        return this.failureMessage;
    }

    /** Returns when the load was over, in the store's time. */
    public Instant failedAt() {
        return this.failedAt;
    }

}
