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

import io.github.stampedesafe.event.RecomputeOutcome.Result;

/**
 * The planners of an instance share what is running: none of them begins a key that
 * another is loading, only to hear that it is loaded elsewhere.
 */
final class NoKeyIsBegunTwice implements Invariant {

    @Override
    public List<String> violations(World world) {
        return world.history.recomputed.stream()
            .filter((end) -> end.result() == Result.ELSEWHERE)
            .filter((end) -> world.history.loads.stream()
                .anyMatch((load) -> load.plan != null && end.isOf(load.node, load.key) && load.begin < end.step()
                        && end.step() < load.end))
            .map((end) -> end + " although a planner of the instance was loading the key")
            .toList();
    }

}
