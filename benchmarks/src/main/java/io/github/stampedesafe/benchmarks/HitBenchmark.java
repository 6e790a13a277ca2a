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

import java.util.ArrayList;
import java.util.List;
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
import org.springframework.context.ConfigurableApplicationContext;

import io.github.stampedesafe.benchmarks.HitApplication.TotalsService;
import io.github.stampedesafe.testing.RedisProcess;

/**
 * What a hit costs: the plain call, Spring's {@code @Cacheable} over
 * {@code RedisCacheManager} with JSON, and ours. Run with {@code -t 1} and {@code -t 8}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class HitBenchmark {

    private final String[] options;

    private RedisProcess redis;

    private ConfigurableApplicationContext context;

    private TotalsService service;

    public HitBenchmark() {
        this(new String[0]);
    }

    HitBenchmark(String... options) {
        this.options = options;
    }

    @Setup
    public void start() {
        this.redis = RedisProcess.start();
        List<String> all = new ArrayList<>(List.of("--spring.main.banner-mode=off", "--logging.level.root=warn",
                "--spring.data.redis.port=" + this.redis.port()));
        all.addAll(List.of(this.options));
        this.context = SpringApplication.run(HitApplication.class, all.toArray(String[]::new));
        this.service = this.context.getBean(TotalsService.class);
    }

    @TearDown
    public void stop() {
        this.context.close();
        this.redis.close();
    }

    @Benchmark
    public Object plain() {
        return this.service.plain("DE");
    }

    @Benchmark
    public Object spring() {
        return this.service.spring("DE");
    }

    @Benchmark
    public Object ours() {
        return this.service.ours("DE");
    }

    @Benchmark
    public Object oursDefaultKey() {
        return this.service.oursDefaultKey("DE");
    }

}
