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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two applications over a real Redis, which nobody calls but to see what is there. */
class ScheduledRecomputeIT {

    private static final int TICKS = 6;

    private RedisProcess redis;

    @BeforeEach
    void startRedis() {
        this.redis = RedisProcess.start();
        Totals.LOADS.clear();
        Misses.KEYS.clear();
    }

    @AfterEach
    void stopRedis() {
        this.redis.close();
    }

    @Test
    void withoutTrafficTwoInstancesLoadOnceATickAndAReaderNeverMisses() {
        try (ConfigurableApplicationContext one = start(); ConfigurableApplicationContext two = start()) {
            await().until(() -> loads("DE") > 0 && loads("FR") > 0);
            Map<String, Integer> before = Map.of("DE", loads("DE"), "FR", loads("FR"));
            Totals here = one.getBean(Totals.class);
            Totals there = two.getBean(Totals.class);
            Map<String, SortedSet<Instant>> starts = Map.of("DE", new TreeSet<>(), "FR", new TreeSet<>());
            await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(30)).until(() -> {
                assertThat(here.totals("DE")).isEqualTo("DE");
                assertThat(there.totals("FR")).isEqualTo("FR");
                starts.forEach((country, seen) -> seen.add(loadStart(one, country)));
                return before.entrySet().stream().allMatch((load) -> loads(load.getKey()) - load.getValue() >= TICKS);
            });
            assertThat(Misses.KEYS).isEmpty();
            for (String country : List.of("DE", "FR")) {
                // The last one may not have been seen.
                assertThat(loads(country) - before.get(country)).isLessThanOrEqualTo(starts.get(country).size() + 1);
                assertThat(pauses(starts.get(country)))
                    .allSatisfy((pause) -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofMillis(990)));
            }
        }
    }

    @Test
    void whenTheOtherInstanceStopsTheScheduleGoesOn() {
        ConfigurableApplicationContext one = start();
        try (ConfigurableApplicationContext two = start()) {
            await().until(() -> loads("DE") >= 2);
            one.close();
            int before = loads("DE");
            await().until(() -> loads("DE") >= before + 3);
            assertThat(two.getBean(Totals.class).totals("DE")).isEqualTo("DE");
            assertThat(Misses.KEYS).isEmpty();
        }
    }

    private static int loads(String country) {
        return (int) Totals.LOADS.stream().filter(country::equals).count();
    }

    /**
     * Returns when the load of what is stored began, by the clock that ticks count on.
     */
    private static Instant loadStart(ConfigurableApplicationContext instance, String country) {
        Entry entry = instance.getBean(EntryStore.class).get(new CacheKey("totals", country));
        assertThat(entry).isNotNull();
        return entry.loadStart();
    }

    private static List<Duration> pauses(SortedSet<Instant> times) {
        List<Instant> inOrder = List.copyOf(times);
        return IntStream.range(1, inOrder.size())
            .mapToObj((i) -> Duration.between(inOrder.get(i - 1), inOrder.get(i)))
            .toList();
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .run("--spring.data.redis.host=" + this.redis.host(), "--spring.data.redis.port=" + this.redis.port(),
                    "--spring.application.name=shop");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Totals totals() {
            return new Totals();
        }

        @Bean
        Misses misses() {
            return new Misses();
        }

    }

    static class Totals {

        static final List<String> LOADS = new CopyOnWriteArrayList<>();

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", ttl = "3s", beta = 0)
        @ScheduledRecompute(fixedRate = "1s", arguments = "{'DE', 'FR'}")
        String totals(String country) {
            LOADS.add(country);
            return country;
        }

    }

    /** Hears of calls that found nothing. */
    static class Misses implements CacheListener {

        static final List<CacheKey> KEYS = new CopyOnWriteArrayList<>();

        @Override
        public void miss(CacheKey key) {
            KEYS.add(key);
        }

    }

}
