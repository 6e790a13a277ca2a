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

import io.github.stampedesafe.LoadRefusedException;

/**
 * Of a bounded cache no more loads run on one instance at one time than its policy says,
 * whatever happens; and a call is refused only while as many others as may wait are under
 * way.
 */
final class LoadsStayWithinLimit implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        if (!world.scenario.has(Trouble.BOUNDED)) {
            return violations;
        }
        int limit = world.scenario.policy().maxConcurrentLoads();
        for (LoadRun load : world.history.loads) {
            long running = world.history.loads.stream()
                .filter((other) -> other.node == load.node && other.begin <= load.begin && load.begin < other.end
                        && !other.standsStill(load.begin))
                .map((other) -> other.together)
                .distinct()
                .count();
            if (running > limit) {
                violations.add(load + " was one of " + running + " at one time");
            }
        }
        for (Call call : world.history.calls) {
            if (call.thrown instanceof LoadRefusedException && others(world, call) < mostWaiting(world)) {
                violations.add(call + " was refused although few others were under way");
            }
        }
        return violations;
    }

    private static long others(World world, Call refused) {
        return world.history.calls.stream()
            .filter((call) -> call != refused && call.node == refused.node && call.start < refused.end
                    && call.end > refused.start)
            .count();
    }

    private static int mostWaiting(World world) {
        return world.scenario.policy().maxWaitingLoads();
    }

}
