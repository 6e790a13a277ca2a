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

package io.github.stampedesafe.chaos;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A line of the result table. Every cell comes from a measurement.
 *
 * @param done what was done
 * @param seen what callers saw
 * @param longestWait of any of them
 * @param loads how many, and of what
 * @param recovery until all was as before, a dash if there was nothing to recover from
 * @param before the census before
 * @param after the census after
 */
record Row(String done, String seen, Duration longestWait, String loads, String recovery, Census before, Census after) {

    static final String HEADER = """
            | what was done | what callers saw | longest wait | loads | recovery | WARN / INFO lines per instance | \
            threads, all instances | connections |
            |---|---|---|---|---|---|---|---|
            """;

    static final String NONE = "–";

    /** Half of what is measured below a second is the machine's mood. */
    private static final long STEP_MILLIS = 50;

    static Duration longest(List<Reply> replies) {
        return Duration.ofMillis(replies.stream().mapToLong(Reply::millis).max().orElse(0));
    }

    /** Counts replies by kind, such as {@code 8 × value}. */
    static String kinds(List<Reply> replies) {
        Map<String, Long> kinds = replies.stream()
            .collect(Collectors.groupingBy((reply) -> reply.isValue() ? "the value" : "`" + reply.kind() + "`",
                    TreeMap::new, Collectors.counting()));
        return kinds.entrySet()
            .stream()
            .map((kind) -> kind.getValue() + " × " + kind.getKey())
            .collect(Collectors.joining(", "));
    }

    /** Returns a time in seconds, rounded up. */
    static String rounded(Duration time) {
        long steps = Math.max(1, (time.toMillis() + STEP_MILLIS - 1) / STEP_MILLIS);
        return String.format(Locale.ROOT, "%.2f s", steps * STEP_MILLIS / 1000.0);
    }

    String format() {
        return "| %s | %s | %s | %s | %s | %d / %d | %s | %s |%n".formatted(this.done, this.seen,
                rounded(this.longestWait), this.loads, this.recovery,
                Collections.max(this.after.warningsSince(this.before)),
                Collections.max(this.after.infosSince(this.before)),
                change(this.before.threads(), this.after.threads()),
                change(this.before.connections(), this.after.connections()));
    }

    private static String change(int before, int after) {
        return before + " → " + after;
    }

}
