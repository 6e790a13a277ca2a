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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;

/**
 * A key that has a counter of its own. Callers count reads, one thread at a time sweeps,
 * and any thread may read the rest.
 */
final class TrackedKey {

    /** The cost that is assumed if it is unknown or next to nothing. */
    private static final Duration LEAST_COST = Duration.ofMillis(1);

    private static final double NEW_SECONDS = 3;

    private final CacheKey key;

    private final LongAdder reads = new LongAdder();

    private final ReadRate rate = new ReadRate();

    private double ageSeconds;

    private double idleSeconds;

    private volatile @Nullable EntryTimes times;

    private volatile Duration cost = LEAST_COST;

    private volatile @Nullable Request repeatable;

    private volatile @Nullable Policy policy;

    private volatile double clusterScore;

    /** The cost in the scores that add up to {@link #clusterScore}. */
    private volatile Duration clusterCost = LEAST_COST;

    private volatile Duration sentCost = LEAST_COST;

    private volatile boolean isHot;

    private volatile Backoff backoff = Backoff.NONE;

    TrackedKey(CacheKey key) {
        this.key = key;
    }

    CacheKey key() {
        return this.key;
    }

    /** Counts a read, and remembers what is new about the key. */
    void read(Request request, @Nullable Entry found) {
        this.reads.increment();
        observe(found);
        if (this.policy == null) {
            this.policy = request.policy();
        }
        if (this.repeatable == null) {
            Load load = request.load().repeatable();
            this.repeatable = (load != null) ? new Request(this.key, request.policy(), request.codec(), load) : null;
        }
    }

    /**
     * Counts a read, if nothing is missing that only its request tells.
     * @return whether it was counted
     */
    boolean read(@Nullable Entry found) {
        if (this.repeatable == null || this.policy == null) {
            return false;
        }
        this.reads.increment();
        observe(found);
        return true;
    }

    /** Remembers the times and the cost of what is stored. */
    void observe(@Nullable Entry found) {
        EntryTimes last = this.times;
        if (found == null || last == null || !last.isOf(found)) {
            EntryTimes now = EntryTimes.of(found);
            this.times = now;
            // The cost stays known while the value is absent.
            if (now != null && now.cost().compareTo(LEAST_COST) > 0) {
                this.cost = now.cost();
            }
        }
    }

    /** Adds the reads since the last sweep to the rate. */
    void sweep(double seconds) {
        this.ageSeconds += seconds;
        long newReads = this.reads.sumThenReset();
        this.idleSeconds = (newReads > 0) ? 0 : this.idleSeconds + seconds;
        this.rate.add(newReads, seconds);
    }

    boolean isIdle(Duration limit) {
        return this.idleSeconds > limit.toMillis() / 1000.0;
    }

    /** Whether the key was counted for too short a time to be compared. */
    boolean isNew() {
        return this.ageSeconds < NEW_SECONDS;
    }

    /** Returns the weight of the key where there is no room for all keys. */
    double worth() {
        return this.isHot ? score() * HotKeyRule.SLACK : score();
    }

    /** Notes that the instances exchange scores. */
    void exchanged() {
        this.clusterCost = this.sentCost;
        this.sentCost = this.cost;
    }

    /**
     * Updates the key's rank in the cluster, and whether it is hot.
     * @param rank how many keys of the cache have a higher score
     * @param score sum of the scores of all instances, zero if unknown
     * @param rule what makes it hot
     */
    void updateRank(int rank, double score, HotKeyRule rule) {
        this.clusterScore = score;
        this.isHot = rule.isMet(this.isHot, rank, clusterRate());
    }

    boolean isHot() {
        return this.isHot;
    }

    /** Returns reads a second on this instance. */
    double localRate() {
        return this.rate.perSecond();
    }

    /** Returns the load time per second that a fresh value saves this instance. */
    double localScore() {
        return localRate() * seconds(cost());
    }

    double score() {
        return Math.max(localScore(), this.clusterScore);
    }

    /** Returns reads a second on all instances, as far as is known. */
    double clusterRate() {
        return Math.max(localRate(), this.clusterScore / seconds(this.clusterCost));
    }

    /** Returns the cost of the last load whose cost is known. */
    Duration cost() {
        return this.cost;
    }

    @Nullable EntryTimes times() {
        return this.times;
    }

    /** Returns the policy of the first call. */
    @Nullable Policy policy() {
        return this.policy;
    }

    @Nullable Request repeatable() {
        return this.repeatable;
    }

    /** Forgets how to repeat the load, because that of the next caller may work. */
    void forgetLoad() {
        this.repeatable = null;
    }

    Backoff backoff() {
        return this.backoff;
    }

    void backoff(Backoff backoff) {
        this.backoff = backoff;
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds() + duration.toNanosPart() / 1e9; // of any length
    }

}
