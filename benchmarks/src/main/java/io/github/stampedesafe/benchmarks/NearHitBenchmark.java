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

package io.github.stampedesafe.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.NearUsage;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * A hit of a near copy, beside Spring's cache over Caffeine and Caffeine by hand: in the
 * memory of the instance, of a value that all callers share.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class NearHitBenchmark {

    private static final String KEY = "DE";

    private static final int CHECKED = 100;

    private static final int SIZE = 10_000;

    private final Cache<String, Price> byHand = Caffeine.newBuilder().maximumSize(SIZE).build();

    private RedisProcess redis;

    private ConfigurableApplicationContext context;

    private Prices prices;

    @Setup
    public void start() {
        this.redis = RedisProcess.start();
        this.context = SpringApplication.run(Application.class, "--spring.main.banner-mode=off",
                "--logging.level.root=warn", "--spring.data.redis.port=" + this.redis.port(),
                "--spring.cache.type=caffeine", "--spring.cache.caffeine.spec=maximumSize=" + SIZE,
                "--stampede-safe.defaults.near-cache=all");
        this.prices = this.context.getBean(Prices.class);
        List.<Supplier<Price>>of(this::caffeine, this::springDefaultKey, this::springExpression, this::oursDefaultKey,
                this::oursExpression)
            .forEach(NearHitBenchmark::check);
        if (nearHits() < CHECKED) {
            throw new IllegalStateException("Hits were not answered by near copies");
        }
    }

    /** Whoever makes an object for each caller measures another hit. */
    @SuppressWarnings("ReferenceEquality") // the same object is what is checked
    private static void check(Supplier<Price> hit) {
        Price first = hit.get();
        for (int i = 0; i < CHECKED; i++) {
            first = hit.get();
        }
        if (hit.get() != first) {
            throw new IllegalStateException("Callers do not share the value");
        }
    }

    /** Returns how many calls the near copies of both Stampede Safe caches answered. */
    private long nearHits() {
        return Stream.of("ours", "oursExpression").map(this::usage).mapToLong(NearUsage::hits).sum();
    }

    private NearUsage usage(String cache) {
        NearUsage usage = this.context.getBean(SingleFlightCache.class).near().usage(cache);
        return (usage != null) ? usage : new NearUsage(0, 0, 0);
    }

    @TearDown
    public void stop() {
        this.context.close();
        this.redis.close();
    }

    @Benchmark
    public Price caffeine() {
        return this.byHand.get(KEY, Price::of);
    }

    @Benchmark
    public Price springDefaultKey() {
        return this.prices.spring(KEY);
    }

    @Benchmark
    public Price springExpression() {
        return this.prices.springExpression(KEY);
    }

    @Benchmark
    public Price oursDefaultKey() {
        return this.prices.ours(KEY);
    }

    @Benchmark
    public Price oursExpression() {
        return this.prices.oursExpression(KEY);
    }

    /**
     * A value that nobody can change.
     */
    public record Price(String country, long orders, BigDecimal revenue) {

        static Price of(String country) {
            return new Price(country, 48_211, new BigDecimal("1204412.37"));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    static class Application {

        @Bean
        Prices prices() {
            return new Prices();
        }

    }

    static class Prices {

        @Cacheable("spring")
        public Price spring(String country) {
            return Price.of(country);
        }

        @Cacheable(cacheNames = "springExpression", key = "#country")
        public Price springExpression(String country) {
            return Price.of(country);
        }

        @StampedeSafeCacheable(cacheName = "ours", ttl = "1h")
        public Price ours(String country) {
            return Price.of(country);
        }

        @StampedeSafeCacheable(cacheName = "oursExpression", key = "#country", ttl = "1h")
        public Price oursExpression(String country) {
            return Price.of(country);
        }

    }

}
