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

/** What happened, in words: written only if somebody wants to read it. */
final class Trace {

    private final boolean wanted;

    private final List<String> lines = new ArrayList<>();

    Trace(boolean wanted) {
        this.wanted = wanted;
    }

    void add(long nanos, String who, String what, Object... details) {
        if (this.wanted) {
            StringBuilder line = new StringBuilder("%10.3f ms  %-9s %s".formatted(nanos / 1e6, who, what));
            for (Object detail : details) {
                line.append(' ').append(detail);
            }
            this.lines.add(line.toString());
        }
    }

    List<String> lines() {
        return this.lines;
    }

}
