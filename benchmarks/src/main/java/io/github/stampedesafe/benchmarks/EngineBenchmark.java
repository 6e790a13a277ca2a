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

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.EngineSettings;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.StringCodec;

/**
 * What the engine itself costs, over a store in memory whose clock stands still: how it
 * judges an entry, and a flight with its lease and its fence.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class EngineBenchmark {

    private static final CacheKey EARLY = new CacheKey("totals", "early");

    private static final CacheKey LATE = new CacheKey("totals", "late");

    private static final CacheKey ABSENT = new CacheKey("totals", "absent");

    private static final Load UNSTORED = new Load() {

        @Override
        public Object load() {
            return "value";
        }

        @Override
        public boolean isStorable(@Nullable Object value) {
            return false;
        }

    };

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    private final PayloadCodec codec = new StringCodec();

    private final Policy policy = Policy.resolve();

    private SingleFlightCache engine;

    /**
     * Stores two values: one young, one in the second half of its life, whose reads draw.
     */
    @Setup
    public void fill() throws Throwable {
        EngineResources resources = new EngineResources(this.clock, this.clock::nanoTime, new SplittableRandom(1),
                Waiting.blocking(), Runnable::run);
        this.engine = new SingleFlightCache(this.store, new InMemoryLeases(this.store),
                new EngineSettings(Duration.ofSeconds(5), OnStoreFailure.LOAD), resources, new CacheListener() {
                });
        load(LATE);
        this.clock.advance(this.policy.ttl().multipliedBy(3).dividedBy(4));
        load(EARLY);
    }

    private void load(CacheKey key) throws Throwable {
        this.engine.get(key, this.policy, this.codec, () -> {
            this.clock.advance(Duration.ofMillis(1));
            return "value";
        });
    }

    /** What each hit does without the engine: the store is asked, the payload read. */
    @Benchmark
    public Object storeOnly() {
        return this.codec.read(Objects.requireNonNull(this.store.get(EARLY)).payload().bytes());
    }

    /** A hit that is judged by time alone. */
    @Benchmark
    public @Nullable Object judgedByTime() throws Throwable {
        return this.engine.get(EARLY, this.policy, this.codec, UNSTORED);
    }

    /** A hit that is judged by time and by chance. */
    @Benchmark
    public @Nullable Object judgedByChance() throws Throwable {
        return this.engine.get(LATE, this.policy, this.codec, UNSTORED);
    }

    /** A miss: a flight is joined, leads, loads under lease and fence, and lands. */
    @Benchmark
    public @Nullable Object flight() throws Throwable {
        return this.engine.get(ABSENT, this.policy, this.codec, UNSTORED);
    }

}
