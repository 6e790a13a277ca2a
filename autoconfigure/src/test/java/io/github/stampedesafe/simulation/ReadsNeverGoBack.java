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
 * A call does not get a value whose load was over before another began that an earlier
 * call got its value from, once that is stored: a leader that was paused cannot
 * overwrite. Each release has values of its own. Near copies are the matter of
 * {@link NearIsCoherent}.
 */
final class ReadsNeverGoBack implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        History history = world.history;
        for (Call earlier : history.calls) {
            for (Call later : history.calls) {
                if (isLoaded(earlier) && isLoaded(later) && earlier.end < later.start && earlier.key.equals(later.key)
                        && later.isAnswered && !later.isNear()
                        && world.scenario.shape(earlier.node.number) == world.scenario.shape(later.node.number)
                        && history.origin(later.value).end() < history.origin(earlier.value).begin()
                        && wasStored(history, earlier, later.start)) {
                    violations.add(later + " got " + later.value + " after " + earlier + " got " + earlier.value);
                }
            }
        }
        return violations;
    }

    private static boolean isLoaded(Call call) {
        return call.value != null && call.value.startsWith("L");
    }

    /** Whether a call got a loaded value that was in the store before a step. */
    private static boolean wasStored(History history, Call call, int step) {
        return history.publications.stream()
            .anyMatch((publication) -> publication.step() < step && publication.value().equals(call.value));
    }

}
