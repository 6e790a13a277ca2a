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
 * After a clear has returned, no call that starts later on its instance gets a value
 * whose load began before it; the same holds on another instance once that has heard the
 * signal or has asked for it, which it does every second.
 */
final class ClearBeatsLoad implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        History history = world.history;
        for (Call clear : history.calls) {
            if (clear.kind == Call.Kind.CLEAR && clear.succeeded()) {
                for (Call read : history.calls) {
                    if (read.value != null && clear.concerns(read.key) && hadHeard(history, read, clear)
                            && ChangeBeatsLoad.isOlder(history, read.value, clear)) {
                        violations.add(read + " got " + read.value + " although " + clear + " had returned");
                    }
                }
            }
        }
        return violations;
    }

    private static boolean hadHeard(History history, Call read, Call clear) {
        if (read.start < clear.end) {
            return false;
        }
        return read.node == clear.node || history.heard.stream()
            .anyMatch((heard) -> heard.node() == read.node && heard.step() < read.start && tells(heard, clear));
    }

    private static boolean tells(History.Heard heard, Call clear) {
        Integer only = heard.only();
        return (only != null) ? only > clear.start && only < clear.end : heard.upTo() > clear.end;
    }

}
