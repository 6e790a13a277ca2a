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

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a soak found, as a part of {@code docs/growth.md}. */
final class SoakReport {

    private static final int ROWS = 8;

    private final ResultNode results;

    SoakReport(ResultNode results) {
        this.results = results;
    }

    /**
     * Returns a sentence, a table with the end of each eighth of the time, and one with
     * the rests.
     */
    String text() {
        List<ResultNode> samples = this.results.parts("samples");
        List<ResultNode> broken = this.results.parts("broken");
        if (samples.size() < ROWS) {
            throw this.results.wrong("samples", "at least %d samples".formatted(ROWS));
        }
        ResultNode last = samples.get(samples.size() - 1);
        String gates = broken.isEmpty() ? "All gates held."
                : broken.stream()
                    .map((gate) -> gate.json().asString())
                    .collect(Collectors.joining(" ", "What did not hold: ", ""));
        return """
                *Measured on %s (%s): %d instances for %d minutes, %s calls.* %s

                %s%s""".formatted(this.results.date("date"), this.results.text("machine"),
                this.results.count("instances"), this.results.count("minutes"), number(last, "calls"), gates,
                table(samples), rests());
    }

    private static String table(List<ResultNode> samples) {
        Table table = new Table(List.of("minute", "heap MiB", "threads", "connections", "keys", "calls", "loads",
                "stale", "stale in trouble", "failures", "slowest ms"));
        for (int row = 1; row <= ROWS; row++) {
            List<ResultNode> part = samples.subList(samples.size() * (row - 1) / ROWS, samples.size() * row / ROWS);
            ResultNode end = part.get(part.size() - 1);
            double slowest = part.stream().mapToDouble((sample) -> sample.number("slowestMillis")).max().orElse(0);
            table.row(
                    Stream
                        .of(minute(end), mebibytes(end), number(end, "threads"), number(end, "connections"),
                                number(end, "keys"), number(end, "calls"), number(end, "loads"), number(end, "stale"),
                                number(end, "staleInTrouble"), number(end, "failures"), text(slowest))
                        .toList());
        }
        return table.markdown();
    }

    /** Earlier soaks had no rests. */
    private String rests() {
        if (this.results.part("rests").json().isMissingNode()) {
            return "";
        }
        Table table = new Table(List.of("minute", "heap MiB", "threads", "connections"));
        for (ResultNode rest : this.results.parts("rests")) {
            table.row(List.of(minute(rest), mebibytes(rest), number(rest, "threads"), number(rest, "connections")));
        }
        return """


                While nobody called, before the traffic and after each quarter of it:

                %s""".formatted(table.markdown());
    }

    private static String minute(ResultNode measured) {
        return text(measured.number("second") / 60);
    }

    private static String mebibytes(ResultNode measured) {
        return text(measured.number("heapBytes") / (1 << 20));
    }

    private static String number(ResultNode node, String name) {
        return text(node.number(name));
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

}
