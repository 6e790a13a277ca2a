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
 * Writes the generated parts of {@code docs/performance.md} and its charts from the files
 * in {@code benchmarks/results}. If anything is wrong with a file or the page, it says so
 * and changes nothing.
 */
public final class ReportCommand {

    private static final String PAGE = "docs/performance.md";

    private static final String IMAGES = "docs/images/";

    private final Path root;

    private final Source comparison;

    private final Source jmh;

    ReportCommand(Path root) {
        this.root = root;
        this.comparison = Source.madeBy("benchmarks/compare", root, "benchmarks/results/comparison.json");
        this.jmh = Source.madeBy("benchmarks/jmh", root, "benchmarks/results/jmh.json");
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
        String missing = Stream.of(this.comparison, this.jmh)
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
        if (!this.comparison.exists() && !this.jmh.exists()) {
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
        if (this.jmh.exists()) {
            JmhReport report = new JmhReport(JmhResults.read(ResultNode.read(this.jmh)));
            parts.putAll(report.parts());
            charts.putAll(report.charts());
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PAGE, new Page(PAGE, Files.readString(this.root.resolve(PAGE))).with(parts).text());
        charts.forEach((name, chart) -> files.put(IMAGES + name, chart));
        return files;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(written, content);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

}
