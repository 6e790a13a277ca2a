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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.stampedesafe.benchmarks.HitApplication.TotalsService;
import io.github.stampedesafe.benchmarks.HitApplication.UnansweredCalls;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * What a hit costs: written by hand with Lettuce and Jackson, through JetCache and
 * Redisson, by Spring's {@code @Cacheable} over {@code RedisCacheManager}, and by ours.
 * All read JSON with Jackson. {@link HitTurns} lets them take turns, which tells more
 * than one run after the other: where they use up the processors, a hit reaches its final
 * speed only after some seconds, and keeps another one in each JVM.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class HitBenchmark {

    private static final String KEY = "DE";

    private static final int CHECKED = 100;

    /** A record of 300 bytes of JSON, or a list of such of 10,000 bytes. */
    @Param({ "record", "list" })
    public String value = "record";

    private final String[] options;

    private boolean isList;

    private RedisProcess redis;

    private ConfigurableApplicationContext context;

    private TotalsService service;

    private UnansweredCalls unanswered;

    private ClientHits clients;

    public HitBenchmark() {
        this(new String[0]);
    }

    HitBenchmark(String... options) {
        this.options = options;
    }

    @Setup
    public void start() {
        this.isList = this.value.equals("list");
        this.redis = RedisProcess.start();
        List<String> all = new ArrayList<>(List.of("--spring.main.banner-mode=off", "--logging.level.root=warn",
                "--spring.data.redis.port=" + this.redis.port()));
        all.addAll(List.of(this.options));
        this.context = SpringApplication.run(HitApplication.class, all.toArray(String[]::new));
        this.service = this.context.getBean(TotalsService.class);
        this.unanswered = this.context.getBean(UnansweredCalls.class);
        Object expected = this.isList ? Totals.list(KEY) : Totals.of(KEY);
        this.clients = new ClientHits(this.redis.port(), KEY, this.isList ? Totals.LIST_TYPE : Totals.TYPE, expected);
        Stream
            .<Hit>of(this::lettuce, this::redissonBucket, this::redissonMapCache, this::jetCache, this::spring,
                    this::ours)
            .forEach((hit) -> check(hit, expected));
    }

    /** Whoever does not ask Redis, or gets something else, measures no hit. */
    private void check(Hit hit, Object expected) {
        Object loaded = hit.get();
        long before = this.clients.commands();
        for (int i = 0; i < CHECKED; i++) {
            Object value = hit.get();
            if (!expected.equals(value) || !expected.equals(loaded)) {
                throw new IllegalStateException("A hit returned another value: " + value);
            }
        }
        if (this.clients.commands() - before < CHECKED) {
            throw new IllegalStateException("A hit did not ask Redis");
        }
    }

    /** A call to which Redis does not answer in time is served from memory. */
    @TearDown(Level.Iteration)
    public void checkAnswers(IterationParams iteration) {
        if (iteration.getType() == IterationType.MEASUREMENT) {
            requireAnswers();
        }
        else {
            forgetAnswers();
        }
    }

    void requireAnswers() {
        long calls = this.unanswered.sumThenReset();
        if (calls > 0) {
            throw new IllegalStateException(
                    "Redis did not answer %d calls: this machine is too busy to measure hits".formatted(calls));
        }
    }

    void forgetAnswers() {
        this.unanswered.sumThenReset();
    }

    @TearDown
    public void stop() {
        this.clients.close();
        this.context.close();
        this.redis.close();
    }

    @Benchmark
    public @Nullable Object lettuce() {
        return this.clients.lettuce();
    }

    @Benchmark
    public @Nullable Object redissonBucket() {
        return this.clients.redissonBucket();
    }

    @Benchmark
    public @Nullable Object redissonMapCache() {
        return this.clients.redissonMapCache();
    }

    @Benchmark
    public @Nullable Object jetCache() {
        return this.clients.jetCache();
    }

    @Benchmark
    public Object spring() {
        return this.isList ? this.service.springList(KEY) : this.service.spring(KEY);
    }

    @Benchmark
    public Object ours() {
        return this.isList ? this.service.oursList(KEY) : this.service.ours(KEY);
    }

    /** A way to get the cached value. */
    private interface Hit {

        @Nullable Object get();

    }

}
