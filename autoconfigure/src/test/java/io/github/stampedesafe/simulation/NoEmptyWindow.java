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

import java.util.List;

/**
 * A call that finds something that can be served is served: it neither loads nor waits,
 * whoever refreshes the key meanwhile.
 */
final class NoEmptyWindow implements Invariant {

    @Override
    public List<String> violations(World world) {
        if (world.scenario.has(Trouble.OUTAGE, Trouble.PAUSE, Trouble.STANDSTILL, Trouble.CLOCK_STEPS)) {
            return List.of();
        }
        return world.history.calls.stream()
            .filter((call) -> call.sawServable && call.isOver() && !call.interrupted && !call.left
                    && !wasCleared(world, call))
            .filter((call) -> call.waits > 0 || call.follows > 0 || isUnanswered(call) || hasLoaded(world, call))
            .map((call) -> call + " found a value and was not served at once")
            .toList();
    }

    /** A call for several keys may fail for want of another. */
    private static boolean isUnanswered(Call call) {
        return call.value == null && (call.keys() == 1 || call.thrown == null);
    }

    private static boolean wasCleared(World world, Call call) {
        return world.history.changes.stream()
            .anyMatch((change) -> change.kind() == Call.Kind.CLEAR && change.step() < call.end);
    }

    private static boolean hasLoaded(World world, Call call) {
        return world.history.loads.stream().anyMatch((load) -> load.call == call);
    }

}
