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
 * A value that is put only if its key has none takes the place of no value that could
 * still be served, however many put one at the same time, or load. What could be served
 * is a matter of time, and no matter if the store's clock is set.
 */
final class PutOnlyIfAbsent implements Invariant {

    @Override
    public List<String> violations(World world) {
        if (world.scenario.has(Trouble.CLOCK_STEPS)) {
            return List.of();
        }
        return world.history.fillings.stream()
            .filter((filling) -> filling.replaced() != null)
            .map((filling) -> filling.value() + " was put for " + filling.key() + ", which had " + filling.replaced())
            .toList();
    }

}
