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
 * As long as nothing else goes wrong, a load that can be cancelled is cancelled when the
 * last caller has left that waited for one of its keys, and no sooner.
 */
final class LoadsEndWithTheirCallers implements Invariant {

    @Override
    public List<String> violations(World world) {
        if (world.scenario.has(Trouble.CHANGES, Trouble.CLEARS, Trouble.EXPIRE_ALL, Trouble.VERSIONS,
                Trouble.PUTS_IF_ABSENT, Trouble.RECOMPUTES, Trouble.SCHEDULED, Trouble.HOT_KEYS, Trouble.HANGING_LOADS,
                Trouble.SHORT_WAITS, Trouble.INTERRUPTS, Trouble.CRASH, Trouble.PAUSE, Trouble.STANDSTILL,
                Trouble.OUTAGE)) {
            return List.of();
        }
        List<String> violations = new ArrayList<>();
        for (LoadRun load : world.history.loads) {
            if (load.isCancelled) {
                load.waiters.stream()
                    .filter((call) -> !call.left)
                    .forEach((call) -> violations.add(load + " was cancelled although " + call + " waited"));
            }
            else if (load.work != null && load.call != null && load.call.left && !isAwaited(world, load)) {
                violations.add(load + " went on although nobody waited");
            }
        }
        return violations;
    }

    /** Whether a caller was there when the load ended. */
    private static boolean isAwaited(World world, LoadRun load) {
        return world.history.calls.stream()
            .filter((call) -> call.node == load.node && call.start < load.end)
            .filter((call) -> world.history.loads.stream()
                .anyMatch((part) -> part.together == load.together && call.isAbout(part.key)))
            .anyMatch((call) -> !call.isOver() || call.endTime >= load.endTime || isHeld(world, call, load));
    }

    /** Whether a load that holds the thread of a call kept it from leaving. */
    private static boolean isHeld(World world, Call call, LoadRun load) {
        return world.history.loads.stream()
            .filter((own) -> own.work == null && call.isOneWith(own.call))
            .anyMatch((own) -> own.begin < load.end && own.endTime >= load.endTime);
    }

}
