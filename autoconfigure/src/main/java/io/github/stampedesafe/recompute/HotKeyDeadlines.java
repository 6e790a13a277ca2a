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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.policy.Policy;

/**
 * Decides when a hot key is recomputed: as late as possible, so that each value serves as
 * long as it can, and early enough for all of them to be replaced before they expire.
 * <p>
 * A key needs the time until the next sweep finds it due, and twice its last cost. When
 * that is what it has left, it is due. If a key will not have it by the time that the
 * loads of all keys which expire before it have taken on the threads of all instances,
 * then these begin now, in the order in which they expire (earliest deadline first; C. L.
 * Liu, J. W. Layland: <i>Scheduling Algorithms for Multiprogramming in a Hard-Real-Time
 * Environment</i>, JACM 20(1), 1973): otherwise a crowd of keys that were filled
 * together, and expire together, would be begun together and be late.
 * <p>
 * Not thread-safe: one sweep plans after the other.
 */
final class HotKeyDeadlines {

    /**
     * So often each recomputed value has to be read. With fewer reads, a recompute makes
     * more loads than the waits it saves: at one read per life, readers that load for
     * themselves make half as many.
     */
    private static final double FEWEST_READS = 2;

    /**
     * A key that this instance has not read for so many lives of its value is left alone.
     */
    private static final int MOST_UNREAD_LIVES = 4;

    private final Duration sweepInterval;

    private final int maxConcurrent;

    private final double loadSeconds;

    private final Function<String, HotKeyRule> rules;

    private Set<TrackedKey> affordable = Set.of();

    HotKeyDeadlines(HotKeySettings settings, Function<String, HotKeyRule> rules) {
        this.sweepInterval = settings.sweepInterval();
        this.maxConcurrent = settings.maxConcurrent();
        this.loadSeconds = settings.loadSeconds();
        this.rules = rules;
    }

    /**
     * Returns the keys that can all be replaced in time, again and again: the hottest, as
     * many as there are threads for, but at least one. If it tried more, it would be late
     * with all. Those of the last time stay until others are clearly hotter: rates are
     * counted, and those of keys at the border change places all the time.
     * @param keys all hot keys that can be recomputed, whether they are at the moment or
     * not
     * @param instances how many instances there are
     */
    Set<TrackedKey> affordable(List<TrackedKey> keys, int instances) {
        List<WeightedKey> hottest = WeightedKey.heaviestFirst(keys.stream().filter(this::pays).toList(), this::weight);
        Threads threads = new Threads(this.loadSeconds, reckoned(instances));
        Set<TrackedKey> affordable = new LinkedHashSet<>();
        for (WeightedKey weighed : hottest) {
            if (threads.areLeftFor(weighed.key(), share(weighed.key()))) {
                affordable.add(weighed.key());
            }
        }
        if (affordable.isEmpty() && !hottest.isEmpty()) {
            affordable.add(hottest.get(0).key());
        }
        this.affordable = affordable;
        return affordable;
    }

    /**
     * Whether a recompute of a key saves more than it costs. The reads of all instances
     * count, and an instance whose own readers have left the key leaves it to the others.
     */
    private boolean pays(TrackedKey key) {
        EntryTimes times = key.times();
        if (times == null) {
            return true; // nothing to plan with yet
        }
        Duration served = served(times, ahead(key));
        double fewest = this.affordable.contains(key) ? FEWEST_READS / HotKeyRule.SLACK : FEWEST_READS;
        return key.clusterRate() * seconds(served) >= fewest && !key.isIdle(served.multipliedBy(MOST_UNREAD_LIVES));
    }

    /** Returns what a key needs of one thread's time: all of it at most. */
    private double share(TrackedKey key) {
        EntryTimes times = key.times();
        return (times != null) ? Math.min(1, seconds(key.cost()) / seconds(served(times, ahead(key)))) : 0;
    }

    /**
     * Returns the plans of keys, in the order in which they expire.
     * @param keys the keys that may be recomputed
     * @param instances how many instances there are
     * @param now the store's time
     */
    List<Plan> plan(List<TrackedKey> keys, int instances, Instant now) {
        List<Plan> plans = new ArrayList<>();
        keys.forEach((key) -> {
            EntryTimes times = key.times();
            if (times != null) {
                Instant start = start(times, ahead(key));
                plans.add(new Plan(key, times, start, !start.isAfter(now)));
            }
        });
        plans.sort(Comparator.comparing((plan) -> plan.times().freshUntil()));
        int crowd = crowd(plans, (long) this.maxConcurrent * reckoned(instances), now);
        for (int i = 0; i < crowd; i++) {
            Plan plan = plans.get(i);
            boolean isDue = plan.isDue() || !plan.times().middle().isAfter(now);
            plans.set(i, new Plan(plan.key(), plan.times(), plan.start(), isDue));
        }
        return plans;
    }

    /**
     * Returns how many keys, from the first to expire on, have to begin although none of
     * them would have to alone.
     */
    private int crowd(List<Plan> plans, long threads, Instant now) {
        int crowd = 0;
        Duration before = Duration.ZERO;
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            Instant start = start(plan.times(), ahead(plan.key()).plus(before.dividedBy(threads)));
            if (!plan.isDue() && !start.isAfter(now)) {
                crowd = i + 1;
            }
            before = before.plus(plan.key().cost());
        }
        return crowd;
    }

    private double weight(TrackedKey key) {
        return this.affordable.contains(key) ? key.score() * HotKeyRule.SLACK : key.score();
    }

    /** Of three or more instances, one may die, and the others are still in time. */
    private static int reckoned(int instances) {
        return Math.max(Math.min(instances, 2), instances - 1);
    }

    private static Instant start(EntryTimes times, Duration lead) {
        Instant start = times.freshUntil().minus(lead);
        return start.isBefore(times.middle()) ? times.middle() : start;
    }

    /** Returns how long a value serves that is recomputed ahead of its end. */
    private static Duration served(EntryTimes times, Duration ahead) {
        Duration half = times.life().dividedBy(2);
        Duration served = times.life().minus(ahead);
        return (served.compareTo(half) > 0) ? served : half;
    }

    private static double seconds(Duration duration) {
        return Math.max(1e-9, duration.toSeconds() + duration.toNanosPart() / 1e9); // of
                                                                                    // any
        // length
    }

    private Duration ahead(TrackedKey key) {
        Duration configured = this.rules.apply(key.key().cache()).refreshAhead();
        return (configured != null) ? configured : this.sweepInterval.plus(key.cost().multipliedBy(2));
    }

    /** Threads of all instances, as many as are not given to keys yet. */
    private static final class Threads {

        private final int instances;

        private final Map<String, Double> leftOfCache = new HashMap<>();

        private double left;

        private Threads(double ofAnInstance, int instances) {
            this.left = ofAnInstance * instances;
            this.instances = instances;
        }

        /** Gives a key its share, unless it is too much for what is left. */
        private boolean areLeftFor(TrackedKey key, double share) {
            String cache = key.key().cache();
            double ofCache = this.leftOfCache.getOrDefault(cache, ofCache(key.policy()));
            if (share > Math.min(this.left, ofCache)) {
                return false;
            }
            this.left -= share;
            this.leftOfCache.put(cache, ofCache - share);
            return true;
        }

        private double ofCache(@Nullable Policy policy) {
            int bound = (policy != null) ? policy.maxConcurrentLoads() : 0;
            return (bound > 0) ? (double) bound * this.instances : Double.MAX_VALUE;
        }

    }

}
