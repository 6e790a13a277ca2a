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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.RecomputeOutcome.Result;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.recompute.Trigger;

/**
 * A planner of an instance leaves a key alone after recomputes that brought nothing: for
 * at least half of one second, two, four and so on after failures in a row, and for a
 * second if the key could not be loaded.
 */
final class BackoffIsKept implements Invariant {

    private static final Duration LONGEST_OF_HOT_KEYS = Duration.ofMinutes(5);

    @Override
    public List<String> violations(World world) {
        if (world.scenario.has(Trouble.CLOCK_STEPS)) {
            return List.of();
        }
        List<String> violations = new ArrayList<>();
        for (SimulatedInstance instance : world.instances) {
            for (CacheKey key : keys(world)) {
                for (LoadRun.Plan plan : LoadRun.Plan.values()) {
                    checkFailures(world, plannedLoads(world, instance.node, key, plan), plan, violations);
                }
                if (!world.scenario.has(Trouble.SCHEDULED) || !world.scenario.has(Trouble.HOT_KEYS)) {
                    checkRests(world, instance.node, key, violations);
                }
            }
        }
        return violations;
    }

    private static List<CacheKey> keys(World world) {
        return world.history.loads.stream()
            .filter((load) -> load.plan != null)
            .map((load) -> load.key)
            .distinct()
            .toList();
    }

    private static List<LoadRun> plannedLoads(World world, Node node, CacheKey key, LoadRun.Plan plan) {
        return world.history.loads.stream()
            .filter((load) -> load.plan == plan && load.node == node && load.key.equals(key))
            .toList();
    }

    private static void checkFailures(World world, List<LoadRun> loads, LoadRun.Plan plan, List<String> violations) {
        int failures = 0;
        @Nullable LoadRun last = null;
        for (LoadRun load : loads) {
            if (last != null && isWritten(world, load.key, last.begin, load)) {
                failures = 0;
            }
            if (last != null && failures > 0 && load.beginTime < last.endTime + leastPause(world, plan, failures)) {
                violations.add(load + " began " + (load.beginTime - last.endTime) + " ns after failure " + failures
                        + " in a row, " + last);
            }
            failures = (load.failure != null) ? failures + 1 : 0;
            last = load;
        }
    }

    /** Whether the store got a value, after which a key may have been found not due. */
    private static boolean isWritten(World world, CacheKey key, int after, LoadRun next) {
        int before = (next.attempt != null) ? next.attempt.step() : next.begin;
        return world.history.stored.entrySet()
            .stream()
            .anyMatch((stored) -> stored.getValue() > after && stored.getValue() < before
                    && world.history.origin(stored.getKey()).key().equals(key));
    }

    private static long leastPause(World world, LoadRun.Plan plan, int failures) {
        Duration longest = (plan == LoadRun.Plan.HOT_KEY) ? LONGEST_OF_HOT_KEYS : longestOfScheduled(world);
        return Math.min(Duration.ofSeconds(1L << (failures - 1)).toNanos(), longest.toNanos()) / 2;
    }

    /** Next to a time of the calendar, no pause is longer than a second. */
    private static Duration longestOfScheduled(World world) {
        boolean isCalendar = world.scenario.planning().trigger() instanceof Trigger.Cron;
        return isCalendar ? Duration.ofSeconds(1) : longestPause(world.scenario.planning());
    }

    /** Returns the longest pause of a scheduled key after failures. */
    static Duration longestPause(Planning planning) {
        Duration quarter = planning.period().dividedBy(4);
        return (quarter.toSeconds() >= 1) ? quarter : Duration.ofSeconds(1);
    }

    private static void checkRests(World world, Node node, CacheKey key, List<String> violations) {
        History.@Nullable Recompute last = null;
        for (History.Recompute next : world.history.recomputed) {
            if (next.isOf(node, key)) {
                if (last != null && isRest(last.result())
                        && next.time() < last.time() + Duration.ofSeconds(1).toNanos()) {
                    violations.add(next + " although " + last);
                }
                last = next;
            }
        }
    }

    private static boolean isRest(Result result) {
        return result == Result.ELSEWHERE || result == Result.REFUSED || result == Result.UNAVAILABLE;
    }

}
