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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore.Begin.Started;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the code of earlier layouts wrote, byte by byte, and what becomes of it. Entries
 * of layout 1 count as absent; everything else is read as what it was.
 */
class EarlierLayoutsIT {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final long SHAPE = 0x0123456789abcdefL;

    /** Start of the load, end of the time to live, cost. */
    private static final String TIMES = " 0000019aa0b4e100 0000019aa0be08c0 000000000012d450 ";

    private static final String NO_VERSION = "0000000000000000";

    private static final String VERSION_7 = "0000000000000007";

    private static final String NO_MARKS = " 0000000000000000 0000000000000000 ";

    /** The text <code>{"sum":42}</code>. */
    private static final String SUM = " 7b2273756d223a34327d";

    private static RedisProcess server;

    private static RedisConnections connections;

    private final KeyLayout keys = new KeyLayout(UUID.randomUUID() + ":");

    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

    private final BlockingStore store = new BlockingStore(
            new RedisEntryStore(connections.factory(), this.keys, new CacheListener() {

                @Override
                public void onEvent(CacheEvent event) {
                    EarlierLayoutsIT.this.events.add(event);
                }

            }));

    private final StringRedisTemplate redis = new StringRedisTemplate(connections.factory());

    @BeforeAll
    static void start() {
        server = RedisProcess.start();
        connections = RedisConnections.to(server.host(), server.port());
    }

    @AfterAll
    static void stop() {
        connections.close();
        server.close();
    }

    /** The last one is as long as a header of layout 2, and zeros are valid numbers. */
    static Stream<String> layoutOne() {
        return Stream.of("01 00" + TIMES + NO_VERSION + SUM, "01 01" + TIMES + NO_VERSION,
                "01 02" + TIMES + NO_VERSION + SUM, "01 04" + TIMES + VERSION_7 + SUM, "01 0c" + TIMES + VERSION_7,
                "01 00" + TIMES + NO_VERSION + "00".repeat(24));
    }

    @ParameterizedTest
    @MethodSource("layoutOne")
    void anEntryOfLayoutOneIsAbsentAndIsReplacedByTheNextLoad(String hex) {
        write(this.keys.entry(KEY), hex);

        assertThat(this.store.get(KEY, SHAPE)).isNull();
        assertThat(this.store.getAll(List.of(KEY), SHAPE)).isEmpty();
        await().until(() -> !this.events.isEmpty());

        Claim claim = new Claim("a", null, LONG, false, SHAPE);
        Instant begun = ((Started) this.store.begin(KEY, null, claim)).at();
        assertThat(this.store.publish(KEY, claim, begun, newEntry(null))).isEqualTo(Published.STORED);
        assertThat(this.store.get(KEY, SHAPE).payload()).isEqualTo(payload("new"));
        assertThat(this.redis.hasKey(this.keys.beside(KEY))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("layoutOne")
    void whatIsPutReplacesAnEntryOfLayoutOneWhateverItsVersion(String hex) {
        write(this.keys.entry(KEY), hex);

        assertThat(this.store.put(KEY, newEntry(3L))).isTrue();
        assertThat(this.store.get(KEY, SHAPE).payload()).isEqualTo(payload("new"));
    }

    static Stream<Arguments> layoutTwo() {
        String shape = "0123456789abcdef";
        return Stream.of(
                Arguments.of("02 00" + TIMES + NO_VERSION + " 0000019aa0a8ac00 0000000000000000 " + shape + SUM,
                        entry(null, Entry.Kind.VALUE, Marks.cleared(1_763_632_000_000L), sum())),
                Arguments.of("02 01" + TIMES + NO_VERSION + NO_MARKS + "0000000000000000",
                        entry(null, Entry.Kind.VALUE, Marks.NONE, Payload.ofNull())),
                Arguments.of("02 02" + TIMES + NO_VERSION + NO_MARKS + shape + SUM,
                        entry(null, Entry.Kind.EXPIRED, Marks.NONE, sum())),
                Arguments.of("02 0c" + TIMES + VERSION_7 + NO_MARKS + "0000000000000000",
                        entry(7L, Entry.Kind.TOMBSTONE, Marks.NONE, Payload.of(new byte[0]))),
                Arguments.of("02 10" + TIMES + NO_VERSION + NO_MARKS + shape + " 789cab562a2ecd55b23231aa050012720332",
                        entry(null, Entry.Kind.VALUE, Marks.NONE, Payload
                            .compressed(HexFormat.of().parseHex("789cab562a2ecd55b23231aa050012720332"), SHAPE))));
    }

    @ParameterizedTest
    @MethodSource("layoutTwo")
    void anEntryOfLayoutTwoIsReadAsItWasWritten(String hex, Entry written) {
        write(this.keys.entry(KEY), hex);

        Entry read = this.store.get(KEY, SHAPE);

        assertThat(read).isEqualTo(written);
        if (read.payload().isCompressed()) {
            assertThat(read.payload().written()).asString().isEqualTo("{\"sum\":42}");
        }
        assertThat(this.events).isEmpty();
    }

    /** Marks were Redis time in ms, and only grow. */
    @Test
    void aMarkThatWasATimeIsBelowTheNextClear() {
        this.redis.opsForValue().set(this.keys.cleared("totals"), "1763632800000");

        assertThat(this.store.marks(Set.of("totals"))).isEqualTo(Map.of("totals", Marks.cleared(1_763_632_800_000L)));
        assertThat(this.store.clear("totals", 0)).isGreaterThan(1_763_632_800_000L);
    }

    @Test
    void aFailureIsRemembered() {
        this.redis.opsForValue().set(this.keys.failure(KEY), "1763632800000\njava.io.IOException\nno route", LONG);

        assertThat(this.store.failure(KEY)).satisfies((failure) -> {
            assertThat(failure.at()).isEqualTo(Instant.ofEpochMilli(1_763_632_800_000L));
            assertThat(failure.type()).isEqualTo("java.io.IOException");
            assertThat(failure.message()).isEqualTo("no route");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "1 filled totals:DE", "1 failed totals:DE", "1 evicted totals:DE",
            "1 cleared totals:1763632800000", "1 expired totals:1763632800000" })
    void aSignalOfAnEarlierInstanceIsUnderstood(String message) {
        assertThat(SignalFormat.read(message)).isInstanceOf(Signal.class);
    }

    private static Entry entry(@Nullable Long version, Entry.Kind kind, Marks stamps, Payload payload) {
        return new Entry(Instant.ofEpochMilli(1_763_632_800_000L), Instant.ofEpochMilli(1_763_633_400_000L),
                Duration.ofMillis(1_234), version, kind, stamps, payload);
    }

    private static Payload sum() {
        return payload("{\"sum\":42}");
    }

    private static Payload payload(String text) {
        return Payload.of(text.getBytes(), SHAPE);
    }

    private static NewEntry newEntry(@Nullable Long version) {
        return new NewEntry(payload("new"), LONG, LONG, Duration.ofMillis(1), version);
    }

    private void write(String name, String hex) {
        byte[] value = HexFormat.of().parseHex(hex.replace(" ", ""));
        this.redis.execute((RedisConnection connection) -> connection.stringCommands().set(name.getBytes(), value));
    }

}
