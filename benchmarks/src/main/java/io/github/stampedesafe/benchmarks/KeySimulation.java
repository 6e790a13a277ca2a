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
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.AdaptiveBeta;
import io.github.stampedesafe.engine.EngineHooks;
import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.EngineSettings;
import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.StringCodec;

/**
 * The life of one key in virtual time: the real engine over a map, read at random by
 * readers that know nothing of each other. While a load runs, time passes and readers
 * come, who are served, or wait if the value has expired. Each seed gives one life.
 * <p>
 * Readers that come so early in a value's life that hardly one in a million lives has one
 * of them drawn are left out.
 */
final class KeySimulation {

    private static final CacheKey KEY = new CacheKey("simulated", "key");

    private static final int FEW = 6;

    private static final CacheListener NOBODY = new CacheListener() {
    };

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    private final ManualExecutor refreshes = new ManualExecutor();

    private final SplittableRandom arrivals;

    private final SplittableRandom loadTimes;

    private final Traffic traffic;

    private final Policy policy;

    private final SingleFlightCache engine;

    private Instant freshUntil = Instant.MAX;

    private boolean loading;

    private long reads;

    private long loads;

    private long waiting;

    private long firstEnd;

    private Tally tally = new Tally(0, 0, 0);

    KeySimulation(Traffic traffic, Policy policy, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        this.arrivals = seeds.split();
        this.loadTimes = seeds.split();
        RandomGenerator chance = seeds.split();
        this.traffic = traffic;
        this.policy = policy;
        EngineResources resources = new EngineResources(this.clock, this.clock::nanoTime, chance, Waiting.blocking(),
                this.refreshes);
        EngineSettings settings = new EngineSettings(Duration.ofHours(1), OnStoreFailure.FAIL);
        this.engine = new SingleFlightCache(this.store, new InMemoryLeases(this.store), settings, resources,
                new EngineHooks(NOBODY, new Estimate(traffic, this.clock), LoadScope.NONE));
    }

    /**
     * Lets the key live for some time, but not for more reads than it takes to see what
     * happens.
     * @param most largest number of reads that are carried out, if there were a few loads
     * by then
     * @return what happened from the end of the first load to that of the last
     */
    Tally live(Duration time, long most) {
        long end = time.toNanos();
        while (this.loads < FEW || (this.clock.nanoTime() < end && this.reads < most)) {
            skipIdleReads();
            pass(nextArrival());
            read();
        }
        return this.tally;
    }

    private void skipIdleReads() {
        Entry entry = this.store.get(KEY);
        if (entry != null) {
            this.freshUntil = entry.freshUntil();
            Duration left = Duration.between(this.clock.instant(), entry.freshUntil());
            Duration life = Duration.between(entry.loadStart().plus(entry.cost()), entry.freshUntil());
            Duration idle = left.minus(horizon(entry.cost(), life));
            if (!idle.isNegative()) {
                this.clock.advance(idle);
            }
        }
    }

    /** Returns how long before its end a read of an entry may be drawn. */
    private Duration horizon(Duration cost, Duration life) {
        double lowest = this.traffic.lowestEstimate();
        double own = (this.policy.earlyExpiration() == EarlyExpirationMode.ADAPTIVE)
                ? AdaptiveBeta.of(lowest, cost, life, this.policy.targetWaitRate()).orElse(0) : 0;
        double reach = Math.max(this.policy.beta(), own) * cost.toNanos() / 1e9;
        double seconds = reach * Math.log(Math.max(1, this.traffic.rate() * reach * 1e6));
        return Duration.ofNanos((long) Math.min(life.toNanos() / 2.0, seconds * 1e9));
    }

    private void read() {
        this.reads++;
        try {
            Object value = this.engine.get(KEY, this.policy, new StringCodec(), this::load);
            if (value == null) {
                throw new IllegalStateException("No value");
            }
        }
        catch (RuntimeException | Error ex) {
            throw ex;
        }
        catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
        if (!this.loading) {
            this.refreshes.runAll();
        }
    }

    /** Whoever comes during a load is served what there is, or waits for its end. */
    private String load() {
        this.loads++;
        this.loading = true;
        Instant now = this.clock.instant();
        long end = this.clock.nanoTime() + this.traffic.loadNanos(this.loadTimes);
        boolean late = !now.isBefore(this.freshUntil);
        this.waiting += late ? 1 : 0;
        for (long next = nextArrival(); this.clock.nanoTime() + next < end; next = nextArrival()) {
            pass(next);
            this.waiting += this.clock.instant().isBefore(this.freshUntil) ? 0 : 1;
        }
        pass(end - this.clock.nanoTime());
        this.loading = false;
        note();
        return "value";
    }

    private void note() {
        if (this.loads == 1) {
            this.firstEnd = this.clock.nanoTime();
        }
        this.tally = new Tally((this.clock.nanoTime() - this.firstEnd) / 1e9, this.loads - 1, this.waiting);
    }

    private long nextArrival() {
        double rate = this.traffic.rateAt(this.clock.nanoTime());
        return (long) (this.arrivals.nextExponential() / rate * TimeUnit.SECONDS.toNanos(1));
    }

    private void pass(long nanos) {
        this.clock.advance(Duration.ofNanos(nanos));
    }

    /**
     * What happened to a key.
     *
     * @param seconds for how long it was watched
     * @param loads how often it was loaded
     * @param waiting readers that waited for a load
     */
    record Tally(double seconds, long loads, long waiting) {

        double loadsPerHour() {
            return this.loads * 3600 / this.seconds;
        }

        double waitingPerHour() {
            return this.waiting * 3600 / this.seconds;
        }

    }

    /** What the engine believes about the rate of the key. */
    private record Estimate(Traffic traffic, MutableClock clock) implements ReadRates {

        @Override
        public void recordRead(Request request, @Nullable Entry found) {
        }

        @Override
        public double rate(CacheKey key) {
            return this.traffic.estimatedRate(this.clock.nanoTime());
        }

    }

}
