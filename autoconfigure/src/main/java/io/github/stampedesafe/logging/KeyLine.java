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

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.event.CacheEvent.OfKey;
import io.github.stampedesafe.key.CacheKey;

/**
 * Writes lines about one key. A message is a format whose first two arguments are the
 * text of the key and the name of its cache.
 */
final class KeyLine {

    private static final Logger logger = LoggerFactory.getLogger(LoggingCacheListener.class);

    private KeyLine() {
    }

    /** Warns once in a while. The text is made only for a line that is written. */
    static void warn(Throttle throttle, OfKey event, @Nullable Throwable failure, String message, Object... details) {
        long others = throttle.pass();
        if (others >= 0) {
            String and = (others > 0) ? " (and %d more since the last such line)".formatted(others) : "";
            write(Level.WARN, event.key(), others + 1, text(event, message, details) + and, failure);
        }
    }

    /** Warns the first time, and writes at DEBUG afterwards. */
    static void once(boolean isFirst, String others, OfKey event, @Nullable Throwable failure, String message,
            Object reason) {
        if (isFirst) {
            write(Level.WARN, event.key(), 1,
                    text(event, message + " (further ones %s are logged at DEBUG): %s", others, reason), failure);
        }
        else {
            debug(event, message + ": %s", reason);
        }
    }

    static void warn(OfKey event, String message, Object... details) {
        write(Level.WARN, event.key(), 1, text(event, message, details), null);
    }

    static void debug(OfKey event, String message, Object... details) {
        if (logger.isDebugEnabled()) {
            write(Level.DEBUG, event.key(), 1, text(event, message, details), null);
        }
    }

    private static String text(OfKey event, String message, Object... details) {
        Object[] arguments = new Object[details.length + 2];
        arguments[0] = event.key().text();
        arguments[1] = event.cache();
        System.arraycopy(details, 0, arguments, 2, details.length);
        return message.formatted(arguments);
    }

    private static void write(Level level, CacheKey key, long count, String text, @Nullable Throwable failure) {
        logger.atLevel(level)
            .addKeyValue("cache", key.cache())
            .addKeyValue("key", PrintableText.of(key.text()))
            .addKeyValue("count", count)
            .setCause(failure)
            .log(PrintableText.of(text));
    }

}
