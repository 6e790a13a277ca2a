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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Near copies of hot keys, which the ranking of two instances over a real Redis chooses.
 * One key of the cache may be hot.
 */
class NearHotIT {

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
    void theKeyThatIsHotIsHeldOnEveryInstanceAndNoOther() {
        StampedeSafeCache here = start();
        StampedeSafeCache there = start();
        eventually().until(() -> {
            readOften(here, "DE");
            get(here, "FR");
            return isNear(here, "DE");
        });
        // Hot is what the cluster reads often: one read is enough on another instance.
        eventually().until(() -> isNear(there, "DE"));
        assertThat(isNear(here, "FR")).isFalse();
        assertThat(isNear(there, "FR")).isFalse();
        assertThat(this.loads).hasValue(2);
    }

    @Test
    void aChangeOfAHotKeyIsSeenElsewhere() {
        StampedeSafeCache here = start();
        StampedeSafeCache there = start();
        eventually().until(() -> {
            readOften(here, "DE");
            return isNear(here, "DE");
        });
        this.source.set(1);
        there.evict("DE");
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(1)).until(() -> get(here, "DE") == 1);
        eventually().until(() -> isNear(here, "DE"));
        assertThat(this.loads).hasValue(2);
    }

    /**
     * A key that is hot leaves the ranking later than another one enters it: two have to
     * be hotter.
     */
    @Test
    void theCopyGoesWhenOtherKeysAreHotter() {
        StampedeSafeCache here = start();
        eventually().until(() -> {
            readOften(here, "DE");
            return isNear(here, "DE");
        });
        eventually().until(() -> {
            readOften(here, "FR");
            readOften(here, "IT");
            // All copies may be suspect for a moment, and Redis counts what scripts ask.
            return isOneNear(here) && IntStream.range(0, 5).noneMatch((i) -> isNear(here, "DE")) && isOneNear(here);
        });
        assertThat(this.loads).hasValue(3);
    }

    private boolean isOneNear(StampedeSafeCache cache) {
        return isNear(cache, "FR") || isNear(cache, "IT");
    }

    private void readOften(StampedeSafeCache cache, String key) {
        for (int i = 0; i < 100; i++) {
            get(cache, key);
        }
    }

    /** Whether a read asks Redis nothing. */
    private boolean isNear(StampedeSafeCache cache, String key) {
        get(cache, key);
        int before = gets();
        get(cache, key);
        return gets() == before;
    }

    private int get(StampedeSafeCache cache, String key) {
        try {
            return (int) cache.get(key, Integer.class, () -> {
                this.loads.incrementAndGet();
                return this.source.get();
            });
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private int gets() {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            return CommandStats.calls(console).getOrDefault("get", 0);
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    private StampedeSafeCache start() {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Shop.class).web(WebApplicationType.NONE)
            .run("--spring.application.name=shop", "--spring.data.redis.host=" + this.redis.host(),
                    "--spring.data.redis.port=" + this.redis.port(), "--stampede-safe.redis.timeout=2s",
                    "--stampede-safe.hot-keys.top=1", "--stampede-safe.caches.totals.near-cache=hot",
                    "--stampede-safe.caches.totals.ttl=1h", "--stampede-safe.caches.totals.beta=0");
        this.contexts.add(context);
        return context.getBean(StampedeSafeCaches.class).cache("totals");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

    }

}
