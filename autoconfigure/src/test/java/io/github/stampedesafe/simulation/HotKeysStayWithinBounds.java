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

import io.github.stampedesafe.recompute.HotKeySettings;
import io.github.stampedesafe.store.Entry;

/**
 * Recomputes of hot keys take no more than their share: of the threads, of the time, and
 * of the keys that readers of the instance still ask for.
 */
final class HotKeysStayWithinBounds implements Invariant {

    /** What was not spent within so many seconds is lost. */
    private static final int SAVING_SECONDS = 10;

    private static final int MOST_UNREAD_LIVES = 4;

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        HotKeySettings settings = world.scenario.planning().hotKeys();
        if (settings == null) {
            return violations;
        }
        for (SimulatedInstance instance : world.instances) {
            List<LoadRun> loads = world.history.loads.stream()
                .filter((load) -> load.plan == LoadRun.Plan.HOT_KEY && load.node == instance.node)
                .toList();
            for (LoadRun load : loads) {
                check(settings, loads, load, violations);
                if (isUnread(world, load)) {
                    violations.add(load + " was recomputed although nobody had asked " + load.node + " for it lately");
                }
            }
        }
        return violations;
    }

    private static void check(HotKeySettings settings, List<LoadRun> loads, LoadRun load, List<String> violations) {
        long running = loads.stream().filter((other) -> other.begin <= load.begin && load.begin < other.end).count();
        if (running > settings.maxConcurrent()) {
            violations.add(load + " was one of " + running + " hot keys at one time");
        }
        long spent = loads.stream()
            .filter((other) -> other.end < load.begin)
            .mapToLong((other) -> other.endTime - other.beginTime)
            .sum();
        double earned = settings.loadSeconds() * (SAVING_SECONDS + load.beginTime / 1e9);
        long last = loads.stream()
            .filter((other) -> other.end < load.begin)
            .mapToLong((other) -> other.endTime - other.beginTime)
            .max()
            .orElse(0);
        // Each that runs may leave a debt.
        if ((spent - last * settings.maxConcurrent()) / 1e9 > earned) {
            violations.add(load + " began although hot keys had taken " + spent + " ns of " + earned + " s");
        }
    }

    private static boolean isUnread(World world, LoadRun load) {
        Scenario scenario = world.scenario;
        if (scenario.has(Trouble.HANGING_LOADS, Trouble.PAUSE, Trouble.OUTAGE, Trouble.BOUNDED, Trouble.NESTED)) {
            return false;
        }
        long read = world.history.calls.stream()
            .filter((call) -> call.kind == Call.Kind.GET && call.node == load.node && call.key.equals(load.key)
                    && call.start < load.begin)
            .mapToLong((call) -> call.isOver() ? call.endTime : load.beginTime)
            .max()
            .orElse(0);
        Duration idle = life(scenario, load).multipliedBy(MOST_UNREAD_LIVES).plus(Planning.BEAT.multipliedBy(3));
        long waits = 3 * scenario.planning().longestLoad(scenario.loadTime()) + scenario.slack();
        return load.beginTime - read > idle.toNanos() + waits;
    }

    private static Duration life(Scenario scenario, LoadRun load) {
        Duration ttl = scenario.policy().ttl();
        Entry standing = (load.attempt != null) ? load.attempt.standing() : null;
        Duration life = (standing != null) ? Duration.between(standing.loadStart(), standing.freshUntil()) : ttl;
        return (life.compareTo(ttl) > 0) ? life : ttl;
    }

}
