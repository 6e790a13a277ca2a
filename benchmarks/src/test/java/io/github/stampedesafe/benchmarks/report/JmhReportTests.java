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

import static org.assertj.core.api.Assertions.assertThat;

class JmhReportTests {

    private static final String AGAIN = " Run benchmarks/jmh to make it again.";

    @TempDir
    Path root;

    private MeasuredFiles files;

    @BeforeEach
    void writeFiles() throws IOException {
        this.files = new MeasuredFiles(this.root);
        Files.delete(this.root.resolve("benchmarks/results/comparison.json"));
        this.files.jmh((all) -> {
        });
    }

    @Test
    void thePageHoldsRatiosToABaseOfTheSameRun() throws IOException {
        assertThat(new ReportCommand(this.root).run()).isEqualTo("Wrote docs/performance.md. "
                + "benchmarks/results/comparison.json does not exist, so its parts stay as they are. "
                + "benchmarks/results/hits.json does not exist, so its parts stay as they are. "
                + "benchmarks/results/growth.json does not exist, so its parts stay as they are. "
                + "benchmarks/results/soak.json does not exist, so its parts stay as they are.");
        assertThat(this.files.page()).contains("""
                *Measured on 2026-11-28 (2 cores). Lettuce 7.5.2.*

                | what | compared with | time | bytes | 1.00 stands for | and for |
                |---|---|--:|--:|---|---|
                | write 300 bytes of JSON | Jackson as it comes | 1.50 | 1.50 | 1,000 ns | 500 B |
                | write 10,000 bytes of JSON | Jackson as it comes | 1.50 | 1.50 | 1,000 ns | 500 B |
                | read 300 bytes of JSON | Jackson as it comes | 0.90 | 0.90 | 2,000 ns | 1,000 B |
                | read 10,000 bytes of JSON | Jackson as it comes | 0.90 | 0.90 | 2,000 ns | 1,000 B |
                | hit in memory, all arguments as key | key = "#p0" | 1.25 | 1.17 | 400 ns | 600 B |
                | hit in memory, a SpEL expression as key | key = "#p0" | 3.00 | 2.50 | 400 ns | 600 B |
                | judge an entry by time | the store in memory alone | 4.00 | n/a | 50 ns | 0 B |
                | judge an entry by time and chance | by time alone | 1.10 | 1.00 | 200 ns | 300 B |
                | miss in memory: flight, lease, fence | a hit in memory | 10.00 | 10.00 | 200 ns | 300 B |
                """);
    }

    @Test
    void aMissingResultIsNoReport() {
        refused((all) -> all.remove(3),
                "benchmarks/results/jmh.json has no result of CodecBenchmark.oursRead with 'record' on 1 thread."
                        + AGAIN);
    }

    @Test
    void aDoubledResultIsNoReport() {
        refused((all) -> all.add(all.get(1).deepCopy()),
                "benchmarks/results/jmh.json has two results of CodecBenchmark.oursWrite with 'record' on 1 thread."
                        + AGAIN);
    }

    @Test
    void aResultWithoutAllocationsIsNoReport() {
        refused((all) -> ((ObjectNode) all.get(0)).remove("secondaryMetrics"),
                "'[0].secondaryMetrics.gc.alloc.rate.norm.score' must be a number of at least 0 but is missing in "
                        + "benchmarks/results/jmh.json." + AGAIN);
    }

    @Test
    void aFailedResultIsNoReport() {
        refused((all) -> ((ObjectNode) all.get(2).get("primaryMetric")).put("score", "NaN"),
                "'[2].primaryMetric.score' must be a number of at least 0 but is 'NaN' in benchmarks/results/jmh.json."
                        + AGAIN);
    }

    @Test
    void resultsThatDoNotSayWhereTheyWereMeasuredAreNoReport() {
        refused((all) -> ((ObjectNode) all.get(0)).putArray("jvmArgs").add("-Xmx1g"),
                "'[0].jvmArgs' must be a list with an option '-Dmeasured.date=…' but is '[\"-Xmx1g\"]' in "
                        + "benchmarks/results/jmh.json." + AGAIN);
    }

    @Test
    void anEmptyFileIsNoReport() {
        refused(ArrayNode::removeAll,
                "'.' must be a list of at least one result but is '[]' in benchmarks/results/jmh.json." + AGAIN);
    }

    private void refused(Consumer<ArrayNode> change, String message) {
        this.files.jmh(change);
        this.files.assertRefused(message);
    }

}
