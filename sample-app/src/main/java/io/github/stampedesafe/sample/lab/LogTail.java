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

package io.github.stampedesafe.sample.lab;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that an instance printed, without the frames of stack traces. */
final class LogTail {

    private static final int LINES = 40;

    private static final String FRAME = "\tat ";

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (line.startsWith(FRAME)) {
            return;
        }
        if (this.lines.size() == LINES) {
            this.lines.removeFirst();
        }
        this.lines.addLast(line);
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", this.lines);
    }

}
