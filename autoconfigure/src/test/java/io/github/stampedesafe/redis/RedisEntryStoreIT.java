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
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Tombstone;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;

/** What an entry, a fence and a change are in Redis, and which commands they cost. */
class RedisEntryStoreIT extends UnreadableRedisContract {

    private static RedisProcess server;

    private static RedisConnections connections;

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

    @Override
    RedisConnectionFactory connectionFactory() {
        return connections.factory();
    }

    @Test
    void entryIsAStringThatLivesAsLongAsItIsKept() {
        publish("a", begin(null, "a"), fill("v1", Duration.ofSeconds(5), Duration.ofSeconds(30)));

        String name = this.keys.entry(KEY);
        assertThat(redis().type(name)).isEqualTo(DataType.STRING);
        assertThat(redis().getExpire(name, TimeUnit.MILLISECONDS)).isBetween(10_000L, 30_000L);
        assertThat(raw(name)).hasSize(EntryCodec.HEADER_LENGTH + 2).startsWith(2, 0).endsWith('v', '1');
    }

    @Test
    void fenceIsAStringThatLivesAsLongAsItWasTold() {
        begin(null, "token");

        assertThat(redis().opsForValue().get(this.keys.fence(KEY))).matches("token:[0-9a-f]{40}");
        assertThat(redis().getExpire(this.keys.fence(KEY), TimeUnit.MILLISECONDS)).isBetween(40_000L, 60_000L);
    }

    @Test
    void publishLeavesTheLeaseAndAbandonDropsItSoThatWaitersCanTryAtOnce() {
        Instant start = begin(null, "a");
        redis().opsForHash().put(this.keys.lease(KEY), "owner", "1");

        publish("a", start, fill("v1"));
        assertThat(redis().hasKey(this.keys.fence(KEY))).isFalse();
        assertThat(redis().hasKey(this.keys.lease(KEY))).isTrue();

        Claim held = new Claim("b", "owner", LONG, false);
        store().begin(KEY, store().get(KEY), held);
        store().abandon(KEY, held);
        assertThat(redis().hasKey(this.keys.fence(KEY))).isFalse();
        assertThat(redis().hasKey(this.keys.lease(KEY))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "put", "evict", "expire" })
    void changesDropFenceAndLease(String change) {
        store().put(KEY, fill("v1"));
        begin(store().get(KEY), "a");
        redis().opsForHash().put(this.keys.lease(KEY), "owner", "1");

        switch (change) {
            case "put" -> store().put(KEY, fill("v2"));
            case "evict" -> store().evict(KEY);
            default -> store().expire(KEY);
        }

        assertThat(redis().hasKey(this.keys.fence(KEY))).isFalse();
        assertThat(redis().hasKey(this.keys.lease(KEY))).isFalse();
        assertThat(redis().hasKey(this.keys.entry(KEY))).isEqualTo(!change.equals("evict"));
    }

    @Test
    void expireChangesOneBitAndNothingElse() {
        store().put(KEY, fill("v1"));
        byte[] before = raw(this.keys.entry(KEY));

        store().expire(KEY);

        before[1] |= 2;
        assertThat(raw(this.keys.entry(KEY))).isEqualTo(before);
        assertThat(redis().getExpire(this.keys.entry(KEY), TimeUnit.MILLISECONDS)).isBetween(100_000L, 120_000L);
    }

    @Test
    void expireCreatesNothing() {
        store().expire(KEY);

        assertThat(redis().hasKey(this.keys.entry(KEY))).isFalse();
    }

    @Test
    void everyOperationIsOneCommand() {
        useEveryScript();
        try (CommandStats stats = new CommandStats(server.host(), server.port())) {
            Map<String, Integer> script = Map.of("evalsha", 1);
            assertThat(stats.during(() -> store().get(KEY))).isEqualTo(Map.of("get", 1));
            assertThat(stats.during(() -> store().get(OTHER))).isEqualTo(Map.of("get", 1));
            assertThat(stats.during(() -> store().getAll(List.of(KEY, OTHER), 0))).isEqualTo(Map.of("mget", 1));
            assertThat(stats.during(() -> store().marks(Set.of("totals")))).isEqualTo(Map.of("mget", 1));
            assertThat(stats.during(() -> begin(null, "a"))).isEqualTo(script);
            Instant start = now();
            assertThat(stats.during(() -> publish("a", start, fill("v1")))).isEqualTo(script);
            assertThat(stats.during(() -> store().abandon(KEY, claim("a")))).isEqualTo(script);
            assertThat(stats.during(() -> store().put(KEY, fill("v2", Duration.ZERO)))).isEqualTo(script);
            assertThat(stats.during(() -> store().expire(KEY))).isEqualTo(script);
            assertThat(stats.during(() -> store().evict(KEY))).isEqualTo(script);
            assertThat(stats.during(() -> store().evict(KEY, new Tombstone(8, LONG)))).isEqualTo(script);
            assertThat(stats.during(() -> store().clear("totals", 0))).isEqualTo(script);
            assertThat(stats.during(() -> store().expireAll("totals", 0))).isEqualTo(script);
            assertThat(stats.during(() -> store().restore("totals", Marks.cleared(1)))).isEqualTo(script);
        }
    }

    private void useEveryScript() {
        publish("a", begin(null, "a"), fill("v1"));
        store().abandon(KEY, claim("a"));
        store().put(KEY, fill("v2"));
        store().expire(KEY);
        store().evict(KEY, new Tombstone(7, LONG));
        store().evict(KEY);
        store().clear("totals", 0);
        store().restore("totals", Marks.cleared(1));
        assertThat(store().get(KEY)).isNull();
    }

}
