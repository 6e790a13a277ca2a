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

import java.time.Duration;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.LoadEvent.Recomputed;
import io.github.stampedesafe.event.WaitEvent;
import io.github.stampedesafe.event.WaitEvent.Followed;
import io.github.stampedesafe.event.WaitEvent.LeaseWaited;
import io.github.stampedesafe.event.WaitEvent.LoadWaited;

/** The timers of all caches in one registry. */
final class CacheTimers {

    /** What is quicker or slower than this falls into the first or the last bucket. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final MeterProvider<Timer> loads;

    private final MeterProvider<Timer> followers;

    private final MeterProvider<Timer> leases;

    private final MeterProvider<Timer> turns;

    private final MeterProvider<Timer> lags;

    CacheTimers(MeterRegistry registry) {
        this.loads = histogram("stampede.load.duration", "Time that loads took").withRegistry(registry);
        this.followers = histogram("stampede.follower.wait", "Time that callers waited for another caller's load")
            .withRegistry(registry);
        this.leases = histogram("stampede.lease.wait", "Time that callers waited for another instance's load")
            .withRegistry(registry);
        this.turns = Timer.builder("stampede.load.queue.wait")
            .description("Time that loads waited for their turn")
            .withRegistry(registry);
        this.lags = histogram("stampede.recompute.lag", "Time by which recomputes began later than planned")
            .withRegistry(registry);
    }

    /**
     * Begins the timers of a cache that nobody may miss the first of, as a counter that
     * is not there before does not grow. Those of loads and recomputes begin with the
     * first: each histogram is some seventy series, and most combinations never come.
     */
    void register(String cache) {
        Tags tags = tags(cache);
        this.followers.withTags(tags);
        this.leases.withTags(tags);
        this.turns.withTags(tags);
    }

    /** Records the time that an event took, if it took any. */
    void record(CacheEvent event) {
        if (event instanceof Loaded loaded) {
            recordLoad(loaded, loaded.cause(), MeterTags.SUCCESS, loaded.cost());
        }
        else if (event instanceof LoadFailed failed) {
            recordLoad(failed, failed.cause(), MeterTags.FAILURE, failed.cost());
        }
        else if (event instanceof Followed followed) {
            recordWait(this.followers, followed);
        }
        else if (event instanceof LeaseWaited waited) {
            recordWait(this.leases, waited);
        }
        else if (event instanceof LoadWaited waited) {
            recordWait(this.turns, waited);
        }
        // A recompute without a load was neither late nor in time.
        else if (event instanceof Recomputed recomputed && recomputed.result().hasLoaded()) {
            this.lags.withTags(tags(recomputed.cache())).record(recomputed.lag());
        }
    }

    private void recordLoad(LoadEvent event, LoadCause cause, Tag outcome, Duration cost) {
        this.loads.withTags(tags(event.cache()).and(MeterTags.cause(cause), outcome)).record(cost);
    }

    private static void recordWait(MeterProvider<Timer> timers, WaitEvent event) {
        timers.withTags(tags(event.cache())).record(event.waited());
    }

    private static Tags tags(String cache) {
        return Tags.of(MeterTags.CACHE, cache);
    }

    private static Timer.Builder histogram(String name, String description) {
        return Timer.builder(name)
            .description(description)
            .publishPercentileHistogram()
            .minimumExpectedValue(SHORTEST)
            .maximumExpectedValue(LONGEST);
    }

}
