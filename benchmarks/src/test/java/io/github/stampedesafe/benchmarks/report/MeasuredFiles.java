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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A project with a page and files of results, whose figures are made up. */
final class MeasuredFiles {

    private static final String FACTS = """
            ["-Xmx1g", "-Dmeasured.date=2026-11-28", "-Dmeasured.machine=2 cores", "-Dmeasured.versions=Lettuce 7.5.2"]""";

    static final String PAGE = """
            # Performance

            <!-- answer: begin -->
            <!-- answer: end -->

            by hand

            <!-- comparison: begin -->
            old
            <!-- comparison: end -->
            <!-- others: begin -->
            <!-- others: end -->
            <!-- hit answer: begin -->
            <!-- hit answer: end -->
            <!-- hits: begin -->
            <!-- hits: end -->
            <!-- parts of a hit: begin -->
            <!-- parts of a hit: end -->
            """;

    private final Path root;

    MeasuredFiles(Path root) {
        this.root = root;
        write("docs/performance.md", PAGE);
        comparison((all) -> {
        });
    }

    /** Writes a comparison, of which something is changed. */
    void comparison(Consumer<ObjectNode> change) {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        all.put("date", "2026-11-28T20:15:00Z")
            .put("machine", "Linux amd64, 2 processors")
            .put("runs", 3)
            .put("processes", 3)
            .put("callers", 32);
        all.putObject("versions").put("Redis", "Redis 7.0.15").put("Valkey", "Redis 7.0.15").put("Java", "Java 17");
        ArrayNode peers = all.putArray("peers");
        Stream.of("none|No cache", "other|Other | cache", "ours|Stampede Safe", "ours-stale|Stampede Safe, stale")
            .map((each) -> each.split("\\|", 2))
            .forEach((each) -> peers.addObject().put("id", each[0]).put("name", each[1]));
        ArrayNode scenarios = all.putArray("scenarios");
        scenarios.addObject().put("id", "cold").put("name", "Cold key").put("description", "Nobody has it.");
        scenarios.addObject().put("id", "clear").put("name", "Clear").put("description", "All are removed.");
        ArrayNode cells = all.putArray("cells");
        cell(cells, "none", "cold", 96, 9_400, 0);
        cell(cells, "other", "cold", 1, 500, 0);
        cell(cells, "ours", "cold", 1, 320, 0);
        cell(cells, "ours-stale", "cold", 1, 330, 0);
        cell(cells, "none", "clear", 0, 13, 96);
        cell(cells, "other", "clear", 5, 200, 0);
        cell(cells, "ours", "clear", 7, 400, 0);
        cell(cells, "ours-stale", "clear", 4, 100, 0);
        change.accept(all);
        write("benchmarks/results/comparison.json", all.toString());
    }

    /** Writes results of JMH, of which something is changed. */
    void jmh(Consumer<ArrayNode> change) {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        for (String value : new String[] { "record", "list" }) {
            jmh(all, "Codec", "jacksonWrite", value, 1, 1_000, 500);
            jmh(all, "Codec", "oursWrite", value, 1, 1_500, 750);
            jmh(all, "Codec", "jacksonRead", value, 1, 2_000, 1_000);
            jmh(all, "Codec", "oursRead", value, 1, 1_800, 900);
        }
        jmh(all, "Key", "parameter", "", 1, 400, 600);
        jmh(all, "Key", "defaultKey", "", 1, 500, 700);
        jmh(all, "Key", "expression", "", 1, 1_200, 1_500);
        jmh(all, "Engine", "storeOnly", "", 1, 50, 0);
        jmh(all, "Engine", "judgedByTime", "", 1, 200, 300);
        jmh(all, "Engine", "judgedByChance", "", 1, 220, 300);
        jmh(all, "Engine", "flight", "", 1, 2_000, 3_000);
        change.accept(all);
        write("benchmarks/results/jmh.json", all.toString());
    }

    /** Writes results of hits that took turns, of which something is changed. */
    void hits(Consumer<ObjectNode> change) {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        all.put("date", "2026-11-29").put("machine", "4 cores").put("versions", "Lettuce 7.5.2").put("rounds", 40);
        ArrayNode hits = all.putArray("hits");
        for (int threads : new int[] { 1, 8, 64 }) {
            for (String value : new String[] { "record", "list" }) {
                ArrayNode ways = hits.addObject().put("value", value).put("threads", threads).putArray("ways");
                way(ways, "lettuce", 1, 10_000 * threads, 2_000);
                way(ways, "redissonBucket", 0.5, 5_000 * threads, 4_000);
                way(ways, "redissonMapCache", 0.25, 2_500 * threads, 8_000);
                way(ways, "jetCache", 1.01, 10_100 * threads, 2_200);
                way(ways, "spring", 0.9, 9_000 * threads, 5_000);
                way(ways, "ours", 0.8, 8_000 * threads, 5_100);
            }
            ArrayNode ways = hits.addObject().put("value", "near").put("threads", threads).putArray("ways");
            way(ways, "springDefaultKey", 1, 1_000_000, 600);
            way(ways, "springExpression", 0.5, 500_000, 1_600);
            way(ways, "oursDefaultKey", 2.5, 2_500_000, 70);
            way(ways, "oursExpression", 2, 2_000_000, 70);
            way(ways, "caffeine", 30, 30_000_000, 0);
        }
        change.accept(all);
        write("benchmarks/results/hits.json", all.toString());
    }

    private static void way(ArrayNode ways, String way, double median, double callsPerSecond, double bytes) {
        ways.addObject()
            .put("way", way)
            .put("lower", median - 0.1)
            .put("median", median)
            .put("upper", median + 0.1)
            .put("callsPerSecond", callsPerSecond)
            .put("bytes", bytes);
    }

    private static void jmh(ArrayNode all, String type, String method, String value, int threads, double score,
            double bytes) {
        ObjectNode result = all.addObject()
            .put("benchmark", "io.github.stampedesafe.benchmarks.%sBenchmark.%s".formatted(type, method))
            .put("threads", threads);
        result.set("jvmArgs", JsonMapper.shared().readTree(FACTS));
        if (!value.isEmpty()) {
            result.putObject("params").put("value", value);
        }
        result.putObject("primaryMetric").put("score", score);
        result.putObject("secondaryMetrics").putObject("gc.alloc.rate.norm").put("score", bytes);
    }

    /** Returns a cell of a comparison. */
    static ObjectNode cell(ObjectNode comparison, int index) {
        return (ObjectNode) comparison.get("cells").get(index);
    }

    /** The slowest calls of the runs are 10 ms apart. */
    private static void cell(ArrayNode cells, String peer, String scenario, int loads, double max, int errors) {
        ArrayNode runs = cells.addObject().put("peer", peer).put("scenario", scenario).putArray("runs");
        for (int i : new int[] { 1, -1, 0 }) {
            runs.addObject()
                .put("loads", loads)
                .put("peak", loads)
                .put("p50", 1.2)
                .put("p99", max / 2)
                .put("max", max + 10 * i)
                .put("commands", 1_200)
                .put("stale", 0)
                .put("errors", errors)
                .put("callers", 96);
        }
    }

    void write(String name, String text) {
        try {
            Path file = this.root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Returns all files, by their names. */
    Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(this.root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(this.root.relativize(file).toString(), Files.readString(file));
            }
        }
        return all;
    }

    /** Checks that there is no report of these files, and that none of them changes. */
    void assertRefused(String message) {
        try {
            Map<String, String> before = all();
            assertThatExceptionOfType(ReportException.class).isThrownBy(() -> new ReportCommand(this.root).run())
                .withMessage(message);
            assertThat(all()).isEqualTo(before);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    String page() throws IOException {
        return Files.readString(this.root.resolve("docs/performance.md"));
    }

}
