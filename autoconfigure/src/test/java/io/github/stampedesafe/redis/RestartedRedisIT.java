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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.EntryStore.Begin.Started;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Redis starts again with data that is older than changes it has acknowledged. */
class RestartedRedisIT {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final NewEntry FILL = new NewEntry(Payload.of(new byte[] { 'v' }), Duration.ofMinutes(1),
            Duration.ofMinutes(1), Duration.ZERO, null);

    private final KeyLayout keys = new KeyLayout("shop:");

    @Test
    void loadIsRefusedWhoseFenceCameBackFromTheDead() {
        try (RedisProcess server = RedisProcess.start();
                RedisConnections connections = RedisConnections.to(server.host(), server.port())) {
            BlockingStore store = new BlockingStore(
                    new RedisEntryStore(connections.factory(), this.keys, new CacheListener() {
                    }));
            Instant start = begin(store, "a");
            send(server, "SAVE");
            store.evict(KEY);
            assertThat(send(server, "EXISTS", this.keys.fence(KEY))).isEqualTo("0");
            server.restart();
            await().ignoreExceptions().until(() -> store.get(KEY) == null);
            assertThat(send(server, "EXISTS", this.keys.fence(KEY))).as("the fence is back").isEqualTo("1");

            assertThat(store.publish(KEY, claim("a"), start, FILL)).isEqualTo(Published.REFUSED);
            assertThat(store.abandon(KEY, claim("a"))).isFalse();
            assertThat(store.get(KEY)).isNull();

            assertThat(store.publish(KEY, claim("b"), begin(store, "b"), FILL)).isEqualTo(Published.STORED);
        }
    }

    private static Instant begin(BlockingStore store, String token) {
        return ((Started) store.begin(KEY, null, claim(token))).at();
    }

    private static Claim claim(String token) {
        return new Claim(token, null, Duration.ofMinutes(1), false);
    }

    private static Object send(RedisProcess server, String... command) {
        try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
            return console.send(command);
        }
    }

}
