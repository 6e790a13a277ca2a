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

import io.github.stampedesafe.CacheUnavailableException;

/**
 * While the store answers, no call takes it for unavailable, however long an instance
 * stands still: no call fails for want of an answer, and no load runs without a fence but
 * those of callers at their wait limit. Interrupted callers do not count.
 */
final class PauseIsNoOutage implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        if (world.scenario.has(Trouble.OUTAGE, Trouble.INTERRUPTS)) {
            return violations;
        }
        world.history.calls.stream()
            .filter((call) -> call.thrown instanceof CacheUnavailableException)
            .forEach((call) -> violations.add(call + " got no answer of a store that answers"));
        world.history.loads.stream()
            .filter((load) -> load.node.number >= 0 && load.attempt == null && !isAtWaitLimit(world, load))
            .forEach((load) -> violations.add(load + " ran as in an outage"));
        return violations;
    }

    private static boolean isAtWaitLimit(World world, LoadRun load) {
        Call call = load.call;
        return call != null && load.beginTime - call.startTime >= world.scenario.waitLimit().toNanos();
    }

}
