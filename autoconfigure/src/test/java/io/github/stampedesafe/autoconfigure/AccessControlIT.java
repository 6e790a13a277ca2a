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

package io.github.stampedesafe.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.redis.RedisClock;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.SharedRanking;
import io.github.stampedesafe.store.SharedRanking.Period;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The access control list that {@code docs/redis-layout.md} offers to be copied. */
@ExtendWith(OutputCaptureExtension.class)
class AccessControlIT {

    private static final CacheKey KEY = new CacheKey("totals", "leased");

    @ParameterizedTest
    @ValueSource(ints = { 0, 3 })
    void theDocumentedListIsEnough(int database, CapturedOutput output) throws IOException {
        try (RedisProcess server = RedisProcess.start();
                RedisConsole console = new RedisConsole(server.host(), server.port())) {
            console.send(documented());
            console.send("ACL", "LOG", "RESET");
            Contexts.inUse()
                .withPropertyValues("spring.application.name=shop", "spring.data.redis.host=" + server.host(),
                        "spring.data.redis.port=" + server.port(), "spring.data.redis.username=shop",
                        "spring.data.redis.password=secret", "spring.data.redis.database=" + database)
                .run((context) -> {
                    await().atMost(Duration.ofSeconds(30)).until(context.getBean(RedisSignals.class)::isSubscribed);
                    assertThat(context.getBean(RedisClock.class).calibrate()).isTrue();
                    StampedeSafeCache cache = context.getBean(StampedeSafeCaches.class).cache("totals");
                    assertThat(cache.get("DE", String.class, () -> "loaded")).isEqualTo("loaded");
                    assertThat(cache.get("DE", String.class, () -> "again")).isEqualTo("loaded");
                    cache.put("DE", "put");
                    cache.put("DE", String.class, "versioned", 7);
                    cache.expire("DE");
                    cache.evict("DE", 8);
                    cache.evict("DE");
                    cache.clear();
                    cache.expireAll();
                    LeaseProvider leases = context.getBean(LeaseProvider.class);
                    Lease lease = Stages.join(leases.tryAcquire(KEY, Duration.ofMinutes(1)));
                    assertThat(lease).isNotNull();
                    assertThat(Stages.join(leases.leader(KEY))).isEqualTo(leases.instance());
                    assertThat(lease.extend(Duration.ofMinutes(1)).toCompletableFuture())
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isEqualTo(true);
                    lease.release();
                    await().until(() -> Stages.join(leases.leader(KEY)) == null);
                    SharedRanking ranking = context.getBean(SharedRanking.class);
                    ranking.exchange("totals", new Period(1, 5_000), Map.of("DE", 1.0), 10);
                    assertThat(ranking.exchange("totals", new Period(2, 5_000), Map.of("DE", 1.0), 10).top())
                        .hasSize(1);
                });
            assertThat(output).doesNotContain("WARN", "NOPERM");
            assertThat(denied(console)).isEmpty();
        }
    }

    @Test
    void theListNamesNothingBeyondTheApplication() throws IOException {
        assertThat(documented()).contains("~shop:*").doesNotContain("~*", "&*", "+@all", "allkeys", "allchannels");
    }

    /**
     * Returns what Redis refused, but for what is harmless: that Redisson looks for a
     * proxy, and that drivers tell their names to a Redis of 7.2 or newer.
     */
    private static List<String> denied(RedisConsole console) {
        return ((List<?>) console.send("ACL", "LOG")).stream()
            .map(String::valueOf)
            .filter((entry) -> !entry.contains("test1") && !entry.contains("test2"))
            .filter((entry) -> !entry.contains("object, client|setinfo,"))
            .toList();
    }

    private static String[] documented() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "redis-layout.md"))
            .stream()
            .filter((line) -> line.startsWith("ACL SETUSER shop "))
            .findFirst()
            .orElseThrow()
            .split(" ");
    }

}
