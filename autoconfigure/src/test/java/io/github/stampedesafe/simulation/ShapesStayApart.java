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

/** A call gets no value that another release stored, for its type has another shape. */
final class ShapesStayApart implements Invariant {

    @Override
    public List<String> violations(World world) {
        return world.history.calls.stream()
            .filter((call) -> call.value != null && world.shapeOf(call.value) != world.scenario.shape(call.node.number))
            .map((call) -> call + " got " + call.value + ", which is of another release")
            .toList();
    }

}
