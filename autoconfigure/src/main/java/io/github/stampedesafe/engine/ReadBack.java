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

package io.github.stampedesafe.engine;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ValueEvent.Unfaithful;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnUnfaithful;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * Reads a value back before it is stored, and compares. What a hit returns is what the
 * load returned: a codec that loses something of a value is found at the first load, not
 * by a caller of the cache.
 */
final class ReadBack {

    /**
     * Larger values are stored as they are. Reading one back would take as long as a load
     * that is worth caching, and only a cache with a 'max-entry-size' of its own has any.
     */
    static final int LARGE = 16 * 1024 * 1024;

    private final CacheListener listener;

    ReadBack(CacheListener listener) {
        this.listener = listener;
    }

    /**
     * Whether a value may be stored. If it does not come back as it is, the listener
     * hears.
     * @param bytes what the codec wrote
     */
    boolean allows(CacheKey key, Policy policy, PayloadCodec codec, Object value, byte[] bytes) {
        if (bytes.length > LARGE) {
            return true;
        }
        Object read;
        try {
            read = codec.read(bytes);
        }
        catch (RuntimeException | StackOverflowError | LinkageError ex) {
            String change = "it cannot be read back (%s)".formatted(ex.getMessage());
            this.listener.onEvent(new Unfaithful(key, codec.method(), "", change, codec.remedy(false), false));
            return false; // no reader could use it
        }
        ValueDifference difference = ValueComparison.between(value, read);
        if (difference == null) {
            return true;
        }
        boolean isStored = policy.onUnfaithful() == OnUnfaithful.STORE;
        String remedy = codec.remedy(difference.isOfClass());
        String acceptance = " Or accept the difference with 'stampede-safe.caches.%s.on-unfaithful=store'."
            .formatted(key.cache());
        this.listener.onEvent(new Unfaithful(key, codec.method(), difference.path(), difference.change(),
                isStored ? remedy : remedy + acceptance, isStored));
        return isStored;
    }

}
