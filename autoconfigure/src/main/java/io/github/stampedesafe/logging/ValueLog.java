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

import io.github.stampedesafe.event.ValueEvent;
import io.github.stampedesafe.event.ValueEvent.Foreign;
import io.github.stampedesafe.event.ValueEvent.Outdated;
import io.github.stampedesafe.event.ValueEvent.Oversized;
import io.github.stampedesafe.event.ValueEvent.PublishRefused;
import io.github.stampedesafe.event.ValueEvent.Unfaithful;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.event.ValueEvent.Unwritable;

/**
 * Lines about values that cannot be stored or read: each kind is a warning once per
 * cache, because it is mostly the type that is wrong, and every call would tell of it.
 */
final class ValueLog {

    private final Set<Kind> logged = ConcurrentHashMap.newKeySet();

    void log(ValueEvent event) {
        if (event instanceof PublishRefused) {
            KeyLine.debug(event,
                    "A loaded value of key '%s' of cache '%s' was not stored, because the key was changed meanwhile");
        }
        else if (event instanceof Outdated) {
            KeyLine.debug(event, "A write of key '%s' of cache '%s' was ignored, because a higher version is stored");
        }
        else if (event instanceof Unwritable value) {
            once(value, value.failure(),
                    "A value of key '%s' of cache '%s' could not be written and was not stored, so that calls are not cached",
                    String.valueOf(value.failure().getMessage()));
        }
        else if (event instanceof Oversized value) {
            once(value, null,
                    "A value of key '%s' of cache '%s' is larger than its 'max-entry-size' and was not stored",
                    "it has %d bytes, the limit is %s. Raise the limit, set 'compress-above', or cache smaller values."
                        .formatted(value.size().bytes(), value.limit()));
        }
        else if (event instanceof Unfaithful value) {
            unfaithful(value);
        }
        else if (event instanceof Unreadable value) {
            once(value, value.failure(),
                    "What is stored for key '%s' of cache '%s' could not be read and is loaded again",
                    String.valueOf(value.failure().getMessage()));
        }
        else if (event instanceof Foreign value) {
            once(value, null, "What is stored for key '%s' of cache '%s' is of another type and is loaded again",
                    ("it holds %s, and %s is asked for. Give types that share keys caches of their own, unless they "
                            + "are one type in two releases.")
                        .formatted(value.found(), value.expected()));
        }
    }

    /** Once for each method of a cache, because each has a type of its own. */
    private void unfaithful(Unfaithful value) {
        String what = value.method().isEmpty() ? "A value" : "What %s returns".formatted(value.method());
        String part = value.path().isEmpty() ? "" : "'%s': ".formatted(value.path());
        String message = "%3$s for key '%1$s' of cache '%2$s' does not come back from the cache as it was loaded and %4$s: %5$s%6$s. %7$s";
        Object[] details = { what, value.isStored() ? "is stored all the same" : "is not stored", part, value.change(),
                value.remedy() };
        if (isFirst(value, value.method())) {
            KeyLine.warn(value, message, details);
        }
        else {
            KeyLine.debug(value, message, details);
        }
    }

    private void once(ValueEvent event, @Nullable Throwable failure, String message, String reason) {
        KeyLine.once(isFirst(event, ""), "of this cache", event, failure, message, reason);
    }

    private boolean isFirst(ValueEvent event, String method) {
        return this.logged.add(new Kind(event.getClass(), event.cache(), method));
    }

    /** What is warned of once. */
    private record Kind(Class<?> event, String cache, String method) {
    }

}
