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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * How the callers of a crowd fared.
 *
 * @param callers how many there were
 * @param instances on how many instances
 * @param loads how many loads of which key began meanwhile, {@code null} if nobody
 * counted
 * @param answers what the callers got that got an answer
 * @param failures what was thrown at the others
 * @param longestWait how long the slowest caller waited
 */
record CrowdFigures(int callers, int instances, LoadCount.@Nullable Counted loads, List<@Nullable Object> answers,
        List<Throwable> failures, Duration longestWait) {

    /** How many answers a message shows. */
    private static final int SHOWN = 3;

    int distinctAnswers() {
        return new HashSet<>(this.answers).size();
    }

    /** Returns all figures, each on a line of its own. */
    String table() {
        return """
                callers           %d on %d instance%s
                loads             %s
                distinct answers  %s
                failures          %s
                longest wait      %d ms"""
            .formatted(this.callers, this.instances, (this.instances == 1) ? "" : "s", loadText(), answerText(),
                    failureText(), this.longestWait.toMillis())
            .indent(2)
            .stripTrailing();
    }

    private String loadText() {
        return (this.loads != null) ? counted(this.loads.total(), this.loads.byKey()) : "not counted";
    }

    private String answerText() {
        List<String> distinct = this.answers.stream().distinct().map(String::valueOf).toList();
        String shown = String.join(", ", distinct.subList(0, Math.min(SHOWN, distinct.size())));
        return distinctAnswers()
                + (distinct.isEmpty() ? "" : " (" + shown + ((distinct.size() > SHOWN) ? ", …" : "") + ")");
    }

    private String failureText() {
        Map<String, Integer> kinds = new TreeMap<>();
        this.failures.forEach((failure) -> kinds.merge(failure.toString(), 1, Integer::sum));
        return counted(this.failures.size(), kinds);
    }

    private static String counted(int sum, Map<String, Integer> parts) {
        return parts.isEmpty() ? String.valueOf(sum)
                : new TreeMap<>(parts).entrySet()
                    .stream()
                    .map((part) -> part.getValue() + " × " + part.getKey())
                    .collect(Collectors.joining(", ", sum + " (", ")"));
    }

}
