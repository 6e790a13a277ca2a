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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Measurements and pages of which no report is made. */
class RefusedReportTests {

    private static final String AGAIN = " Run benchmarks/compare to make it again.";

    @TempDir
    Path root;

    private MeasuredFiles files;

    @BeforeEach
    void writeFiles() {
        this.files = new MeasuredFiles(this.root);
    }

    @Test
    void aMissingCellIsNoComparison() {
        refused((all) -> ((ArrayNode) all.get("cells")).remove(5),
                "benchmarks/results/comparison.json has no cell of 'other' in 'clear'." + AGAIN);
    }

    @Test
    void aDoubledCellIsNoComparison() {
        refused((all) -> ((ArrayNode) all.get("cells")).add(MeasuredFiles.cell(all, 2).deepCopy()),
                "benchmarks/results/comparison.json has two cells of 'ours' in 'cold'." + AGAIN);
    }

    @Test
    void aCellOfAnUnknownCacheIsNoComparison() {
        refused((all) -> MeasuredFiles.cell(all, 0).put("peer", "nobody"),
                "'cells[0].peer' must be an id of 'peers' but is 'nobody' in benchmarks/results/comparison.json."
                        + AGAIN);
    }

    @Test
    void aComparisonWithoutUsIsNone() {
        refused((all) -> all.putArray("peers").addObject().put("id", "none").put("name", "No cache"),
                "'peers' must be a list with the id 'ours' but is '[{\"id\":\"none\",\"name\":\"No cache\"}]' in "
                        + "benchmarks/results/comparison.json." + AGAIN);
    }

    @Test
    void aMissingFigureIsNoComparison() {
        refused((all) -> ((ObjectNode) MeasuredFiles.cell(all, 4).get("runs").get(2)).remove("p99"),
                "'cells[4].runs[2].p99' must be a number of at least 0 but is missing in "
                        + "benchmarks/results/comparison.json." + AGAIN);
    }

    @Test
    void aNegativeFigureIsNoComparison() {
        refused((all) -> ((ObjectNode) MeasuredFiles.cell(all, 0).get("runs").get(0)).put("stale", -1),
                "'cells[0].runs[0].stale' must be a number of at least 0 but is '-1' in "
                        + "benchmarks/results/comparison.json." + AGAIN);
    }

    @Test
    void aDateThatIsNoneIsNoComparison() {
        refused((all) -> all.put("date", "yesterday"),
                "'date' must be a date such as '2026-11-28' but is 'yesterday' in "
                        + "benchmarks/results/comparison.json." + AGAIN);
    }

    @Test
    void fewerRunsThanMeasuredNeedANote() {
        refused((all) -> ((ArrayNode) MeasuredFiles.cell(all, 3).get("runs")).remove(0),
                "'cells[3].runs' must have 3 runs, or fewer and a 'note' that says why, but has 2 in "
                        + "benchmarks/results/comparison.json." + AGAIN);
    }

    @Test
    void aFileThatIsNoJsonIsNoComparison() throws IOException {
        this.files.write("benchmarks/results/comparison.json", "{\"date\": ");
        this.files.assertRefused(
                "benchmarks/results/comparison.json is not JSON (Unexpected end-of-input within/between Object entries)."
                        + AGAIN);
    }

    @Test
    void withoutFilesNothingIsReported() throws IOException {
        Files.delete(this.root.resolve("benchmarks/results/comparison.json"));
        this.files.assertRefused("Neither benchmarks/results/comparison.json nor benchmarks/results/jmh.json exists. "
                + "Run benchmarks/compare or benchmarks/jmh to make them.");
    }

    @Test
    void aPageWithoutAMarkerIsNotChanged() throws IOException {
        this.files.write("docs/performance.md", MeasuredFiles.PAGE.replace("<!-- others: end -->\n", ""));
        this.files.assertRefused(
                "The line '<!-- others: end -->' must be in docs/performance.md once, begin before end, but is missing. "
                        + "Nothing was changed.");
    }

    @Test
    void aPageWithAMarkerTwiceIsNotChanged() throws IOException {
        this.files.write("docs/performance.md", MeasuredFiles.PAGE + "<!-- answer: begin -->\n");
        this.files.assertRefused(
                "The line '<!-- answer: begin -->' must be in docs/performance.md once, begin before end, but is there "
                        + "twice. Nothing was changed.");
    }

    @Test
    void aPageWhosePartEndsBeforeItBeginsIsNotChanged() throws IOException {
        this.files.write("docs/performance.md", """
                <!-- answer: end -->
                <!-- answer: begin -->
                <!-- comparison: begin -->
                <!-- comparison: end -->
                <!-- others: begin -->
                <!-- others: end -->
                """);
        this.files.assertRefused(
                "The line '<!-- answer: end -->' must be in docs/performance.md once, begin before end, but is before "
                        + "its begin. Nothing was changed.");
    }

    private void refused(Consumer<ObjectNode> change, String message) {
        this.files.comparison(change);
        this.files.assertRefused(message);
    }

}
