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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Payload;

/**
 * The bytes of a stored entry: a header of 58 bytes, then the payload. Numbers are signed
 * and big-endian; instants and the cost are below 2^53, marks below 2^45.
 *
 * <pre>
 *  0  version of this layout, 2
 *  1  flags: bit 0 the value is null, bit 1 the entry is marked expired, bit 2 it has a version,
 *     bit 3 it is the tombstone of an evicted value, bit 4 the payload is compressed
 *  2  start of the load, in ms since 1970
 * 10  end of the time to live, in ms since 1970
 * 18  cost of the load, in µs
 * 26  version of the value, 0 if it has none
 * 34  mark of the last clear of the cache that was known when the load began, 0 for none
 * 42  mark of the last expiry of the whole cache that was known then, 0 for none
 * 50  fingerprint of the shape of the value's type, 0 if it is not known or the value is null
 * </pre>
 *
 * Which headers can be read is also decided in {@code prelude.lua}, and must be decided
 * alike: a header that only one side can read would never compare equal to what was seen.
 */
final class EntryCodec {

    static final int HEADER_LENGTH = 58;

    static final long MAX_COST_MICROS = (1L << 53) - 1;

    /** Past the year 280,000, and far enough from any overflow. */
    private static final long MAX_MILLIS = (1L << 53) - 1;

    private static final byte VERSION = 2;

    private static final byte NULL = 1;

    private static final byte EXPIRED = 2;

    private static final byte VERSIONED = 4;

    private static final byte TOMBSTONE = 8;

    private static final byte COMPRESSED = 16;

    private EntryCodec() {
    }

    /**
     * Returns the entry, or {@code null} if the bytes are not one that this release can
     * read.
     */
    static @Nullable Entry read(byte[] stored) {
        if (stored.length < HEADER_LENGTH) {
            return null;
        }
        ByteBuffer header = ByteBuffer.wrap(stored);
        byte version = header.get();
        byte flags = header.get();
        long start = header.getLong();
        long freshUntil = header.getLong();
        long cost = header.getLong();
        long valueVersion = header.getLong();
        long cleared = header.getLong();
        long expired = header.getLong();
        long shape = header.getLong();
        if (version != VERSION || !isKnown(flags, valueVersion, shape) || !isWithin(MAX_MILLIS, start, freshUntil)
                || !isWithin(MAX_COST_MICROS, cost, 0) || !isWithin(Marks.MAX, cleared, expired)) {
            return null;
        }
        return new Entry(Instant.ofEpochMilli(start), Instant.ofEpochMilli(freshUntil),
                Duration.of(cost, ChronoUnit.MICROS), ((flags & VERSIONED) != 0) ? valueVersion : null, kind(flags),
                new Marks(cleared, expired), payload(stored, flags, shape));
    }

    private static Payload payload(byte[] stored, byte flags, long shape) {
        if ((flags & NULL) != 0) {
            return Payload.ofNull();
        }
        return Payload.endOf(stored, HEADER_LENGTH, shape, (flags & COMPRESSED) != 0);
    }

    private static boolean isKnown(byte flags, long version, long shape) {
        boolean isPlain = (flags & ~(NULL | EXPIRED | VERSIONED | TOMBSTONE | COMPRESSED)) == 0;
        boolean isOneKind = (flags & (EXPIRED | TOMBSTONE)) != (EXPIRED | TOMBSTONE);
        return isPlain && isOneKind && ((flags & VERSIONED) != 0 || version == 0)
                && ((flags & NULL) == 0 || (shape == 0 && (flags & COMPRESSED) == 0));
    }

    private static boolean isWithin(long max, long one, long other) {
        return one >= 0 && one <= max && other >= 0 && other <= max;
    }

    /** Returns the header of an entry. */
    static byte[] header(Entry entry) {
        return ByteBuffer.allocate(HEADER_LENGTH)
            .put(VERSION)
            .put((byte) (flags(entry.payload(), entry.version()) | flag(entry.kind())))
            .putLong(entry.loadStart().toEpochMilli())
            .putLong(entry.freshUntil().toEpochMilli())
            .putLong(micros(entry.cost()))
            .putLong((entry.version() != null) ? entry.version() : 0)
            .putLong(entry.stamps().cleared())
            .putLong(entry.stamps().expired())
            .putLong(entry.payload().shape())
            .array();
    }

    /** Returns the flags of an entry that is neither expired nor a tombstone. */
    static byte flags(Payload payload, @Nullable Long version) {
        return (byte) ((payload.isNull() ? NULL : 0) | (payload.isCompressed() ? COMPRESSED : 0)
                | ((version != null) ? VERSIONED : 0));
    }

    private static byte flag(Entry.Kind kind) {
        return switch (kind) {
            case VALUE -> 0;
            case EXPIRED -> EXPIRED;
            case TOMBSTONE -> TOMBSTONE;
        };
    }

    private static Entry.Kind kind(byte flags) {
        if ((flags & TOMBSTONE) != 0) {
            return Entry.Kind.TOMBSTONE;
        }
        return ((flags & EXPIRED) != 0) ? Entry.Kind.EXPIRED : Entry.Kind.VALUE;
    }

    /** Returns whole microseconds, as many as a header can hold. */
    static long micros(Duration cost) {
        Duration max = Duration.of(MAX_COST_MICROS, ChronoUnit.MICROS);
        if (cost.isNegative()) {
            return 0;
        }
        return (cost.compareTo(max) < 0) ? cost.toNanos() / 1_000 : MAX_COST_MICROS;
    }

}
