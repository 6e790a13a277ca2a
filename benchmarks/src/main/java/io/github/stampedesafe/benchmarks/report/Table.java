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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table in Markdown. A column that holds only figures is aligned to the right. */
final class Table {

    private static final Pattern FIGURE = Pattern.compile("\\**(\\d[\\d.,]*×?|n/a)\\**");

    private final List<String> headings;

    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> headings) {
        this.headings = headings;
    }

    /** Adds a row, with a cell for each heading. */
    void row(List<String> cells) {
        this.rows.add(cells);
    }

    boolean isEmpty() {
        return this.rows.isEmpty();
    }

    /** Returns the lines, without a line break at the end. */
    String markdown() {
        String rule = IntStream.range(0, this.headings.size())
            .mapToObj((i) -> isOfFigures(i) ? "--:" : "---")
            .collect(Collectors.joining("|", "|", "|"));
        return Stream.of(Stream.of(line(this.headings), rule), this.rows.stream().map(Table::line))
            .flatMap((each) -> each)
            .collect(Collectors.joining("\n"));
    }

    private boolean isOfFigures(int column) {
        return this.rows.stream().allMatch((row) -> FIGURE.matcher(row.get(column)).matches());
    }

    private static String line(List<String> cells) {
        return cells.stream()
            .map((cell) -> cell.replace("|", "\\|").replaceAll("\\s+", " "))
            .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Returns a text as the best of its column. */
    static String bold(String text, boolean best) {
        return best ? "**%s**".formatted(text) : text;
    }

}
