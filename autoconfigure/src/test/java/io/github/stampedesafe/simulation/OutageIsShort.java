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
 * While the store does not answer, a call returns within the time-out of a command and
 * the time of a load, twice at most: if what it waited for began too early for it.
 */
final class OutageIsShort implements Invariant {

    @Override
    public List<String> violations(World world) {
        Scenario scenario = world.scenario;
        if (scenario.has(Trouble.HANGING_LOADS, Trouble.PAUSE, Trouble.STANDSTILL, Trouble.BOUNDED, Trouble.NESTED)) {
            return List.of();
        }
        long timeout = Link.TIMEOUT.toNanos();
        long most = 2 * (timeout + scenario.loadTime());
        // Until then a flight may be up that began before the outage.
        long settled = Scenario.POLL.toNanos() + 4 * timeout + scenario.loadTime();
        return world.history.calls.stream()
            .filter((call) -> !call.node.isCrashed() && call.kind == Call.Kind.GET)
            .filter((call) -> scenario.outages()
                .stream()
                .anyMatch(
                        (outage) -> call.startTime > outage.from() + settled && call.startTime + most < outage.until()))
            // The commands of a call for several keys go one after the other here.
            .filter((call) -> !call.isOver() || call.endTime - call.startTime > call.keys() * most)
            .map((call) -> call + " took longer than " + most + " ns in an outage")
            .toList();
    }

}
