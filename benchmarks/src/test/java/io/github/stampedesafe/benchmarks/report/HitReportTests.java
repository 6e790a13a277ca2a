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

class HitReportTests {

    private static final String AGAIN = " Run benchmarks/jmh to make it again.";

    @TempDir
    Path root;

    private MeasuredFiles files;

    @BeforeEach
    void writeFiles() throws IOException {
        this.files = new MeasuredFiles(this.root);
        Files.delete(this.root.resolve("benchmarks/results/comparison.json"));
        this.files.hits((all) -> {
        });
    }

    @Test
    void thePageHoldsMediansOfRatiosToABase() throws IOException {
        assertThat(new ReportCommand(this.root).run())
            .startsWith("Wrote docs/performance.md, docs/images/hits.svg. benchmarks/results/comparison.json");
        assertThat(this.files.page())
            .contains(
                    """
                            <!-- hit answer: begin -->

                            **A hit** of one caller reaches 0.80 of the throughput of a hit written by hand (Redisson RBucket 0.50, \
                            Redisson RMapCache 0.25, JetCache 1.01, Spring @Cacheable over Redis 0.90).

                            <!-- hit answer: end -->
                            <!-- hits: begin -->

                            *Measured on 2026-11-29 (4 cores), medians of 40 rounds. Lettuce 7.5.2.*

                            ![Hits per second of each cache](images/hits.svg)

                            | hit of a record of 300 bytes | 1 thread | 8 threads | 64 threads | bytes allocated |
                            |---|--:|--:|--:|--:|
                            | by hand: Lettuce GET, Jackson | 1.00 | 1.00 | 1.00 | 2,000 |
                            | Redisson RBucket | 0.50 | 0.50 | 0.50 | 4,000 |
                            | Redisson RMapCache | 0.25 | 0.25 | 0.25 | 8,000 |
                            | JetCache | **1.01** | **1.01** | **1.01** | 2,200 |
                            | Spring @Cacheable over Redis | 0.90 | 0.90 | 0.90 | 5,000 |
                            | Stampede Safe | 0.80 | 0.80 | 0.80 | 5,100 |

                            1.00 stands for 10,000, 80,000, 640,000 hits per second. Half of the ratios of Stampede Safe lie within \
                            0.70 to 0.90 (1 thread); 0.70 to 0.90 (8 threads); 0.70 to 0.90 (64 threads).
                            """)
            .contains(
                    """
                            | hit of a record in the memory of the instance | 1 thread | 8 threads | 64 threads | bytes allocated |
                            |---|--:|--:|--:|--:|
                            | Spring @Cacheable over Caffeine | 1.00 | 1.00 | 1.00 | 600 |
                            | the same, an expression as key | 0.50 | 0.50 | 0.50 | 1,600 |
                            | Stampede Safe, near cache | 2.50 | 2.50 | 2.50 | 70 |
                            | the same, an expression as key | 2.00 | 2.00 | 2.00 | 70 |
                            | by hand: one Caffeine cache | **30.00** | **30.00** | **30.00** | 0 |

                            1.00 stands for 1,000,000, 1,000,000, 1,000,000 hits per second. Half of the ratios of Stampede Safe lie \
                            within 2.40 to 2.60, 1.90 to 2.10 (1 thread); 2.40 to 2.60, 1.90 to 2.10 (8 threads); \
                            2.40 to 2.60, 1.90 to 2.10 (64 threads).
                            """);
    }

    @Test
    void theChartHasADotForEachWayValueAndNumberOfThreads() throws IOException {
        new ReportCommand(this.root).run();
        assertThat(Files.readString(this.root.resolve("docs/images/hits.svg")).split("<circle")).hasSize(6 * 6 + 1);
    }

    @Test
    void aMissingResultIsNoReport() {
        refused((all) -> ways(all, 0).remove(3),
                "benchmarks/results/hits.json has no result of 'jetCache' of 'record' on 1 thread." + AGAIN);
    }

    @Test
    void aDoubledResultIsNoReport() {
        refused((all) -> ways(all, 3).add(ways(all, 3).get(1).deepCopy()),
                "benchmarks/results/hits.json has two results of 'redissonBucket' of 'record' on 8 threads." + AGAIN);
    }

    @Test
    void aResultThatIsNoFigureIsNoReport() {
        refused((all) -> ((ObjectNode) ways(all, 1).get(2)).put("median", "NaN"),
                "'hits[1].ways[2].median' must be a number of at least 0 but is 'NaN' in benchmarks/results/hits.json."
                        + AGAIN);
    }

    private static ArrayNode ways(ObjectNode all, int hits) {
        return (ArrayNode) all.get("hits").get(hits).get("ways");
    }

    private void refused(Consumer<ObjectNode> change, String message) {
        this.files.hits(change);
        this.files.assertRefused(message);
    }

}
