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

package io.github.stampedesafe.benchmarks.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code benchmarks/jmh} measured, in the format of JMH.
 *
 * @param source the file
 * @param date the day
 * @param machine what it ran on
 * @param versions versions of what was measured
 * @param scores the scores, by what was measured
 */
record JmhResults(ResultNode.Source source, String date, String machine, String versions, Map<Run, Score> scores) {

    /** Begins the options of the measuring JVM that say where and when it ran. */
    static final String FACTS = "-Dmeasured.";

    /**
     * Reads a file.
     * @throws ReportException if anything is missing, doubled or no figure
     */
    static JmhResults read(ResultNode file) {
        List<ResultNode> results = file.parts("");
        if (results.isEmpty()) {
            throw file.wrong("", "a list of at least one result");
        }
        Map<Run, Score> scores = new HashMap<>();
        for (ResultNode result : results) {
            Run run = run(result);
            if (scores.put(run, score(result)) != null) {
                throw new ReportException(
                        "%s has two results of %s. %s".formatted(file.source().name(), run, file.source().remedy()));
            }
        }
        ResultNode first = results.get(0);
        return new JmhResults(file.source(), fact(first, "date"), fact(first, "machine"), fact(first, "versions"),
                Map.copyOf(scores));
    }

    /**
     * Returns the score of a run.
     * @throws ReportException if there is none
     */
    Score score(Run run) {
        Score score = this.scores.get(run);
        if (score == null) {
            throw new ReportException(
                    "%s has no result of %s. %s".formatted(this.source.name(), run, this.source.remedy()));
        }
        return score;
    }

    private static Run run(ResultNode result) {
        List<String> names = List.of(result.text("benchmark").split("\\.", -1));
        if (names.size() < 2) {
            throw result.wrong("benchmark", "the name of a class and a method");
        }
        String params = result.json().has("params")
                ? result.texts("params").values().stream().collect(Collectors.joining(" ")) : "";
        return new Run(names.get(names.size() - 2), names.get(names.size() - 1), params, result.count("threads"));
    }

    private static Score score(ResultNode result) {
        return new Score(result.part("primaryMetric").number("score"),
                result.part("secondaryMetrics").part("gc.alloc.rate.norm").number("score"));
    }

    private static String fact(ResultNode result, String name) {
        String option = FACTS + name + "=";
        return result.parts("jvmArgs")
            .stream()
            .map((argument) -> argument.json().asString())
            .filter((argument) -> argument.startsWith(option))
            .map((argument) -> argument.substring(option.length()))
            .findFirst()
            .orElseThrow(() -> result.wrong("jvmArgs", "a list with an option '%s…'".formatted(option)));
    }

    /**
     * What was measured.
     *
     * @param group the class of the benchmark
     * @param name its method
     * @param value its parameter, empty if it has none
     * @param threads callers at one time
     */
    record Run(String group, String name, String value, int threads) {

        @Override
        public String toString() {
            String parameter = this.value.isEmpty() ? "" : " with '%s'".formatted(this.value);
            return "%s.%s%s on %d thread%s".formatted(this.group, this.name, parameter, this.threads,
                    (this.threads == 1) ? "" : "s");
        }

    }

    /**
     * What came out.
     *
     * @param value operations or time, see the benchmark
     * @param bytes bytes allocated for an operation
     */
    record Score(double value, double bytes) {
    }

}
