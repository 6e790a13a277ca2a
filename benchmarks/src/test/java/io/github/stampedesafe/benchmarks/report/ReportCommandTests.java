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
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ReportCommandTests {

    @TempDir
    Path root;

    private MeasuredFiles files;

    @BeforeEach
    void writeFiles() {
        this.files = new MeasuredFiles(this.root);
    }

    @Test
    void thePageHoldsTheAnswerTheTablesAndWhatOthersDoBetter() throws IOException {
        assertThat(new ReportCommand(this.root).run()).isEqualTo(
                "Wrote docs/performance.md, " + "docs/images/comparison-loads.svg, docs/images/comparison-slowest.svg. "
                        + "benchmarks/results/hits.json does not exist, so its parts stay as they are. "
                        + "benchmarks/results/jmh.json does not exist, so its parts stay as they are. "
                        + "benchmarks/results/growth.json does not exist, so its parts stay as they are. "
                        + "benchmarks/results/soak.json does not exist, so its parts stay as they are.");
        assertThat(this.files.page()).isEqualTo(
                """
                        # Performance

                        <!-- answer: begin -->

                        **Short answer.** In 1 of 2 scenarios no other cache runs fewer loads than Stampede Safe. Fewer loads run \
                        with "Other | cache" (*Clear*). Stampede Safe sends 1.0 times as many Redis commands as "No cache" in the \
                        median, and 1.0 times at most. In 2 of 2 scenarios no other cache fails fewer calls or returns fewer stale \
                        values; every figure in which another cache is ahead is listed [below](#where-another-cache-is-ahead).

                        <!-- answer: end -->

                        by hand

                        <!-- comparison: begin -->

                        *Measured on 2026-11-28 (Linux amd64, 2 processors): medians of 3 runs, 3 processes with 32 callers each. \
                        Redis 7.0.15, Java 17.*

                        ![Loads of each cache in each scenario](images/comparison-loads.svg)

                        ![Slowest call of each cache in each scenario, in milliseconds](images/comparison-slowest.svg)

                        ### Cold key

                        Nobody has it.

                        | cache | calls | loads | at once | p50 ms | p99 ms | slowest ms | Redis commands | stale | errors |
                        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                        | No cache | 96 | 96 | 96 | 1.2 | 4,700 | 9,400 | 1,200 | 0 | 0 |
                        | Other \\| cache | 96 | **1** | **1** | 1.2 | 250 | 500 | 1,200 | 0 | 0 |
                        | Stampede Safe | 96 | **1** | **1** | 1.2 | **160** | **320** | 1,200 | 0 | 0 |
                        | Stampede Safe, stale | 96 | **1** | **1** | 1.2 | 165 | **330** | 1,200 | 0 | 0 |

                        ### Clear

                        All are removed.

                        | cache | calls | loads | at once | p50 ms | p99 ms | slowest ms | Redis commands | stale | errors |
                        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                        | No cache | 96 | 0 | 0 | 1.2 | 6.5 | 13 | 1,200 | 0 | 96 |
                        | Other \\| cache | 96 | 5 | 5 | **1.2** | 100 | 200 | **1,200** | 0 | **0** |
                        | Stampede Safe | 96 | 7 | 7 | **1.2** | 200 | 400 | **1,200** | 0 | **0** |
                        | Stampede Safe, stale | 96 | **4** | **4** | **1.2** | **50** | **100** | **1,200** | 0 | **0** |

                        <!-- comparison: end -->
                        <!-- others: begin -->

                        | scenario | figure | Stampede Safe | Stampede Safe, stale | ahead | which cache |
                        |---|---|--:|--:|--:|---|
                        | Clear | loads | 7 | 4 | 5 | Other \\| cache |
                        | Clear | at once | 7 | 4 | 5 | Other \\| cache |
                        | Clear | p99 ms | 200 | 50 | 100 | Other \\| cache |
                        | Clear | slowest ms | 400 | 100 | 200 | Other \\| cache |

                        <!-- others: end -->
                        <!-- hit answer: begin -->
                        <!-- hit answer: end -->
                        <!-- hits: begin -->
                        <!-- hits: end -->
                        <!-- parts of a hit: begin -->
                        <!-- parts of a hit: end -->
                        """);
    }

    @Test
    void theReportOfAReportedPageIsTheSame() throws IOException {
        new ReportCommand(this.root).run();
        Map<String, String> once = this.files.all();
        new ReportCommand(this.root).run();
        assertThat(this.files.all()).isEqualTo(once);
    }

    @Test
    void theChartsAreXmlWithADotForEachMeasuredCell() throws Exception {
        this.files.comparison((all) -> {
            ObjectNode cell = MeasuredFiles.cell(all, 1);
            cell.putArray("runs");
            cell.put("note", "It has no such operation.");
        });
        new ReportCommand(this.root).run();
        String chart = Files.readString(this.root.resolve("docs/images/comparison-loads.svg"));
        var document = DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(chart)));
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(7);
        assertThat(chart).contains(">n/a</text>").contains(">96</text>").contains("prefers-color-scheme: dark");
    }

    @Test
    void aCacheToWhichAScenarioDoesNotApplyIsShownWithItsNote() throws IOException {
        this.files.comparison((all) -> {
            ObjectNode cell = MeasuredFiles.cell(all, 1);
            cell.putArray("runs");
            cell.put("note", "It has no such operation.");
        });
        new ReportCommand(this.root).run();
        assertThat(this.files.page())
            .contains("| Other \\| cache | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a |\n")
            .contains("| 1,200 | 0 | 0 |\n\n- Other | cache: It has no such operation.\n\n### Clear");
    }

    @Test
    void theAnswerNamesEachCacheThatRunsFewerLoadsOnceAndWhatTheProtectionCosts() throws IOException {
        this.files.comparison((all) -> {
            set(all, 2, "loads", 3);
            set(all, 2, "commands", 3_000);
            set(all, 5, "stale", 1);
            set(all, 6, "stale", 2);
            set(all, 6, "commands", 3_600);
        });
        new ReportCommand(this.root).run();
        assertThat(this.files.page()).contains(
                """
                        **Short answer.** In 0 of 2 scenarios no other cache runs fewer loads than Stampede Safe. Fewer loads run \
                        with "Other | cache" (*Cold key*, *Clear*). Stampede Safe sends 2.8 times as many Redis commands as \
                        "No cache" in the median, and 3.0 times at most. In 1 of 2 scenarios no other cache fails fewer calls \
                        or returns fewer stale values;""");
    }

    @Test
    void theAnswerNamesNoCacheIfNoneRunsFewerLoads() throws IOException {
        this.files.comparison((all) -> set(all, 6, "loads", 5));
        new ReportCommand(this.root).run();
        assertThat(this.files.page())
            .contains("**Short answer.** In 2 of 2 scenarios no other cache runs fewer loads than Stampede Safe. "
                    + "Stampede Safe sends 1.0 times");
    }

    @Test
    void theAnswerSaysNothingOfCommandsThatWereNotMeasured() throws IOException {
        this.files.comparison((all) -> {
            set(all, 0, "commands", 0);
            MeasuredFiles.cell(all, 4).put("note", "It has no such operation.").putArray("runs");
        });
        new ReportCommand(this.root).run();
        assertThat(this.files.page()).contains("(*Clear*). In 2 of 2 scenarios no other cache fails");
    }

    @Test
    void anEvenNumberOfRunsHasTheMeanOfTheMiddleTwo() throws IOException {
        this.files.comparison((all) -> {
            ObjectNode cell = MeasuredFiles.cell(all, 0);
            ArrayNode runs = (ArrayNode) cell.get("runs");
            runs.remove(2);
            ((ObjectNode) runs.get(0)).put("loads", 90);
            ((ObjectNode) runs.get(1)).put("loads", 97);
            cell.put("note", "One run failed.");
        });
        new ReportCommand(this.root).run();
        assertThat(this.files.page()).contains("| No cache | 96 | 93.5 | 96 |").contains("- No cache: One run failed.");
    }

    private static void set(ObjectNode comparison, int cell, String figure, double value) {
        MeasuredFiles.cell(comparison, cell).get("runs").forEach((run) -> ((ObjectNode) run).put(figure, value));
    }

}
