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

import java.util.Comparator;
import java.util.List;

/**
 * As long as nothing goes wrong, a call that waits waits for a load that is running, not
 * for the poll that makes up for a lost signal; nor for half of it, which leaves room for
 * the shorter one, where no signal tells that a lease was given back.
 */
final class NobodyWaitsForNothing implements Invariant {

    @Override
    public List<String> violations(World world) {
        Scenario scenario = world.scenario;
        if (scenario.latency() == Latency.UNEVEN
                || scenario.has(Trouble.CRASH, Trouble.PAUSE, Trouble.STANDSTILL, Trouble.OUTAGE, Trouble.LOST_SIGNALS,
                        Trouble.LATE_SIGNALS, Trouble.HANGING_LOADS, Trouble.INTERRUPTS, Trouble.LEAVING)) {
            return List.of();
        }
        return world.history.calls.stream()
            .filter((call) -> call.kind == Call.Kind.GET && call.isOver())
            .filter((call) -> idle(world, call) > Scenario.POLL.toNanos() / 2)
            .map((call) -> call + " waited for " + idle(world, call) + " ns while nobody loaded")
            .toList();
    }

    /**
     * A call for several keys waits for the loads of all. A call of a bounded cache waits
     * for the loads of other keys, too, but not for the load that makes it.
     */
    private static boolean isAwaited(World world, LoadRun load, Call call) {
        boolean isInLine = world.scenario.has(Trouble.BOUNDED) && load.node == call.node && load.nested != call;
        return call.isAbout(load.key) || isInLine;
    }

    /** Returns the longest time during the call in which nobody loaded the key. */
    private static long idle(World world, Call call) {
        long idle = 0;
        long seen = call.startTime;
        List<LoadRun> loads = world.history.loads.stream()
            .filter((load) -> isAwaited(world, load, call) && load.endTime > call.startTime
                    && load.beginTime < call.endTime)
            .sorted(Comparator.comparingLong((load) -> load.beginTime))
            .toList();
        for (LoadRun load : loads) {
            idle = Math.max(idle, load.beginTime - seen);
            seen = Math.max(seen, load.endTime);
        }
        return Math.max(idle, call.endTime - seen);
    }

}
