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

import io.github.stampedesafe.event.CacheEvent.OfKey;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

/**
 * A value was stored, was not stored, or could not be read. A put whose value cannot be
 * stored removes the key.
 */
public sealed interface ValueEvent extends OfKey {

    /**
     * A loaded value was stored.
     *
     * @param key the key
     */
    record Stored(CacheKey key) implements ValueEvent {
    }

    /**
     * A loaded value was not stored, because the key was changed during the load.
     *
     * @param key the key
     */
    record PublishRefused(CacheKey key) implements ValueEvent {
    }

    /**
     * A load, a put or an evict changed nothing, because the stored entry has a higher
     * version.
     *
     * @param key the key
     */
    record Outdated(CacheKey key) implements ValueEvent {
    }

    /**
     * A value was not stored, because it is larger than entries of its cache may be.
     *
     * @param key the key
     * @param size the size of the value, compressed if compression is on
     * @param limit the largest size allowed
     */
    record Oversized(CacheKey key, ByteSize size, ByteSize limit) implements ValueEvent {
    }

    /**
     * A value was not stored, because it could not be turned into bytes.
     *
     * @param key the key
     * @param failure why
     */
    record Unwritable(CacheKey key, RuntimeException failure) implements ValueEvent {
    }

    /**
     * A value does not come back from its bytes as it was loaded. The value is stored
     * only if the policy says so.
     *
     * @param key the key
     * @param method the method that returned the value, empty for code
     * @param path the path from the value to the first part that differs, such as
     * {@code .items[0].name}; empty for the value itself
     * @param change what became of that part, without values, which may be secret
     * @param remedy what to do about it
     * @param isStored whether the value is stored all the same
     */
    record Unfaithful(CacheKey key, String method, String path, String change, String remedy,
            boolean isStored) implements ValueEvent {
    }

    /**
     * A stored value could not be turned into an object. The value counts as absent.
     *
     * @param key the key
     * @param failure why
     */
    record Unreadable(CacheKey key, RuntimeException failure) implements ValueEvent {
    }

    /**
     * A stored value has the shape of another type. The value counts as absent and is
     * loaded again.
     *
     * @param key the key
     * @param found what is known of the type that was stored
     * @param expected the type that the caller asked for
     */
    record Foreign(CacheKey key, String found, String expected) implements ValueEvent {
    }

}
