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

package io.github.stampedesafe.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Signal;

/**
 * The text of a signal on its channel, in UTF-8: the version of this format, the kind,
 * the cache and, behind the first colon, the key, or the mark of the clear or expiry.
 *
 * <pre>
 * 1 filled totals:DE
 * 1 failed totals:DE
 * 1 evicted totals:DE
 * 1 cleared totals:1763632800000
 * 1 expired totals:1763632800000
 * </pre>
 *
 * A cache name has neither blank nor colon; a key may have anything. What another release
 * added is ignored.
 */
final class SignalFormat {

    /** Keys are shorter than this, and names of caches are names. */
    private static final int LONGEST = 4_096;

    private static final String VERSION = "1 ";

    private static final String FILLED = VERSION + "filled ";

    private static final String FAILED = VERSION + "failed ";

    private static final String EVICTED = VERSION + "evicted ";

    private static final String CLEARED = VERSION + "cleared ";

    private static final String EXPIRED = VERSION + "expired ";

    private SignalFormat() {
    }

    static String filled(CacheKey key) {
        return FILLED + key;
    }

    static String failed(CacheKey key) {
        return FAILED + key;
    }

    static String evicted(CacheKey key) {
        return EVICTED + key;
    }

    /** Returns all of the message but the mark, which the script puts behind it. */
    static String clearedBy(String cache) {
        return CLEARED + cache + ":";
    }

    /** Returns all of the message but the mark, which the script puts behind it. */
    static String expiredBy(String cache) {
        return EXPIRED + cache + ":";
    }

    /** Returns the signal, or {@code null} if the message is not one. */
    static @Nullable Signal read(byte[] message) {
        return (message.length <= LONGEST) ? read(new String(message, StandardCharsets.UTF_8)) : null;
    }

    /** Whether a message claims to be in the format of this release. */
    static boolean isOfThisRelease(byte[] message) {
        byte[] version = VERSION.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(version, 0, version.length, message, 0, Math.min(version.length, message.length));
    }

    /** Returns the signal, or {@code null} if the text is not one. */
    static @Nullable Signal read(String text) {
        int colon = text.indexOf(':');
        int blank = text.indexOf(' ', VERSION.length());
        if (colon < 0 || blank < 0 || blank + 1 >= colon) {
            return null;
        }
        String cache = text.substring(blank + 1, colon);
        String rest = text.substring(colon + 1);
        return switch (text.substring(0, blank + 1)) {
            case FILLED -> new Signal.Filled(new CacheKey(cache, rest));
            case FAILED -> new Signal.Failed(new CacheKey(cache, rest));
            case EVICTED -> new Signal.Evicted(new CacheKey(cache, rest));
            case CLEARED -> marked(rest, (mark) -> new Signal.Cleared(cache, mark));
            case EXPIRED -> marked(rest, (mark) -> new Signal.Expired(cache, mark));
            default -> null;
        };
    }

    private static @Nullable Signal marked(String text, LongFunction<Signal> signal) {
        long mark = RedisMarks.number(text);
        return (mark > 0) ? signal.apply(mark) : null;
    }

}
