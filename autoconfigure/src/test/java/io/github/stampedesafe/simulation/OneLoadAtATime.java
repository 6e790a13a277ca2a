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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.stampedesafe.key.CacheKey;

/**
 * While leaders live and the store answers, loads of a key overlap only if the key was
 * changed after the first was granted its lease, and a key that nobody changes is loaded
 * once for each release, but for recomputes. Whatever happens, the loads of one instance
 * overlap only after a change, too, or if the first took longer than its deadline. Loads
 * of callers at their wait limit do not count.
 */
final class OneLoadAtATime implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        boolean calm = !world.scenario.has(Trouble.CRASH, Trouble.PAUSE, Trouble.OUTAGE, Trouble.HANGING_LOADS,
                Trouble.INTERRUPTS, Trouble.SHORT_WAITS);
        List<LoadRun> loads = world.history.loads;
        for (int i = 0; i < loads.size(); i++) {
            for (int j = i + 1; j < loads.size(); j++) {
                LoadRun first = loads.get(i);
                LoadRun second = loads.get(j);
                if (overlap(first, second) && !mayOverlap(world, first, second, calm)) {
                    violations.add(second + " overlaps " + first);
                }
            }
        }
        if (calm && !world.scenario.has(Trouble.EXPIRY, Trouble.EXPIRE_ALL, Trouble.FAILING_LOADS, Trouble.UNSTORABLE,
                Trouble.CLOCK_STEPS, Trouble.LEAVING)) {
            world.history.calls.stream()
                .map((call) -> call.key)
                .distinct()
                .forEach((key) -> checkOnce(world, key, violations));
        }
        return violations;
    }

    private static boolean overlap(LoadRun first, LoadRun second) {
        return first.key.equals(second.key) && first.begin < second.begin && second.begin < first.end;
    }

    private static boolean mayOverlap(World world, LoadRun first, LoadRun second, boolean calm) {
        if (world.isImpatient(first) || world.isImpatient(second)) {
            return true;
        }
        if (calm) {
            int since = Math.min(first.leasedAt, second.leasedAt);
            return world.history.changes.stream()
                .anyMatch((change) -> change.concerns(first.key) && change.step() > since
                        && change.step() < second.begin);
        }
        // A change that failed detaches flights, too, and a signal may be late.
        boolean otherwiseAllowed = first.node != second.node
                || world.scenario.has(Trouble.HANGING_LOADS, Trouble.PAUSE);
        return otherwiseAllowed || world.history.calls.stream()
            .anyMatch((call) -> call.kind.outdates() && call.concerns(first.key) && call.start < second.begin);
    }

    private static void checkOnce(World world, CacheKey key, List<String> violations) {
        boolean changed = world.history.changes.stream().anyMatch((change) -> change.concerns(key));
        boolean stored = world.scenario.prefills().stream().anyMatch((prefill) -> prefill.key().equals(key));
        List<LoadRun> loads = world.history.loads.stream()
            .filter((load) -> load.key.equals(key) && load.node.number >= 0)
            .toList();
        Set<Long> shapes = new HashSet<>();
        for (LoadRun load : loads) {
            boolean isFirst = shapes.add(world.scenario.shape(load.node.number));
            if (!changed && !isFirst && !load.isAhead()) {
                violations.add("Nobody changed " + key + ", and yet it was loaded again: " + loads);
            }
        }
        if (!changed && !stored && loads.isEmpty()) {
            violations.add(key + " was never loaded");
        }
    }

}
