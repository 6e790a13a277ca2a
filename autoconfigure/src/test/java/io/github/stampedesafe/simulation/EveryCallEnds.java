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
 * Every call of an instance that lives ends: within its wait limit and the time of a load
 * of its own, and what the commands in between may take. To ask for a recompute takes no
 * time.
 */
final class EveryCallEnds implements Invariant {

    private static final int MOST_COMMANDS = 12;

    /** How often a value is put if absent while others change the key. */
    private static final int ROUNDS = 20;

    private static final int COMMANDS_OF_A_ROUND = 4;

    @Override
    public List<String> violations(World world) {
        return world.history.calls.stream()
            .filter((call) -> !call.node.isCrashed())
            .filter((call) -> !call.isOver() || call.endTime - call.startTime > bound(world, call))
            .map((call) -> call + (call.isOver() ? " took " + (call.endTime - call.startTime) + " ns" : " never ended"))
            .toList();
    }

    private static long bound(World world, Call call) {
        Scenario scenario = world.scenario;
        long stopped = world.history.stops.stream()
            .filter((stop) -> stop.node() == call.node)
            .mapToLong((stop) -> stop.until() - stop.time())
            .sum();
        long command = scenario.has(Trouble.OUTAGE, Trouble.PAUSE) ? Link.TIMEOUT.toNanos() : scenario.slack() / 10;
        if (call.kind == Call.Kind.RECOMPUTE) {
            return stopped;
        }
        if (call.kind == Call.Kind.PUT_IF_ABSENT) {
            return stopped + ROUNDS * COMMANDS_OF_A_ROUND * command;
        }
        if (call.kind.isChange()) {
            boolean asksForMarks = call.kind == Call.Kind.PUT;
            return stopped + (asksForMarks ? 2 : 1) * command;
        }
        long load = scenario.has(Trouble.HANGING_LOADS) ? Scenario.HANG.toNanos() : scenario.loadTime();
        long alone = scenario.waitLimit().toNanos() + load + MOST_COMMANDS * command;
        // A call for several keys may load more than once, and asks about each.
        return stopped + (scenario.has(Trouble.NESTED) ? 2 : 1) * call.keys() * alone;
    }

}
