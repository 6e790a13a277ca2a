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

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisSentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances in each of two databases of one Redis that sentinels watch over, before
 * and after its master was lost.
 */
class SentinelDatabasesIT {

    private static final CacheKey DE = new CacheKey("totals", "DE");

    private static RedisSentinel sentinels;

    private static List<RunningInstance> first;

    private static List<RunningInstance> second;

    @BeforeAll
    static void start() {
        sentinels = RedisSentinel.start();
        first = List.of(instance(0), instance(0));
        second = List.of(instance(1), instance(1));
    }

    @AfterAll
    static void stop() {
        all().forEach(RunningInstance::close);
        sentinels.close();
    }

    @Test
    void aChangeIsOneForItsDatabaseAndNoneForTheOther() {
        assertThatDatabasesAreApart(sentinels.master());

        sentinels.master().kill();
        // Whoever is connected to a replica is cut off when it becomes the master.
        await().atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .until(() -> send(sentinels.replica(), "ROLE").toString().contains("master"));
        all().forEach(RunningInstance::awaitSubscription);
        await().atMost(Duration.ofSeconds(60)).until(() -> all().allMatch(RunningInstance::isWell));

        assertThatDatabasesAreApart(sentinels.replica());
    }

    private static void assertThatDatabasesAreApart(RedisProcess master) {
        // Each instance listens twice.
        assertThat(send(master, "PUBSUB", "NUMSUB", "shop:signals", "shop:signals:1"))
            .isEqualTo(List.of("shop:signals", "4", "shop:signals:1", "4"));
        for (List<RunningInstance> changing : List.of(first, second)) {
            List<RunningInstance> other = (changing == first) ? second : first;
            assertThatAlone(changing, other, (cache) -> cache.evict("DE"), Signal.Evicted.class);
            assertThatAlone(changing, other, StampedeSafeCache::clear, Signal.Cleared.class);
            assertThatAlone(changing, other, StampedeSafeCache::expireAll, Signal.Expired.class);
        }
    }

    private static void assertThatAlone(List<RunningInstance> changing, List<RunningInstance> other,
            Consumer<StampedeSafeCache> change, Class<? extends Signal> signal) {
        changing.get(0).totals().put("DE", "changing");
        other.get(0).totals().put("DE", "kept");
        await().atMost(Duration.ofSeconds(5)).until(() -> changing.get(1).stored("DE").equals("changing"));
        await().atMost(Duration.ofSeconds(5)).until(() -> other.get(1).stored("DE").equals("kept"));
        // Signals are in order, so all earlier ones are heard with this one.
        all().forEach((instance) -> await().atMost(Duration.ofSeconds(5))
            .until(() -> instance.heard().contains(new Signal.Evicted(DE))));
        all().forEach((instance) -> instance.heard().clear());

        change.accept(changing.get(0).totals());

        await().atMost(Duration.ofSeconds(5)).until(() -> changing.get(0).load("DE", () -> "new").equals("new"));
        await().atMost(Duration.ofSeconds(5))
            .untilAsserted(() -> assertThat(changing.get(1).heard()).hasAtLeastOneElementOfType(signal));
        await().atMost(Duration.ofSeconds(5)).until(() -> changing.get(1).load("DE", () -> "new").equals("new"));
        assertThat(other).allSatisfy((instance) -> {
            assertThat(instance.stored("DE")).isEqualTo("kept");
            assertThat(instance.heard()).isEmpty();
        });
    }

    private static Stream<RunningInstance> all() {
        return Stream.of(first, second).flatMap(List::stream);
    }

    private static RunningInstance instance(int database) {
        return RunningInstance.start("sentinel.master=" + RedisSentinel.NAME,
                "sentinel.nodes=" + sentinels.configuration()
                    .getSentinels()
                    .stream()
                    .map((node) -> node.getHost() + ":" + node.getPort())
                    .collect(Collectors.joining(",")),
                "database=" + database);
    }

    private static Object send(RedisProcess server, String... command) {
        try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
            return console.send(command);
        }
    }

}
