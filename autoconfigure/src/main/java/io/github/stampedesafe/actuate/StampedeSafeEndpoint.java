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

package io.github.stampedesafe.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint that shows what the caches of this instance do, and changes them.
 * Reading blocks for a few commands at most, writing for one.
 */
@Endpoint(id = "stampedesafe")
public final class StampedeSafeEndpoint {

    private final EndpointContext context;

    private final Operations operations;

    private final Show showKeys;

    /**
     * Creates the endpoint.
     * @param context where it looks
     * @param showKeys when keys are shown, which may be personal data
     */
    public StampedeSafeEndpoint(EndpointContext context, Show showKeys) {
        this.context = context;
        this.operations = new Operations(context);
        this.showKeys = showKeys;
    }

    /** Returns what is to be seen of this instance. */
    @ReadOperation
    public StampedeSafeDescriptor instance() {
        return StampedeSafeDescriptor.of(this.context);
    }

    /**
     * Returns what is to be seen of a cache.
     * @param cache its name
     */
    @ReadOperation
    public CacheDescriptor cache(@Selector String cache) {
        return cache(cache, KeyDisplay.of(this.showKeys.isShown(true)));
    }

    CacheDescriptor cache(String cache, KeyDisplay display) {
        return CacheDescriptor.of(this.context, cache, display);
    }

    /**
     * Changes a cache, at once.
     * @param cache its name
     * @param operation {@code evict}, {@code expire}, {@code recompute}, {@code clear} or
     * {@code expire-all}
     * @param key text of the key, if the operation is about one
     */
    @WriteOperation
    public AppliedOperation change(@Selector String cache, @Nullable String operation, @Nullable String key) {
        return this.operations.apply(cache, operation, key);
    }

}
