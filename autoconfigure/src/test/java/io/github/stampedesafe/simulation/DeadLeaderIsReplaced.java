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
import java.util.List;

/**
 * Whoever waits for the leader of an instance that crashed sees another load of the key
 * begin within one lease and one poll.
 */
final class DeadLeaderIsReplaced implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        if (world.scenario.has(Trouble.OUTAGE, Trouble.PAUSE, Trouble.HANGING_LOADS, Trouble.BOUNDED)) {
            return violations;
        }
        for (History.Stop stop : world.history.stops) {
            if (stop.until() != Actor.NEVER) {
                continue;
            }
            for (Call call : world.history.calls) {
                if (call.kind == Call.Kind.GET && !call.node.isCrashed()) {
                    check(world, stop, call, violations);
                }
            }
        }
        return violations;
    }

    private static long standstill(World world) {
        return world.history.stops.stream()
            .filter((stop) -> stop.until() != Actor.NEVER)
            .mapToLong((stop) -> stop.until() - stop.time())
            .sum();
    }

    private static void check(World world, History.Stop crash, Call call, List<String> violations) {
        long since = Math.max(crash.time(), call.startTime);
        long until = since + Scenario.LEASE.plus(Scenario.POLL).toNanos() + world.scenario.slack() + standstill(world);
        boolean waitedOn = !call.isOver() || call.endTime > until;
        if (waitedOn && world.history.loads.stream()
            .noneMatch((load) -> call.isAbout(load.key) && !load.node.isCrashed() && load.beginTime <= until
                    && load.endTime >= crash.time())) {
            violations.add(call + " saw nobody take over from " + crash.node());
        }
    }

}
