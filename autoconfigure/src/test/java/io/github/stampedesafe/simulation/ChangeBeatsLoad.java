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
 * After an evict or a put has returned, no call that starts later, on any instance, gets
 * a value whose load began, or whose put ended, before the change. And no load that began
 * before a change of its key, of any kind, is stored after it. A change that the store
 * ignored, because of its version, is none. A call whose last look the store did not
 * answer cannot know; it gets the best there is. What a call gets of a near copy is the
 * matter of {@link NearIsCoherent}.
 */
final class ChangeBeatsLoad implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        History history = world.history;
        for (Call change : history.calls) {
            if (change.kind.replaces() && change.succeeded()) {
                for (Call read : history.calls) {
                    if (read.value != null && read.isAnswered && !read.isNear() && read.start > change.end
                            && read.key.equals(change.key) && isOlder(history, read.value, change)) {
                        violations.add(read + " got " + read.value + " although " + change + " had returned");
                    }
                }
            }
            if (change.kind.fences() && change.succeeded()) {
                for (History.Publication publication : history.publications) {
                    if (publication.step() > change.end && publication.key().equals(change.key)
                            && isOlder(history, publication.value(), change)) {
                        violations.add(publication.value() + " was stored although " + change + " had returned");
                    }
                }
            }
        }
        return violations;
    }

    static boolean isOlder(History history, String value, Call change) {
        History.Origin origin = history.origin(value);
        return value.startsWith("L") ? origin.begin() < change.start : origin.end() < change.start;
    }

}
