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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Near copies of two instances over a real Redis. */
class NearCacheIT {

    private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisProcess redis = RedisProcess.start();

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    private final AtomicInteger source = new AtomicInteger();

    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void stop() {
        this.contexts.forEach(ConfigurableApplicationContext::close);
        this.redis.close();
    }

    @Test
    void aHitAsksRedisNothingAndAChangeElsewhereIsSeen() {
        StampedeSafeCache here = start();
        StampedeSafeCache there = start();
        assertThat(get(here)).isZero();
        awaitNearHits(here);
        this.source.set(1);
        there.evict("DE");
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(1)).until(() -> get(here) == 1);
        assertThat(get(there)).isOne();
        assertThat(this.loads).hasValue(2);
    }

    @Test
    void aChangeIsSeenAtOnceOnItsInstance() {
        StampedeSafeCache here = start();
        get(here);
        awaitNearHits(here);
        for (int i = 1; i <= 1_000; i++) {
            this.source.set(i);
            here.evict("DE");
            assertThat(get(here)).isEqualTo(i);
            assertThat(get(here)).isEqualTo(i);
        }
    }

    @Test
    void subscriptionsThatDieUnderTrafficCostNoLoadAndServeNothingThatIsOlderThanTheSilence() {
        StampedeSafeCache writer = start();
        StampedeSafeCache reader = start();
        get(reader);
        awaitNearHits(reader);
        ConcurrentMap<Integer, Long> evicted = new ConcurrentHashMap<>();
        AtomicBoolean isOver = new AtomicBoolean();
        Crowd readers = Crowd.of(2, () -> {
            int stale = 0;
            while (!isOver.get()) {
                long begin = System.nanoTime();
                int got = get(reader);
                Long replaced = evicted.get(got + 1);
                stale += (replaced != null && begin - replaced > SILENCE) ? 1 : 0;
            }
            return stale;
        });
        for (int i = 1; i <= 300; i++) {
            this.source.set(i);
            writer.evict("DE");
            evicted.put(i, System.nanoTime());
            if (i % 30 == 0) {
                killSubscriptions();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // only sets the
                                                                      // pace
        }
        isOver.set(true);
        assertThat(readers.results()).containsOnly(0);
        assertThat(this.loads.get()).isLessThanOrEqualTo(301);
    }

    private int get(StampedeSafeCache cache) {
        try {
            return (int) cache.get("DE", Integer.class, () -> {
                this.loads.incrementAndGet();
                return this.source.get();
            });
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    /** A copy is held with the first hit, and trusted after the first heartbeat. */
    private void awaitNearHits(StampedeSafeCache cache) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            get(cache);
            int before = gets();
            get(cache);
            return gets() == before;
        });
    }

    private int gets() {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            return CommandStats.calls(console).getOrDefault("get", 0);
        }
    }

    private void killSubscriptions() {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            console.send("CLIENT", "KILL", "TYPE", "pubsub");
        }
    }

    private StampedeSafeCache start() {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Shop.class).web(WebApplicationType.NONE)
            .run("--spring.application.name=shop", "--spring.data.redis.host=" + this.redis.host(),
                    "--spring.data.redis.port=" + this.redis.port(), "--stampede-safe.redis.timeout=2s",
                    "--stampede-safe.caches.totals.near-cache=all");
        this.contexts.add(context);
        StampedeSafeCache cache = context.getBean(StampedeSafeCaches.class).cache("totals");
        await().atMost(Duration.ofSeconds(30)).until(() -> context.getBean(RedisSignals.class).isSubscribed());
        return cache;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

    }

}
