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

    ReportCommand(Path root) {
        this.root = root;
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
     * @return what was done, a sentence
     * @throws ReportException if there is none
     */
    String run() throws IOException {
        Map<String, String> files = files();
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(this.root.resolve(file.getKey()), file.getValue());
        }
        return "Wrote %s.".formatted(String.join(", ", files.keySet()));
    }

    /** Returns the contents of all files that are written, by their names. */
    Map<String, String> files() throws IOException {
        Source comparison = Source.madeBy("benchmarks/compare", this.root, "benchmarks/results/comparison.json");
        if (!comparison.exists()) {
            throw new ReportException(
                    "%s does not exist. Run benchmarks/compare to make it.".formatted(comparison.name()));
        }
        ComparisonReport report = new ComparisonReport(Comparison.read(ResultNode.read(comparison)));
        Page page = new Page(PAGE, Files.readString(this.root.resolve(PAGE))).with(report.parts());
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PAGE, page.text());
        report.charts().forEach((name, chart) -> files.put(IMAGES + name, chart));
        return files;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(written, content);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

}
