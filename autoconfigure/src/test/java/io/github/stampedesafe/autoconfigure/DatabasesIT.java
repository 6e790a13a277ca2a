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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two applications of one name in two databases of one Redis. */
class DatabasesIT {

    private static RedisProcess server;

    @BeforeAll
    static void startRedis() {
        server = RedisProcess.start();
    }

    @AfterAll
    static void stopRedis() {
        server.close();
    }

    @Test
    void aClearOfOneDatabaseLeavesTheOtherAlone() {
        in(0).run((first) -> in(1).run((second) -> in(1).run((neighbour) -> {
            for (var context : new ApplicationContext[] { first, second, neighbour }) {
                await().atMost(Duration.ofSeconds(30)).until(context.getBean(RedisSignals.class)::isSubscribed);
            }
            try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
                assertThat(console.send("PUBSUB", "NUMSUB", "shop:signals", "shop:signals:1"))
                    .isEqualTo(List.of("shop:signals", "1", "shop:signals:1", "2"));
            }
            StampedeSafeCache kept = cache(first);
            StampedeSafeCache cleared = cache(second);
            StampedeSafeCache told = cache(neighbour);
            kept.put("DE", "kept");
            cleared.put("DE", "old");
            assertThat(told.get("DE", String.class, () -> "loaded")).isEqualTo("old");
            cleared.clear();
            await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(told.get("DE", String.class, () -> "loaded")).isEqualTo("loaded"));
            assertThat(kept.get("DE", String.class, () -> "loaded")).isEqualTo("kept");
        })));
    }

    @Test
    void aLoadInOneDatabaseIsNoLoadOfTheOther() {
        in(0).run((first) -> in(1).run((second) -> {
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            var callers = Executors.newSingleThreadExecutor();
            Future<String> slow = callers.submit(() -> cache(first).get("FR", String.class, () -> {
                loading.countDown();
                release.await();
                return "first";
            }));
            assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
            CacheKey key = new CacheKey("totals", "FR");
            assertThat(Stages.join(first.getBean(LeaseProvider.class).leader(key))).isNotNull();
            assertThat(Stages.join(second.getBean(LeaseProvider.class).leader(key))).isNull();
            assertThat(cache(second).get("FR", String.class, () -> "second")).isEqualTo("second");
            release.countDown();
            assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("first");
            callers.shutdown();
        }));
    }

    @Test
    void aSharedRedissonOfAnotherDatabaseIsExplained() {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + server.host() + ":" + server.port()).setDatabase(4);
        RedissonClient theirs = Redisson.create(config);
        in(3).withPropertyValues("stampede-safe.redis.redisson=shared")
            .withBean("theirs", RedissonClient.class, () -> theirs)
            .run((context) -> assertThat(Contexts.explain(context.getStartupFailure())).isEqualTo(
                    "'stampede-safe.redis.redisson' is 'shared', but the RedissonClient bean uses database 4, and the "
                            + "entries are in database 3.\n"
                            + "Let both use one database, or set the property to 'own'."));
        theirs.shutdown();
    }

    private static StampedeSafeCache cache(ApplicationContext context) {
        return context.getBean(StampedeSafeCaches.class).cache("totals");
    }

    private static ApplicationContextRunner in(int database) {
        return Contexts.inUse()
            .withPropertyValues("spring.application.name=shop", "spring.data.redis.host=" + server.host(),
                    "spring.data.redis.port=" + server.port(), "spring.data.redis.database=" + database);
    }

}
