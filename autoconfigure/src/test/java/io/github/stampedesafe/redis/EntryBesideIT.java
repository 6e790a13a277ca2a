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
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.EntryStore.Begin.Changed;
import io.github.stampedesafe.store.EntryStore.Begin.Started;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.Tombstone;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two releases side by side, each with a shape of its own. */
class EntryBesideIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static RedisProcess server;

    private static RedisConnections connections;

    private final KeyLayout keys = new KeyLayout(UUID.randomUUID() + ":");

    private final BlockingStore store = new BlockingStore(
            new RedisEntryStore(connections.factory(), this.keys, new CacheListener() {
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

    @Test
    void eachReleaseFindsItsOwnAndNeitherLoadsForTheOther() {
        load(1, "old release");
        load(2, "new release");

        for (int i = 0; i < 3; i++) {
            assertThat(found(1)).isEqualTo("old release");
            assertThat(found(2)).isEqualTo("new release");
        }
        load(1, "old release again");
        assertThat(found(1)).isEqualTo("old release again");
        assertThat(found(2)).isEqualTo("new release");
        assertThat(this.redis.getExpire(this.keys.beside(KEY))).isBetween(50L, 60L);
    }

    @Test
    void aThirdReleaseFindsTheEntryThatIsNotItsOwn() {
        load(1, "one");
        load(2, "two");

        assertThat(this.store.get(KEY, 3).payload().shape()).isEqualTo(2);
        load(3, "three");
        assertThat(found(3)).isEqualTo("three");
        assertThat(found(2)).isEqualTo("two");
        assertThat(this.store.get(KEY, 1).payload().shape()).isEqualTo(3);
    }

    @Test
    void aLeaderSeesAtItsSecondLookWhatStandsForItsRelease() {
        load(1, "one");
        load(2, "two");
        Entry seen = this.store.get(KEY, 1);
        // Two loads of one millisecond cannot be told apart, and need not be.
        await().until(() -> Instant.now().toEpochMilli() > this.store.get(KEY, 2).loadStart().toEpochMilli());
        load(1, "newer");
        load(2, "newest");

        Begin begin = this.store.begin(KEY, seen, claim(1));

        assertThat(begin).isEqualTo(new Changed(this.store.get(KEY, 1)));
        assertThat(this.store.begin(KEY, this.store.get(KEY, 1), claim(1))).isInstanceOf(Started.class);
        assertThat(this.store.begin(KEY, this.store.get(KEY, 2), claim(1))).isInstanceOf(Changed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "evict", "tombstone", "put" })
    void aChangeIsOneForAllReleases(String change) {
        load(1, "one");
        load(2, "two");

        switch (change) {
            case "evict" -> this.store.evict(KEY);
            case "tombstone" -> this.store.evict(KEY, new Tombstone(1, LONG));
            default -> this.store.put(KEY, fill(2, "put"));
        }

        assertThat(this.redis.hasKey(this.keys.beside(KEY))).isFalse();
    }

    @Test
    void bothAreMarkedExpired() {
        load(1, "one");
        load(2, "two");

        this.store.expire(KEY);

        assertThat(this.store.get(KEY, 1).kind()).isEqualTo(Entry.Kind.EXPIRED);
        assertThat(this.store.get(KEY, 2).kind()).isEqualTo(Entry.Kind.EXPIRED);
    }

    /** Time would go back for whoever read the newer one. */
    @Test
    void nothingOlderComesBackWhenTheEntryIsGone() {
        load(1, "old");
        load(2, "two");
        load(1, "newer");
        this.redis.delete(this.keys.entry(KEY));
        load(2, "three");
        assertThat(this.store.get(KEY, 1).payload().shape()).isEqualTo(2);

        load(1, "value");
        load(2, "two");
        publish(2, new NewEntry(Payload.ofNull(), LONG, LONG, Duration.ZERO, null));
        assertThat(this.store.get(KEY, 1).payload().isNull()).isTrue();
        load(2, "two");
        assertThat(this.store.get(KEY, 1).payload().shape()).isEqualTo(2);
    }

    @Test
    void aHitIsOneGetUnlessAnotherReleaseWasLast() {
        load(1, "one");
        try (CommandStats stats = new CommandStats(server.host(), server.port())) {
            assertThat(stats.during(() -> found(1))).containsEntry("get", 1);
            load(2, "two");
            assertThat(stats.during(() -> found(1))).containsEntry("get", 2);
        }
    }

    @Test
    void severalKeysAreFoundInTheShapeOfTheirReader() {
        load(1, "one");
        load(2, "two");
        CacheKey absent = new CacheKey("totals", "FR");

        assertThat(this.store.getAll(List.of(absent, KEY), 1)).isEqualTo(Map.of(KEY, this.store.get(KEY, 1)));
        assertThat(this.store.getAll(List.of(absent, KEY), 2)).isEqualTo(Map.of(KEY, this.store.get(KEY, 2)));
    }

    private void load(long shape, String text) {
        publish(shape, fill(shape, text));
    }

    private void publish(long shape, NewEntry newEntry) {
        Claim claim = claim(shape);
        Instant start = ((Started) this.store.begin(KEY, this.store.get(KEY, shape), claim)).at();
        assertThat(this.store.publish(KEY, claim, start, newEntry)).isEqualTo(Published.STORED);
    }

    private static Claim claim(long shape) {
        return new Claim("a", null, LONG, false, shape);
    }

    private static NewEntry fill(long shape, String text) {
        return new NewEntry(Payload.of(text.getBytes(), shape), LONG, LONG, Duration.ofMillis(1), null);
    }

    private String found(long shape) {
        Entry entry = this.store.get(KEY, shape);
        assertThat(entry.payload().shape()).isEqualTo(shape);
        return new String(entry.payload().bytes());
    }

}
