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

import io.github.stampedesafe.core.Entry;
import io.github.stampedesafe.core.Payload;

import static org.assertj.core.api.Assertions.assertThat;

class EntryCodecTests {

    private static final Payload PAYLOAD = Payload.of(new byte[] { '4', '2' });

    private static final Duration MAX_COST = Duration.ofNanos(EntryCodec.MAX_COST_MICROS * 1_000);

    static Stream<Arguments> layout() {
        return Stream.of(
                Arguments.of("01 00 0000000000000000 0000000000000000 0000000000000000 0000000000000000 3432",
                        entry(0, 0, Duration.ZERO, null, Entry.Kind.VALUE, PAYLOAD)),
                Arguments.of("01 04 0000019aa0b4d800 0000019aa0bdffc0 00000000000004d2 0000000000000007 3432",
                        entry(1_763_632_797_696L, 1_763_633_397_696L, Duration.ofNanos(1_234_000), 7L, Entry.Kind.VALUE,
                                PAYLOAD)),
                Arguments.of("01 01 0000000000000001 0000000000000002 0000000000000003 0000000000000000",
                        entry(1, 2, Duration.ofNanos(3_000), null, Entry.Kind.VALUE, Payload.ofNull())),
                Arguments.of("01 02 0000000000000001 0000000000000002 0000000000000003 0000000000000000",
                        entry(1, 2, Duration.ofNanos(3_000), null, Entry.Kind.EXPIRED, Payload.of(new byte[0]))),
                Arguments.of("01 04 0000000000000001 0000000000000002 0000000000000003 0000000000000000",
                        entry(1, 2, Duration.ofNanos(3_000), 0L, Entry.Kind.VALUE, Payload.of(new byte[0]))),
                Arguments.of("01 07 0000000000000001 0000000000000002 0000000000000003 ffffffffffffffff",
                        entry(1, 2, Duration.ofNanos(3_000), -1L, Entry.Kind.EXPIRED, Payload.ofNull())),
                Arguments.of("01 0c 0000000000000001 0000000000000002 0000000000000000 0000000000000009",
                        entry(1, 2, Duration.ZERO, 9L, Entry.Kind.TOMBSTONE, Payload.of(new byte[0]))),
                Arguments.of("01 04 7fffffffffffffff 7fffffffffffffff 001fffffffffffff 8000000000000000 ff",
                        entry(Long.MAX_VALUE, Long.MAX_VALUE, MAX_COST, Long.MIN_VALUE, Entry.Kind.VALUE,
                                Payload.of(new byte[] { -1 }))));
    }

    @ParameterizedTest
    @MethodSource("layout")
    void bytesAreWhatTheDocumentationSays(String hex, Entry entry) {
        byte[] stored = bytes(hex);

        assertThat(EntryCodec.read(stored)).isEqualTo(entry);
        assertThat(EntryCodec.header(entry)).isEqualTo(Arrays.copyOf(stored, EntryCodec.HEADER_LENGTH));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "01", "01 00 0000000000000001 0000000000000002 0000000000000003 00000000000000",
            "00 04 0000000000000001 0000000000000002 0000000000000003 0000000000000004 3432",
            "02 04 0000000000000001 0000000000000002 0000000000000003 0000000000000004 3432",
            "01 00 0000000000000001 0000000000000002 0000000000000003 0000000000000004 3432",
            "01 0e 0000000000000001 0000000000000002 0000000000000003 0000000000000004 3432",
            "01 10 0000000000000001 0000000000000002 0000000000000003 0000000000000000 3432",
            "01 84 0000000000000001 0000000000000002 0000000000000003 0000000000000004 3432",
            "01 04 8000000000000001 0000000000000002 0000000000000003 0000000000000004 3432",
            "01 04 0000000000000001 8000000000000002 0000000000000003 0000000000000004 3432",
            "01 04 0000000000000001 0000000000000002 8000000000000003 0000000000000004 3432",
            "01 04 0000000000000001 0000000000000002 0020000000000000 0000000000000004 3432" })
    void whatThisReleaseCannotReadIsAbsent(String hex) {
        assertThat(EntryCodec.read(bytes(hex))).isNull();
    }

    @Test
    void anyBytesAreReadWithoutAnExceptionAndWrittenAsTheyWere() {
        Random random = new Random(20261120);
        for (int i = 0; i < 200_000; i++) {
            byte[] stored = new byte[random.nextInt(64)];
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
        byte[] likely = bytes("01 04 0000019aa0b4d800 0000019aa0bdffc0 00000000000004d2 0000000000000007");
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
