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
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.stampedesafe.benchmarks.report.ResultNode.Source;

/**
 * Writes the generated parts of {@code docs/performance.md}, its charts and the generated
 * parts of {@code docs/growth.md} from the files in {@code benchmarks/results}. If
 * anything is wrong with a file or the page, it says so and changes nothing.
 */
public final class ReportCommand {

    private static final String PAGE = "docs/performance.md";

    private static final String GROWTH_PAGE = "docs/growth.md";

    private static final String IMAGES = "docs/images/";

    private final Path root;

    private final Source comparison;

    private final Source jmh;

    private final Source hits;

    private final Source growth;

    private final Source soak;

    ReportCommand(Path root) {
        this.root = root;
        this.comparison = Source.madeBy("benchmarks/compare", root, "benchmarks/results/comparison.json");
        this.jmh = Source.madeBy("benchmarks/jmh", root, "benchmarks/results/jmh.json");
        this.hits = Source.madeBy("benchmarks/jmh", root, "benchmarks/results/hits.json");
        this.growth = Source.madeBy("benchmarks/run Growth", root, "benchmarks/results/growth.json");
        this.soak = Source.madeBy("benchmarks/run Soak 1h", root, "benchmarks/results/soak.json");
    }

    /** Writes the report of the project in the current directory. */
    public static void main(String[] arguments) throws IOException {
        try {
            System.out.println(new ReportCommand(Path.of("")).run());
        }
        catch (ReportException ex) {
            System.err.println(ex.getMessage());
            System.exit(1);
        }
    }

    /**
     * Writes the report.
     * @return what was done, in sentences
     * @throws ReportException if there is none
     */
    String run() throws IOException {
        Map<String, String> files = files();
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(this.root.resolve(file.getKey()), file.getValue());
        }
        String missing = Stream.of(this.comparison, this.hits, this.jmh, this.growth, this.soak)
            .filter((source) -> !source.exists())
            .map((source) -> " %s does not exist, so its parts stay as they are.".formatted(source.name()))
            .collect(Collectors.joining());
        return "Wrote %s.%s".formatted(String.join(", ", files.keySet()), missing);
    }

    /**
     * Returns the contents of all files that are written, by their names.
     * @throws ReportException if a file of results or the page is wrong
     */
    Map<String, String> files() throws IOException {
        if (Stream.of(this.comparison, this.hits, this.jmh).noneMatch(Source::exists)) {
            throw new ReportException("Neither %s nor %s exists. Run benchmarks/compare or benchmarks/jmh to make them."
                .formatted(this.comparison.name(), this.jmh.name()));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        Map<String, String> charts = new LinkedHashMap<>();
        if (this.comparison.exists()) {
            ComparisonReport report = new ComparisonReport(Comparison.read(ResultNode.read(this.comparison)));
            parts.putAll(report.parts());
            charts.putAll(report.charts());
        }
        if (this.hits.exists()) {
            HitReport report = new HitReport(HitResults.read(ResultNode.read(this.hits)));
            parts.putAll(report.parts());
            charts.putAll(report.charts());
        }
        if (this.jmh.exists()) {
            parts.put("parts of a hit", new JmhReport(JmhResults.read(ResultNode.read(this.jmh))).partsOfHit());
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PAGE, page(PAGE, parts));
        Map<String, String> grown = growthParts();
        if (!grown.isEmpty()) {
            files.put(GROWTH_PAGE, page(GROWTH_PAGE, grown));
        }
        charts.forEach((name, chart) -> files.put(IMAGES + name, chart));
        return files;
    }

    private Map<String, String> growthParts() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        if (this.growth.exists()) {
            parts.putAll(new GrowthReport(ResultNode.read(this.growth)).parts());
        }
        if (this.soak.exists()) {
            parts.put("soak", new SoakReport(ResultNode.read(this.soak)).text());
        }
        return parts;
    }

    private String page(String name, Map<String, String> parts) throws IOException {
        return new Page(name, Files.readString(this.root.resolve(name))).with(parts).text();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(written, content);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

}
