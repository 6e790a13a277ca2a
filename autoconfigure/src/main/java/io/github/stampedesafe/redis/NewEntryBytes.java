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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;

/** Numbers and times as the scripts take them. */
final class NewEntryBytes {

    /** About 142,000 years: Redis refuses times that overflow. */
    private static final Duration MAX_LIFE = Duration.ofMillis(1L << 52);

    private NewEntryBytes() {
    }

    /** Returns the first seven arguments of a script that stores a value. */
    static byte[][] of(NewEntry newEntry) {
        return new byte[][] { millis(newEntry.fresh()), millis(newEntry.kept()),
                { EntryCodec.flags(newEntry.payload(), newEntry.version()) },
                packed(EntryCodec.micros(newEntry.cost())), version(newEntry.version()),
                end(newEntry.stamps(), newEntry.payload().shape()), newEntry.payload().bytes() };
    }

    static byte[] version(@Nullable Long version) {
        return packed((version != null) ? version : 0);
    }

    /** The last three numbers of a header. */
    private static byte[] end(Marks stamps, long shape) {
        return ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(stamps.cleared())
            .putLong(stamps.expired())
            .putLong(shape)
            .array();
    }

    static byte[] packed(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** Whole milliseconds, rounded up: Redis refuses a life of none. */
    static byte[] millis(Duration life) {
        Duration bounded = (life.compareTo(MAX_LIFE) < 0) ? life : MAX_LIFE;
        return Long.toString(bounded.plusNanos(999_999).toMillis()).getBytes(StandardCharsets.US_ASCII);
    }

}
