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

package io.github.stampedesafe.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What two applications over a real Redis do, against what Prometheus scrapes of them.
 */
class MetricsIT {

    private static final int CALLERS = 64;

    private static final String GETS = "cache_gets_total totals stampedeSafe totals ";

    private static final String PUTS = "cache_puts_total totals stampedeSafe totals";

    private static final String EVICTIONS = "cache_evictions_total totals stampedeSafe totals";

    private final Map<String, Integer> expected = new TreeMap<>();

    private RedisProcess redis;

    private ConfigurableApplicationContext here;

    private ConfigurableApplicationContext there;

    private Shop shop;

    @BeforeEach
    void start() {
        this.redis = RedisProcess.start();
        this.here = startInstance();
        this.there = startInstance();
        this.shop = this.here.getBean(Shop.class);
        this.expected.put("stampede_circuit_state store closed", 1);
        this.expected.put("stampede_circuit_state leases closed", 1);
    }

    @AfterEach
    void stop() {
        this.there.close();
        this.here.close();
        this.redis.close();
    }

    @Test
    void whatIsScrapedIsWhatWasDone() throws InterruptedException {
        assertThat(scraped(this.here)).isEqualTo(this.expected);
        sixtyFourCallersOfAColdKey();
        fiveHits();
        anExpiredKeyIsServedAndRefreshed();
        anEvictedKeyIsLoadedAgain();
        aValueIsPut();
        aLoadFails();
        anEvictDuringALoadIsHeeded();
        theCacheIsCleared();
        theOtherInstanceWaitsForThisOne();
    }

    private void sixtyFourCallersOfAColdKey() {
        Hold load = this.shop.hold();
        Crowd crowd = Crowd.of(CALLERS, () -> this.shop.totals("DE"));
        load.awaitReached();
        awaitWaiting("caller-", CALLERS - 1);
        load.release();
        assertThat(crowd.results()).hasSize(CALLERS).containsOnly("DE 1");
        did(GETS + "miss", CALLERS);
        did("stampede_follower_wait_seconds_count totals", CALLERS - 1);
        loaded("miss success", "miss none");
        did(PUTS, 1);
        check();
    }

    private void fiveHits() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            assertThat(this.shop.totals("DE")).isEqualTo("DE 1");
        }
        did(GETS + "hit", 5);
        check();
    }

    private void anExpiredKeyIsServedAndRefreshed() throws InterruptedException {
        this.shop.expire("DE");
        Hold load = this.shop.hold();
        assertThat(this.shop.totals("DE")).isEqualTo("DE 1");
        load.awaitReached().release();
        did(EVICTIONS, 1);
        did(GETS + "hit", 1);
        did("stampede_stale_served_total totals revalidating", 1);
        loaded("stale success", "stale none");
        did(PUTS, 1);
        await().untilAsserted(this::check);
    }

    private void anEvictedKeyIsLoadedAgain() throws InterruptedException {
        this.shop.evict("DE");
        assertThat(this.shop.totals("DE")).isEqualTo("DE 3");
        did(EVICTIONS, 1);
        did(GETS + "miss", 1);
        loaded("miss success", "miss none");
        did(PUTS, 1);
        check();
    }

    private void aValueIsPut() throws InterruptedException {
        this.shop.put("FR");
        assertThat(this.shop.totals("FR")).isEqualTo("FR put");
        did(PUTS, 1);
        did(GETS + "hit", 1);
        check();
    }

    private void aLoadFails() {
        assertThat(Crowd.one(() -> this.shop.totals("unknown")).failure()).hasMessage("Expected");
        did(GETS + "miss", 1);
        loaded("miss failure", "miss IllegalStateException");
        check();
    }

    private void anEvictDuringALoadIsHeeded() {
        Hold load = this.shop.hold();
        Crowd caller = Crowd.one(() -> this.shop.totals("IT"));
        load.awaitReached();
        this.there.getBean(Shop.class).evict("IT");
        load.release();
        assertThat(caller.result()).isEqualTo("IT 5");
        did(GETS + "miss", 1);
        loaded("miss success", "miss none");
        did("stampede_publishes_refused_total totals", 1);
        check();
    }

    private void theCacheIsCleared() {
        this.shop.clear();
        did("stampede_clears_total totals remove", 1);
        check();
    }

    private void theOtherInstanceWaitsForThisOne() {
        Hold load = this.shop.hold();
        Crowd leader = Crowd.one(() -> this.shop.totals("ES"));
        load.awaitReached();
        Crowd waiter = Crowd.one(() -> this.there.getBean(Shop.class).totals("ES"));
        awaitWaiting("caller-", 1);
        load.release();
        assertThat(leader.result()).isEqualTo("ES 6").isEqualTo(waiter.result());
        did(GETS + "miss", 1);
        loaded("miss success", "miss none");
        did(PUTS, 1);
        check();
        assertThat(scraped(this.there))
            .isEqualTo(Map.of("stampede_circuit_state store closed", 1, "stampede_circuit_state leases closed", 1,
                    EVICTIONS, 1, GETS + "miss", 1, "stampede_lease_wait_seconds_count totals", 1));
    }

    private void loaded(String causeAndOutcome, String causeAndError) {
        did("stampede_loads_total totals " + causeAndOutcome, 1);
        did("stampede_load_duration_seconds_count totals " + causeAndOutcome, 1);
        did("stampede_load_seconds_count totals " + causeAndError, 1);
    }

    private void did(String figure, int times) {
        this.expected.merge(figure, times, Integer::sum);
    }

    private void check() {
        assertThat(scraped(this.here)).isEqualTo(this.expected);
    }

    private static Map<String, Integer> scraped(ConfigurableApplicationContext context) {
        String text = context.getBean(PrometheusMeterRegistry.class).scrape();
        return new ScrapedMetrics(text)
            .figures((name) -> name.matches("(cache|stampede)_.*(total|count|state|undelivered)"));
    }

    /**
     * Waits until this many callers wait for an event, and not for an answer of Redis.
     */
    private static void awaitWaiting(String name, int callers) {
        await().until(() -> Thread.getAllStackTraces()
            .entrySet()
            .stream()
            .filter((thread) -> thread.getKey().getName().startsWith(name))
            .filter((thread) -> thread.getKey().getState() == Thread.State.TIMED_WAITING)
            .filter((thread) -> Arrays.stream(thread.getValue())
                .anyMatch((frame) -> frame.getClassName().endsWith(".BlockingCaller")
                        && frame.getMethodName().equals("pause")))
            .count(), (count) -> count == callers);
    }

    private ConfigurableApplicationContext startInstance() {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run("--spring.main.banner-mode=off", "--spring.application.name=shop", "--stampede-safe.redis.timeout=5s",
                    "--stampede-safe.lease=60s", "--spring.data.redis.port=" + this.redis.port());
        await().until(context.getBean(RedisSignals.class)::isSubscribed);
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Shop shop() {
            return new Shop();
        }

    }

    static class Shop {

        private final AtomicInteger loads = new AtomicInteger();

        private volatile @Nullable Hold held;

        /** Holds the next load. */
        Hold hold() {
            Hold hold = new Hold();
            this.held = hold;
            return hold;
        }

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", beta = 0, staleWhileRevalidate = "1h")
        String totals(String country) throws InterruptedException {
            int load = this.loads.incrementAndGet();
            Hold hold = this.held;
            this.held = null;
            if (hold != null) {
                hold.stop();
            }
            if (country.equals("unknown")) {
                throw new IllegalStateException("Expected");
            }
            return country + " " + load;
        }

        @StampedeSafeCachePut(cacheName = "totals", key = "#country")
        String put(String country) {
            return country + " put";
        }

        @StampedeSafeCacheEvict(cacheName = "totals", key = "#country")
        void evict(String country) {
        }

        @StampedeSafeCacheEvict(cacheName = "totals", key = "#country", mode = EvictMode.EXPIRE)
        void expire(String country) {
        }

        @StampedeSafeCacheEvict(cacheName = "totals", allEntries = true)
        void clear() {
        }

    }

}
