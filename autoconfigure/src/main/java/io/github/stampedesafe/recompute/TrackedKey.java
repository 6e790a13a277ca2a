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
 * A key that is counted one by one. Callers count, one thread at a time sweeps, and
 * everybody reads.
 */
final class TrackedKey {

    /** Counts as the cost of a load whose cost is unknown, or next to nothing. */
    private static final Duration LEAST_COST = Duration.ofMillis(1);

    private static final double NEW_SECONDS = 3;

    private final CacheKey key;

    private final LongAdder reads = new LongAdder();

    private final ReadRate rate = new ReadRate();

    private double ageSeconds;

    private double idleSeconds;

    private volatile @Nullable Seen seen;

    private volatile Duration cost = LEAST_COST;

    private volatile @Nullable Request repeatable;

    private volatile @Nullable Policy policy;

    private volatile double clusterScore;

    /** What the key cost when instances told what {@link #clusterScore} adds up. */
    private volatile Duration clusterCost = LEAST_COST;

    private volatile Duration toldCost = LEAST_COST;

    private volatile boolean isHot;

    private volatile Setbacks setbacks = Setbacks.NONE;

    TrackedKey(CacheKey key) {
        this.key = key;
    }

    CacheKey key() {
        return this.key;
    }

    /** Counts a read, and remembers what is new about the key. */
    void read(Request request, @Nullable Entry found) {
        this.reads.increment();
        saw(found);
        if (this.policy == null) {
            this.policy = request.policy();
        }
        if (this.repeatable == null) {
            Load load = request.load().repeatable();
            this.repeatable = (load != null) ? new Request(this.key, request.policy(), request.codec(), load) : null;
        }
    }

    /** Takes note of what is stored. */
    void saw(@Nullable Entry found) {
        Seen last = this.seen;
        if (found == null || last == null || !last.isOf(found)) {
            Seen now = Seen.of(found);
            this.seen = now;
            // What it costs to load is known while it is absent, too.
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

    /** Whether too little is known of the key to compare it. */
    boolean isNew() {
        return this.ageSeconds < NEW_SECONDS;
    }

    /** Returns what speaks for the key where there is not room for all. */
    double worth() {
        return this.isHot ? score() * Hotness.SLACK : score();
    }

    /** Takes note that the instances tell each other scores. */
    void exchanged() {
        this.clusterCost = this.toldCost;
        this.toldCost = this.cost;
    }

    /**
     * Takes note of the key's place in the cluster.
     * @param rank how many keys are worth more
     * @param score what the instances told, zero if nothing
     * @param hotness what makes it hot
     */
    void stands(int rank, double score, Hotness hotness) {
        this.clusterScore = score;
        this.isHot = hotness.isMet(this.isHot, rank, clusterRate());
    }

    boolean isHot() {
        return this.isHot;
    }

    /** Returns reads a second on this instance. */
    double localRate() {
        return this.rate.perSecond();
    }

    /** Returns what this instance's readers would lose. */
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

    /** Returns how long the last load took whose cost is known. */
    Duration cost() {
        return this.cost;
    }

    @Nullable Seen seen() {
        return this.seen;
    }

    /** Returns how whoever asked for it first wants it kept. */
    @Nullable Policy policy() {
        return this.policy;
    }

    @Nullable Request repeatable() {
        return this.repeatable;
    }

    /** Forgets how to repeat the load: the next caller's way may work. */
    void forgetLoad() {
        this.repeatable = null;
    }

    Setbacks setbacks() {
        return this.setbacks;
    }

    void setbacks(Setbacks setbacks) {
        this.setbacks = setbacks;
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds() + duration.toNanosPart() / 1e9; // of any length
    }

}
