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

package io.github.stampedesafe.logging;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.UnfaithfulValue;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

/**
 * Lines about values that cannot be stored, read or renewed in the background: each kind
 * is a warning once per cache, because it is mostly the type that is wrong, and every
 * call would tell of it.
 */
final class ValueLog {

    private static final Logger logger = LoggerFactory.getLogger(LoggingCacheListener.class);

    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    private final Set<String> foreign = ConcurrentHashMap.newKeySet();

    private final Set<String> oversized = ConcurrentHashMap.newKeySet();

    private final Set<String> unfaithful = ConcurrentHashMap.newKeySet();

    private final Set<String> unwritable = ConcurrentHashMap.newKeySet();

    private final Set<String> needsCaller = ConcurrentHashMap.newKeySet();

    void unwritable(CacheKey key, RuntimeException failure) {
        oncePerCache(this.unwritable, key,
                "A value of key '%s' of cache '%s' could not be written and was not stored, so that calls are not cached",
                String.valueOf(failure.getMessage()), failure);
    }

    void oversized(CacheKey key, ByteSize size, ByteSize limit) {
        oncePerCache(this.oversized, key,
                "A value of key '%s' of cache '%s' is larger than its 'max-entry-size' and was not stored",
                "it has %d bytes, the limit is %s. Raise the limit, set 'compress-above', or cache smaller values."
                    .formatted(size.bytes(), limit),
                null);
    }

    /** Once for each method of a cache, because each has a type of its own. */
    void unfaithful(CacheKey key, UnfaithfulValue value) {
        String what = value.method().isEmpty() ? "A value" : "What %s returns".formatted(value.method());
        String part = value.path().isEmpty() ? "" : "'%s': ".formatted(value.path());
        String message = "%s for key '%s' of cache '%s' does not come back from the cache as it was loaded and %s: %s%s. %s"
            .formatted(what, key.text(), key.cache(), value.isStored() ? "is stored all the same" : "is not stored",
                    part, value.change(), value.remedy());
        boolean isFirst = this.unfaithful.add(key.cache() + " " + value.method());
        LoggingCacheListener.write(isFirst ? Level.WARN : Level.DEBUG, key, 1, message, null);
    }

    void unreadable(CacheKey key, RuntimeException failure) {
        oncePerCache(this.unreadable, key,
                "What is stored for key '%s' of cache '%s' could not be read and is loaded again",
                String.valueOf(failure.getMessage()), failure);
    }

    void foreign(CacheKey key, String found, String expected) {
        oncePerCache(this.foreign, key,
                "What is stored for key '%s' of cache '%s' is of another type and is loaded again",
                ("it holds %s, and %s is asked for. Give types that share keys caches of their own, unless they are one "
                        + "type in two releases.")
                    .formatted(found, expected),
                null);
    }

    /** Once per cause: each method has causes of its own. */
    void needsCaller(CacheKey key, LoadNeedsCallerException reason) {
        String cause = String.valueOf(reason.getMessage());
        once(this.needsCaller.add(cause), "for this cause", key,
                "Key '%s' of cache '%s' is not renewed in the background, but by a caller when it is due", cause,
                reason.getCause());
    }

    private static void oncePerCache(Set<String> logged, CacheKey key, String message, String reason,
            @Nullable Throwable failure) {
        once(logged.add(key.cache()), "of this cache", key, message, reason, failure);
    }

    private static void once(boolean isFirst, String others, CacheKey key, String message, String reason,
            @Nullable Throwable failure) {
        if (isFirst) {
            LoggingCacheListener.write(Level.WARN, key, 1, (message + " (further ones %s are logged at DEBUG): %s")
                .formatted(key.text(), key.cache(), others, reason), failure);
        }
        else if (logger.isDebugEnabled()) {
            LoggingCacheListener.write(Level.DEBUG, key, 1,
                    (message + ": %s").formatted(key.text(), key.cache(), reason), null);
        }
    }

}
