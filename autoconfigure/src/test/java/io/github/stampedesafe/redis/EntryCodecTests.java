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

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Payload;

import static org.assertj.core.api.Assertions.assertThat;

class EntryCodecTests {

    private static final Payload PAYLOAD = Payload.of(new byte[] { '4', '2' });

    private static final Duration MAX_COST = Duration.ofNanos(EntryCodec.MAX_COST_MICROS * 1_000);

    private static final String NO_STAMPS = " 0000000000000000 0000000000000000 0000000000000000 ";

    private static final String TIMES = " 0000000000000001 0000000000000002 0000000000000003 ";

    static Stream<Arguments> layout() {
        Duration cost = Duration.ofNanos(3_000);
        Payload nothing = Payload.of(new byte[0]);
        return Stream.of(
                Arguments.of("02 00 0000000000000000 0000000000000000 0000000000000000 0000000000000000" + NO_STAMPS
                        + "3432", entry(0, 0, Duration.ZERO, null, Entry.Kind.VALUE, PAYLOAD)),
                Arguments.of(
                        "02 04 0000019aa0b4d800 0000019aa0bdffc0 00000000000004d2 0000000000000007" + NO_STAMPS
                                + "3432",
                        entry(1_763_632_797_696L, 1_763_633_397_696L, Duration.ofNanos(1_234_000), 7L, Entry.Kind.VALUE,
                                PAYLOAD)),
                Arguments.of("02 01" + TIMES + "0000000000000000" + NO_STAMPS,
                        entry(1, 2, cost, null, Entry.Kind.VALUE, Payload.ofNull())),
                Arguments.of("02 02" + TIMES + "0000000000000000" + NO_STAMPS,
                        entry(1, 2, cost, null, Entry.Kind.EXPIRED, nothing)),
                Arguments.of("02 04" + TIMES + "0000000000000000" + NO_STAMPS,
                        entry(1, 2, cost, 0L, Entry.Kind.VALUE, nothing)),
                Arguments.of("02 07" + TIMES + "ffffffffffffffff" + NO_STAMPS,
                        entry(1, 2, cost, -1L, Entry.Kind.EXPIRED, Payload.ofNull())),
                Arguments.of("02 0c 0000000000000001 0000000000000002 0000000000000000 0000000000000009" + NO_STAMPS,
                        entry(1, 2, Duration.ZERO, 9L, Entry.Kind.TOMBSTONE, nothing)),
                Arguments.of(
                        "02 00" + TIMES + "0000000000000000 000000000000000a 000000000000000b 800000000000000c 3432",
                        new Entry(Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), cost, null, Entry.Kind.VALUE,
                                new Marks(10, 11), Payload.of(PAYLOAD.bytes(), Long.MIN_VALUE + 12))),
                Arguments.of("02 10" + TIMES + "0000000000000000" + NO_STAMPS + "3432",
                        entry(1, 2, cost, null, Entry.Kind.VALUE, Payload.compressed(PAYLOAD.bytes(), 0))),
                Arguments.of(
                        "02 04 001fffffffffffff 001fffffffffffff 001fffffffffffff 8000000000000000 "
                                + "00001fffffffffff 00001fffffffffff ffffffffffffffff ff",
                        new Entry(Instant.ofEpochMilli((1L << 53) - 1), Instant.ofEpochMilli((1L << 53) - 1), MAX_COST,
                                Long.MIN_VALUE, Entry.Kind.VALUE, new Marks(Marks.MAX, Marks.MAX),
                                Payload.of(new byte[] { -1 }, -1))));
    }

    @ParameterizedTest
    @MethodSource("layout")
    void bytesAreWhatTheDocumentationSays(String hex, Entry entry) {
        byte[] stored = bytes(hex);

        assertThat(EntryCodec.read(stored)).isEqualTo(entry);
        assertThat(EntryCodec.header(entry)).isEqualTo(Arrays.copyOf(stored, EntryCodec.HEADER_LENGTH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "", "02", "02 00" + TIMES + "0000000000000000 0000000000000000 0000000000000000 00000000000000",
                    "00 04" + TIMES + "0000000000000004" + NO_STAMPS, "01 04" + TIMES + "0000000000000004" + NO_STAMPS,
                    "03 04" + TIMES + "0000000000000004" + NO_STAMPS, "02 00" + TIMES + "0000000000000004" + NO_STAMPS,
                    "02 0e" + TIMES + "0000000000000004" + NO_STAMPS, "02 20" + TIMES + "0000000000000000" + NO_STAMPS,
                    "02 11" + TIMES + "0000000000000000" + NO_STAMPS, "02 84" + TIMES + "0000000000000004" + NO_STAMPS,
                    "02 04 8000000000000001 0000000000000002 0000000000000003 0000000000000004" + NO_STAMPS,
                    "02 04 0000000000000001 8000000000000001 0000000000000003 0000000000000004" + NO_STAMPS,
                    "02 04 0000000000000001 0000000000000002 8000000000000001 0000000000000004" + NO_STAMPS,
                    "02 04" + TIMES + "0000000000000004 8000000000000001 0000000000000000 0000000000000000",
                    "02 04" + TIMES + "0000000000000004 0000000000000000 8000000000000001 0000000000000000",
                    "02 04 0020000000000000 0000000000000002 0000000000000003 0000000000000004" + NO_STAMPS,
                    "02 04 0000000000000001 0020000000000000 0000000000000003 0000000000000004" + NO_STAMPS,
                    "02 04 0000000000000001 0000000000000002 0020000000000000 0000000000000004" + NO_STAMPS,
                    "02 04" + TIMES + "0000000000000004 0000200000000000 0000000000000000 0000000000000000",
                    "02 04" + TIMES + "0000000000000004 0000000000000000 0000200000000000 0000000000000000",
                    "02 04 7fffffffffffffff 0000000000000002 0000000000000003 0000000000000004" + NO_STAMPS,
                    "02 04 0000000000000001 7fffffffffffffff 0000000000000003 0000000000000004" + NO_STAMPS,
                    "02 04 0000000000000001 0000000000000002 7fffffffffffffff 0000000000000004" + NO_STAMPS,
                    "02 04" + TIMES + "0000000000000004 7fffffffffffffff 0000000000000000 0000000000000000",
                    "02 04" + TIMES + "0000000000000004 0000000000000000 7fffffffffffffff 0000000000000000",
                    "02 01" + TIMES + "0000000000000000 0000000000000000 0000000000000000 0000000000000001" })
    void whatThisReleaseCannotReadIsAbsent(String hex) {
        assertThat(EntryCodec.read(bytes(hex))).isNull();
    }

    @Test
    void anyBytesAreReadWithoutAnExceptionAndWrittenAsTheyWere() {
        Random random = new Random(20261120);
        for (int i = 0; i < 200_000; i++) {
            byte[] stored = new byte[random.nextInt(96)];
            random.nextBytes(stored);
            makeLikely(stored, random);

            Entry entry = EntryCodec.read(stored);

            if (entry != null) {
                assertThat(EntryCodec.header(entry)).isEqualTo(Arrays.copyOf(stored, EntryCodec.HEADER_LENGTH));
                assertThat(entry.cost().toNanos()).isNotNegative();
            }
        }
    }

    @Test
    void costIsKeptInMicrosecondsWithinItsRange() {
        assertThat(EntryCodec.micros(Duration.ofNanos(1_999))).isEqualTo(1);
        assertThat(EntryCodec.micros(Duration.ofNanos(-1))).isZero();
        assertThat(EntryCodec.micros(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(EntryCodec.MAX_COST_MICROS);
    }

    /** Random bytes alone are hardly ever an entry. */
    private static void makeLikely(byte[] stored, Random random) {
        byte[] likely = bytes("02 04 0000019aa0b4d800 0000019aa0bdffc0 00000000000004d2 0000000000000007" + NO_STAMPS);
        for (int i = 0; i < Math.min(stored.length, likely.length); i++) {
            if (random.nextInt(16) > 0) {
                stored[i] = likely[i];
            }
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Entry entry(long start, long freshUntil, Duration cost, Long version, Entry.Kind kind,
            Payload payload) {
        return new Entry(Instant.ofEpochMilli(start), Instant.ofEpochMilli(freshUntil), cost, version, kind, payload);
    }

}
