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

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.MutableClock;

/**
 * A hit of an annotated method by the ways to name its key, over a store in memory: what
 * remains is the proxy, the key and a short value.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class KeyBenchmark {

    private ConfigurableApplicationContext context;

    private Greetings greetings;

    @Setup
    public void start() {
        this.context = SpringApplication.run(Application.class, "--spring.main.banner-mode=off",
                "--logging.level.root=warn", "--stampede-safe.hot-keys.enabled=false");
        this.greetings = this.context.getBean(Greetings.class);
    }

    @TearDown
    public void stop() {
        this.context.close();
    }

    @Benchmark
    public String parameter() {
        return this.greetings.parameter("DE", 42);
    }

    @Benchmark
    public String defaultKey() {
        return this.greetings.defaultKey("DE", 42);
    }

    @Benchmark
    public String expression() {
        return this.greetings.expression("DE", 42);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        InMemoryEntryStore entryStore() {
            return new InMemoryEntryStore(new MutableClock());
        }

        @Bean
        InMemoryLeases leases(InMemoryEntryStore store) {
            return new InMemoryLeases(store);
        }

        @Bean
        EngineResources resources(InMemoryEntryStore store) {
            MutableClock clock = store.clock();
            return new EngineResources(clock, clock::nanoTime, new SplittableRandom(1), Waiting.blocking(),
                    Runnable::run);
        }

        @Bean
        Greetings greetings() {
            return new Greetings();
        }

    }

    static class Greetings {

        @StampedeSafeCacheable(cacheName = "parameter", key = "#p0")
        public String parameter(String country, int number) {
            return country + number;
        }

        @StampedeSafeCacheable(cacheName = "defaultKey")
        public String defaultKey(String country, int number) {
            return country + number;
        }

        @StampedeSafeCacheable(cacheName = "expression", key = "#country + ':' + #number")
        public String expression(String country, int number) {
            return country + number;
        }

    }

}
