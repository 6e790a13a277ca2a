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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.stampedesafe.event.RecomputeOutcome.Result;
import io.github.stampedesafe.key.CacheKey;

/**
 * A scheduled key is loaded, or at least tried, once per period as long as an instance
 * lives. After a failure it is tried again at the end of the pause, after a load
 * elsewhere within two seconds, and if the instance that loads dies or stands still, when
 * its lease is over.
 */
final class PlannedInTime implements Invariant {

    private static final Duration REST = Duration.ofSeconds(2);

    /** Evaluation, skew of the clocks, and the moment between two checks. */
    private static final Duration MARGIN = Planning.BEAT.plusMillis(200);

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        Scenario scenario = world.scenario;
        boolean isTooBusy = scenario.has(Trouble.BOUNDED, Trouble.HANGING_LOADS, Trouble.NESTED,
                Trouble.PENDING_CHANGES, Trouble.CLOCK_STEPS);
        boolean isDead = world.instances.stream().allMatch((instance) -> instance.node.isCrashed());
        if (!isTooBusy && !isDead) {
            scenario.planning().scheduled().forEach((key) -> check(world, key, violations));
        }
        return violations;
    }

    private static void check(World world, CacheKey key, List<String> violations) {
        long until = world.scenario.planning().until();
        List<Point> points = points(world, key);
        long written = 0;
        long rested = listed(world);
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            written = point.isWrite() ? Math.max(written, point.time()) : written;
            rested = point.isRest() ? Math.max(rested, point.time() + point.pause()) : rested;
            long next = (i + 1 < points.size()) ? points.get(i + 1).time() : until;
            long due = Math.max(Math.max(rested, point.time() + point.pause()), written + period(world));
            long latest = due + bound(world, point.time(), next);
            if (Math.min(next, until) > latest) {
                violations.add(key + " was not tried between " + point + " and " + next + " ns, due at " + due
                        + " ns, at the latest at " + latest + " ns");
            }
        }
    }

    /** Returns when all instances that live know the keys. */
    private static long listed(World world) {
        return world.instances.stream()
            .map((instance) -> instance.node)
            .filter((node) -> !node.isCrashed())
            .mapToLong((node) -> world.history.listed.getOrDefault(node, Actor.NEVER / 4))
            .max()
            .orElse(0);
    }

    private static long period(World world) {
        Planning planning = world.scenario.planning();
        return planning.period().toNanos() + planning.longestLoad(world.scenario.loadTime());
    }

    /** Returns everything that happened to a key, in order. */
    private static List<Point> points(World world, CacheKey key) {
        History history = world.history;
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 0, isPrefilled(world, key), false, "the begin"));
        for (LoadRun load : history.loads) {
            if (load.key.equals(key) && load.node.number >= 0) {
                boolean isStored = history.stored.containsKey(load.value());
                points.add(new Point(load.beginTime, period(world), isStored, false, load.toString()));
            }
        }
        for (Call call : history.calls) {
            boolean isPut = call.kind == Call.Kind.PUT || call.kind == Call.Kind.PUT_IF_ABSENT;
            if (isPut && call.key.equals(key)) {
                long end = call.isOver() ? call.endTime : Actor.NEVER / 4;
                points.add(new Point(end, 0, true, false, call.toString()));
            }
        }
        addEnds(world, key, points);
        points.sort(Comparator.comparingLong(Point::time));
        return points;
    }

    private static void addEnds(World world, CacheKey key, List<Point> points) {
        Map<Node, Integer> failures = new HashMap<>();
        for (History.Recompute end : world.history.recomputed) {
            if (end.key().equals(key)) {
                boolean isFailure = end.result() == Result.FAILED;
                if (isFailure || isLoaded(end.result())) {
                    failures.put(end.node(), isFailure ? failures.getOrDefault(end.node(), 0) + 1 : 0);
                }
                if (isFailure) {
                    long pause = Duration.ofSeconds(1L << Math.min(20, failures.get(end.node()) - 1)).toNanos();
                    long longest = BackoffIsKept.longestPause(world.scenario.planning()).toNanos();
                    points.add(new Point(end.time(), Math.min(pause, longest), false, true, end.toString()));
                }
                else if (!isLoaded(end.result())) {
                    points.add(new Point(end.time(), REST.toNanos(), false, true, end.toString()));
                }
            }
        }
    }

    private static boolean isLoaded(Result result) {
        return result == Result.STORED || result == Result.UNSTORED || result == Result.NEEDLESS;
    }

    private static boolean isPrefilled(World world, CacheKey key) {
        return world.scenario.prefills().stream().anyMatch((prefill) -> prefill.key().equals(key));
    }

    private static long bound(World world, long from, long to) {
        Scenario scenario = world.scenario;
        long bound = MARGIN.toNanos() + scenario.slack();
        long keys = world.history.loads.stream().map((load) -> load.key).distinct().count();
        if (scenario.refreshThreads() < keys) {
            bound += 3 * scenario.planning().longestLoad(scenario.loadTime());
        }
        for (Outage outage : scenario.outages()) {
            bound += outage.until() - outage.from() + Duration.ofSeconds(5).toNanos();
        }
        for (History.Stop stop : world.history.stops) {
            if (stop.time() <= to && stop.until() >= from) {
                long stopped = (stop.until() != Actor.NEVER) ? stop.until() - stop.time() : 0;
                bound += stopped + Scenario.LEASE.plus(REST).toNanos();
            }
        }
        return bound;
    }

    /**
     * Something that happened to a key.
     *
     * @param time when, in ns
     * @param pause how long the key may be left alone after it, in ns
     * @param isWrite whether a value was stored
     * @param isRest whether the pause lasts, whatever else happens
     * @param what it is
     */
    private record Point(long time, long pause, boolean isWrite, boolean isRest, String what) {
    }

}
