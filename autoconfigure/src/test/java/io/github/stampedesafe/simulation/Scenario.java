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

package io.github.stampedesafe.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;

/**
 * What a schedule is about: who does what when, and what goes wrong.
 *
 * @param troubles what can go wrong
 * @param instances how many instances there are
 * @param latency how long commands are on their way
 * @param policy the policy of every call
 * @param onStoreFailure what callers get during an outage
 * @param refreshThreads background refreshes at one time on one instance
 * @param refreshQueue waiting refreshes
 * @param prefills what is stored in the beginning
 * @param callers who does what
 * @param faults what happens to instances and callers
 * @param outages when the store does not answer
 * @param clockSteps when the store's clock is set
 * @param loadTime about how long a load takes, in ns
 * @param planning what is recomputed that nobody asks for
 */
record Scenario(Set<Trouble> troubles, int instances, Latency latency, Policy policy, OnStoreFailure onStoreFailure,
        int refreshThreads, int refreshQueue, List<Prefill> prefills, List<Caller> callers, List<Fault> faults,
        List<Outage> outages, List<ClockStep> clockSteps, long loadTime, Planning planning) {

    /** Lifetime of a lease. */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** How often a caller that waits for another instance looks without a signal. */
    static final Duration POLL = Duration.ofSeconds(1);

    static final Duration DEADLINE = Duration.ofSeconds(8);

    /** How long an instance remembers what it loads in an outage. */
    static final Duration OUTAGE_TTL = Duration.ofMillis(500);

    /** How long a load hangs that hangs. */
    static final Duration HANG = Duration.ofSeconds(12);

    boolean has(Trouble... any) {
        for (Trouble trouble : any) {
            if (this.troubles.contains(trouble)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the shape of the stored type in the release of an instance, 0 if there is
     * one release only.
     * @param instance number of the instance, negative for one that is gone
     */
    long shape(int instance) {
        return has(Trouble.RELEASES) ? 1 + Math.floorMod(instance, 2) : 0;
    }

    /** Returns how long instances remember what they load in an outage. */
    Duration outageTtl() {
        return has(Trouble.OUTAGE_TTL) ? OUTAGE_TTL : Duration.ZERO;
    }

    boolean isDown(long now) {
        return this.outages.stream().anyMatch((outage) -> outage.isOn(now));
    }

    /** Returns how long a call waits for others at most. */
    Duration waitLimit() {
        Duration wait = this.policy.waitTimeout();
        return (wait != null) ? wait : DEADLINE.plus(LEASE).plus(POLL);
    }

    /** Returns what a few commands may take in all, in ns. */
    long slack() {
        return switch (this.latency) {
            case NONE -> 0;
            case SMALL -> 50 * Latency.MILLI;
            case UNEVEN -> 20 * Latency.MOST;
        };
    }

    boolean losesSignal(SplittableRandom random) {
        return has(Trouble.LOST_SIGNALS) && random.nextInt(3) == 0;
    }

    long signalDelay(SplittableRandom random) {
        boolean late = has(Trouble.LATE_SIGNALS) && random.nextInt(3) == 0;
        return late ? random.nextLong(3_000 * Latency.MILLI) : this.latency.draw(random);
    }

    /**
     * What is stored of a key in the beginning, aged this much past its freshness, by an
     * instance that is gone.
     */
    record Prefill(CacheKey key, Duration freshFor, int by) {
    }

    /**
     * What one thread of an instance does, one call after the other, until a time.
     */
    record Caller(int instance, long start, List<Step> steps, long until) {

        Caller(int instance, long start, List<Step> steps) {
            this(instance, start, steps, Actor.NEVER);
        }

    }

    /**
     * One call, some time after the one before, or when somebody else ends something.
     *
     * @param kind what it does
     * @param key the key
     * @param pause the time before it, in ns, or one of the constants
     * @param isAsync whether the call, a get, blocks no thread
     * @param beside further keys that a get is for
     */
    record Step(Call.Kind kind, CacheKey key, long pause, boolean isAsync, List<CacheKey> beside) {

        static final long UNTIL_CHANGE = -1;

        static final long UNTIL_LOADED = -2;

        static final long UNTIL_PUBLISHED = -3;

        static final long UNTIL_BEGUN = -4;

        Step(Call.Kind kind, CacheKey key, long pause, boolean isAsync) {
            this(kind, key, pause, isAsync, List.of());
        }

        /** Returns all keys in the order of the call. */
        List<CacheKey> keys() {
            return Stream.concat(Stream.of(this.key), this.beside.stream()).toList();
        }

    }

    /** What happens to an instance at a time, or to one of its callers. */
    record Fault(Trouble trouble, long at, int target, long until) {

        /** Whether it happens to an instance that loads, if there is one soon. */
        boolean isDuringLoad(Scenario scenario) {
            return this.trouble == Trouble.CRASH && scenario.planning().isOn() && this.at % 2 == 0;
        }

    }

}
