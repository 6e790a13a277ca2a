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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.stampedesafe.benchmarks.report.ResultNode.Source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GrowthReportTests {

    private static final String GROWTH = """
            {"date": "2026-11-29T14:00:00Z", "machine": "2 cores",
             "instances": [
              {"instances": 1, "idle": 2.0, "hit": 1.0, "loads": 1.0, "miss": 10.0, "missBytes": 900, "evict": 4, "evictBytes": 80},
              {"instances": 16, "idle": 2.5, "hit": 1.002, "loads": 1.0, "miss": 40.0, "missBytes": 9000, "evict": 4, "evictBytes": 800}],
             "signals": [{"subscribers": 10, "micros": 20}, {"subscribers": 1000, "micros": 1500}],
             "waiters": [{"waiters": 10000, "loads": 1, "commands": 10050, "heapBytes": 1234, "answerMillis": 56.78}],
             "waits": [{"where": "another instance", "medianMicros": 650.4, "p99Micros": 2300}],
             "keys": [{"keys": 1000000, "bytes": 512.4, "hitMicros": 80.2}],
             "entries": [{"characters": 100, "ours": 240, "springJdk": 400, "springJson": 300}]}""";

    @TempDir
    private Path directory;

    @Test
    void eachFigureHasItsPlace() throws IOException {
        Map<String, String> parts = new GrowthReport(read(GROWTH)).parts();
        assertThat(parts).containsOnlyKeys("machine", "instances", "signals", "waiters", "waits", "keys", "entries",
                "model");
        assertThat(parts.get("machine")).isEqualTo("*Measured on 2026-11-29 (2 cores).*");
        assertThat(parts.get("instances")).endsWith("""
                | 1 | 2.0 | 1.00 | 1.00 | 10.0 | 900 | 4.0 | 80 |
                | 16 | 2.5 | 1.00 | 1.00 | 40.0 | 9,000 | 4.0 | 800 |""");
        assertThat(parts.get("signals")).endsWith("| 1,000 | 1,500 |");
        assertThat(parts.get("waiters")).endsWith("| 10,000 | 1 | 10,050 | 1,234 | 56.8 |");
        assertThat(parts.get("waits")).endsWith("| another instance | 0.65 | 2.30 |");
        assertThat(parts.get("keys")).endsWith("| 1,000,000 | 512 | 80 |");
        assertThat(parts.get("entries")).endsWith("| 100 | 240 | 400 | 300 |");
    }

    /**
     * 1,000 instances have a million calls a second: 1,000 misses of ten commands, 100
     * changes of four, 1,100 signals, each to all of them, at 1,500 µs.
     */
    @Test
    void theModelMultipliesWhatWasMeasured() throws IOException {
        assertThat(new GrowthReport(read(GROWTH)).parts().get("model")).endsWith("""
                | 10 | 10,000 | 10,000 | 104 | 25 | 11 | 110 | 0.0 % |
                | 1,000 | 1,000,000 | 1,000,000 | 10,400 | 2,500 | 1,100 | 1,100,000 | 165.0 % |""");
    }

    @Test
    void aMissingFigureIsNamed() throws IOException {
        ResultNode results = read(GROWTH.replace("\"micros\": 20", "\"micros\": -1"));
        assertThatExceptionOfType(ReportException.class).isThrownBy(() -> new GrowthReport(results).parts())
            .withMessage("'signals[0].micros' must be a number of at least 0 but is '-1' in growth.json. "
                    + "Run benchmarks/run Growth to make it again.");
    }

    @Test
    void aSoakIsATableOfEightRowsAndOneOfItsRests() throws IOException {
        String text = soak("");
        assertThat(text)
            .startsWith(
                    "*Measured on 2026-11-29 (2 cores): 3 instances for 60 minutes, 16,000 calls.* All gates held.\n")
            .contains("\n| 8 | 2 | 90 | 12 | 1,500 | 2,000 | 7 | 0 | 3 | 0 | 99 |\n")
            .endsWith("""

                    | 60 | 16 | 90 | 12 | 1,500 | 16,000 | 7 | 0 | 3 | 0 | 85 |

                    While nobody called, before the traffic and after each quarter of it:

                    | minute | heap MiB | threads | connections |
                    |--:|--:|--:|--:|
                    | 1 | 7 | 80 | 9 |
                    | 62 | 8 | 81 | 10 |""");
        assertThat(text.lines().filter((line) -> line.startsWith("|"))).hasSize(14);
    }

    @Test
    void aGateThatDidNotHoldIsNamed() throws IOException {
        assertThat(soak("\"Threads grew.\", \"Keys grew.\"")).startsWith(
                "*Measured on 2026-11-29 (2 cores): 3 instances for 60 minutes, 16,000 calls.* What did not hold: "
                        + "Threads grew. Keys grew.\n");
    }

    private String soak(String broken) throws IOException {
        StringBuilder samples = new StringBuilder();
        for (int i = 1; i <= 16; i++) {
            samples.append((i > 1) ? "," : "")
                .append("""
                        {"second": %d, "heapBytes": %d, "threads": 90, "connections": 12, "keys": 1500, "calls": %d,
                         "loads": 7, "stale": 0, "staleInTrouble": 3, "failures": 0, "slowestMillis": %d}"""
                    .formatted(i * 225, i << 20, i * 1_000, 100 - i));
        }
        return new SoakReport(read("""
                {"date": "2026-11-29T14:00:00Z", "machine": "2 cores", "instances": 3, "minutes": 60, "broken": [%s],
                 "samples": [%s], "rests": [
                  {"second": 40, "heapBytes": 7340032, "threads": 80, "connections": 9, "settled": true},
                  {"second": 3720, "heapBytes": 8388608, "threads": 81, "connections": 10, "settled": true}]}"""
            .formatted(broken, samples))).text();
    }

    private ResultNode read(String json) throws IOException {
        Path file = this.directory.resolve("growth.json");
        Files.writeString(file, json);
        return ResultNode.read(new Source(file, "growth.json", "Run benchmarks/run Growth to make it again."));
    }

}
