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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.RedisConnection;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore.Begin.Changed;
import io.github.stampedesafe.store.EntryStore.Begin.Lost;
import io.github.stampedesafe.store.EntryStore.Begin.Started;
import io.github.stampedesafe.store.EntryStore.Published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a store does with keys of Redis that hold what no release has written, or what
 * this one cannot read.
 */
abstract class UnreadableRedisContract extends RedisStoreContract {

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "\u0001\u00040123456789abcdef0123456789abcdef0123456789abcdef01234567",
            "\u0003\u00040123456789abcdef0123456789abcdef0123456789abcdef01234567",
            "\u0002\u00040123456789abcdef0123456789abcdef0123456789abcdef01234567",
            "\u0002\u0000012345670123456701234567" })
    void whatThisReleaseCannotReadIsAbsentUntouchedAndReplaced(String text) {
        String name = this.keys.entry(KEY);
        redis().opsForValue().set(name, text);

        assertThat(store().get(KEY)).isNull();
        store().expire(KEY);
        assertThat(raw(name)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));

        assertThat(publish("a", begin(null, "a"), fill("v1", Duration.ZERO))).isTrue();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("v1"));
        assertThat(store().get(KEY).cost()).isZero();
        assertUnreadable(name, text.length() + " bytes");
    }

    @Test
    void secondLookFindsBytesThatCannotBeRead() {
        store().put(KEY, fill("v1"));
        Entry seen = store().get(KEY);
        redis().opsForValue().set(this.keys.entry(KEY), "x");

        assertThat(store().begin(KEY, seen, claim("a"))).isEqualTo(new Changed(null));
        assertUnreadable(this.keys.entry(KEY), "1 bytes");
    }

    @Test
    void anotherTypeOfValueIsAbsentAndReplaced() {
        String name = this.keys.entry(KEY);
        redis().opsForList().rightPush(name, "x");

        assertThat(store().get(KEY)).isNull();
        assertThat(publish("a", begin(null, "a"), fill("v1"))).isTrue();
        assertThat(store().get(KEY).payload()).isEqualTo(payload("v1"));
        assertUnreadable(name, "not a string");
    }

    @ParameterizedTest
    @ValueSource(strings = { "entry", "fence", "lease", "failure" })
    void whateverStandsInTheWayOfALoadIsReplaced(String what) {
        CacheKey key = KEY;
        String name = switch (what) {
            case "entry" -> this.keys.entry(key);
            case "fence" -> this.keys.fence(key);
            case "lease" -> this.keys.lease(key);
            default -> this.keys.failure(key);
        };
        redis().opsForSet().add(name, "x");

        assertThat(store().failure(key)).isNull();
        assertThat(store().abandon(key, claim("a"))).isFalse();
        Claim heeding = new Claim("a", null, LONG, true);
        Instant start = ((Started) store().begin(key, null, heeding)).at();
        assertThat(store().publish(key, heeding, start, fill("v1"))).isEqualTo(Published.STORED);
        assertThat(store().get(key).payload()).isEqualTo(payload("v1"));
        if (!what.equals("lease")) {
            assertThat(redis().type(name)).isIn(DataType.NONE, DataType.STRING);
        }
        store().evict(key);
        assertThat(redis().hasKey(name)).isFalse();
    }

    @Test
    void aLeaseThatIsNoHashIsNobodys() {
        redis().opsForValue().set(this.keys.lease(KEY), "x");

        assertThat(store().begin(KEY, null, new Claim("a", "me", LONG, false))).isEqualTo(new Lost());
        begin(null, "a");
        assertThat(store().abandon(KEY, new Claim("a", "me", LONG, false))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "7", "7\nTypeOnly", "x\nType\nmessage", "1234567890123456\nType\nmessage" })
    void aFailureThatNobodyWroteIsNoneAndGoesAway(String text) {
        redis().opsForValue().set(this.keys.failure(KEY), text, LONG);

        assertThat(store().failure(KEY)).isNull();
        assertUnreadable(this.keys.failure(KEY), text.length() + " bytes");
        assertThat(store().begin(KEY, null, new Claim("a", null, LONG, true))).isInstanceOf(Started.class);
        assertThat(redis().hasKey(this.keys.failure(KEY))).isFalse();
    }

    @Test
    void aFailureThatNeverEndsKeepsNobodyFromLoading() {
        redis().opsForValue().set(this.keys.failure(KEY), "1\nType\nmessage");

        assertThat(store().failure(KEY)).isNull();
        assertThat(store().begin(KEY, null, new Claim("a", null, LONG, true))).isInstanceOf(Started.class);
        assertThat(redis().hasKey(this.keys.failure(KEY))).isFalse();
    }

    @Test
    void headersAreReadAlikeByJavaAndLua() {
        String name = this.keys.entry(KEY);
        store().put(KEY, fill("v1"));
        byte[] good = raw(name);
        for (int i = 0; i < EntryCodec.HEADER_LENGTH; i++) {
            for (int value : new int[] { 0, 1, 2, 3, 4, 8, 15, 16, 31, 32, 127, 128, 255, 16 + 4 }) {
                byte[] stored = good.clone();
                stored[i] = (byte) value;
                set(name, stored);
                begin(EntryCodec.read(stored), "a");
            }
        }
    }

    /** Else a leader would look for ever at what it cannot replace. */
    @Test
    void whateverIsStoredCanBeReadOrCountsAsAbsentAndIsReplaced() {
        Random random = new Random(20261121);
        String name = this.keys.entry(KEY);
        store().put(KEY, fill("v1"));
        byte[] good = raw(name);
        for (int i = 0; i < 3_000; i++) {
            byte[] stored = Arrays.copyOf(good, 1 + random.nextInt(good.length + 4));
            for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
                stored[random.nextInt(stored.length)] = (byte) random.nextInt(256);
            }
            set(name, stored);

            Instant start = begin(store().get(KEY), "a");

            Published published = store().publish(KEY, claim("a"), start, fill("v" + i, Duration.ZERO));
            boolean isOlder = published == Published.OLDER;
            assertThat(published).isNotEqualTo(Published.REFUSED);
            assertThat(isOlder || store().get(KEY).payload().equals(payload("v" + i))).isTrue();
        }
    }

    @Test
    void severalKeysAreFoundWhateverElseIsStored() {
        store().put(KEY, fill("v1"));
        redis().opsForList().leftPush(this.keys.entry(OTHER), "a list");
        CacheKey unreadable = new CacheKey("totals", "IT");
        set(this.keys.entry(unreadable), new byte[] { 99 });

        assertThat(store().getAll(List.of(OTHER, unreadable, KEY), 0)).isEqualTo(Map.of(KEY, store().get(KEY)));
        assertUnreadable(this.keys.entry(unreadable), "1 bytes");
    }

    byte[] raw(String name) {
        return redis()
            .execute((RedisConnection redis) -> redis.stringCommands().get(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reports may come a moment later, on another thread. */
    private void assertUnreadable(String name, String what) {
        await().untilAsserted(() -> assertThat(this.unreadable).containsExactly(
                "Redis key '%s' holds nothing that this release can read (%s). It counts as absent and is replaced."
                    .formatted(name, what)));
    }

    private void set(String name, byte[] value) {
        redis().execute(
                (RedisConnection redis) -> redis.stringCommands().set(name.getBytes(StandardCharsets.UTF_8), value));
    }

}
