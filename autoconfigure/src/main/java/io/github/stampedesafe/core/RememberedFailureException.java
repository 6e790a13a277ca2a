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

import java.time.Instant;

/**
 * A load of the key failed a short time ago, on this instance or another, and
 * {@code failure-ttl} keeps everybody from trying again; there is no stale value to
 * serve. Whoever waited for that load got its own exception instead.
 */
public final class RememberedFailureException extends StampedeSafeException {

    private final CacheKey key;

    private final RememberedFailure failure;

    /**
     * Creates the exception.
     * @param key the key
     * @param failure what is remembered
     */
    public RememberedFailureException(CacheKey key, RememberedFailure failure) {
        super("A load of key '%s' of cache '%s' failed at %s and is not tried again before its failure-ttl is over: %s: %s"
            .formatted(key.text(), key.cache(), failure.at(), failure.type(), failure.message()), null);
        this.key = key;
        this.failure = failure;
    }

    /** Returns the name of the cache. */
    public String cache() {
        return this.key.cache();
    }

    /** Returns the text of the key. */
    public String key() {
        return this.key.text();
    }

    /** Returns the name of the class of what the load threw. */
    public String failureType() {
        return this.failure.type();
    }

    /** Returns the message of what the load threw, shortened; empty if it had none. */
    public String failureMessage() {
        return this.failure.message();
    }

    /** Returns when the load was over, in the store's time. */
    public Instant failedAt() {
        return this.failure.at();
    }

}
