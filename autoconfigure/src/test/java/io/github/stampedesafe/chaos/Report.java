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

package io.github.stampedesafe.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what was measured to {@code target/reliability.md}: a part for each test class,
 * all parts of which there is a result, in the order of their names.
 */
public final class Report {

    private static final Path PAGE = Path.of("target", "reliability.md");

    private static final Path PARTS = Path.of("target", "reliability");

    private final String name;

    private final String title;

    private final List<Row> rows = new ArrayList<>();

    /**
     * Creates a part.
     * @param name decides where it stands
     * @param title its title
     */
    Report(String name, String title) {
        this.name = name;
        this.title = title;
    }

    void add(Row row) {
        this.rows.add(row);
    }

    /** Writes the part, and the page of all parts. */
    void write() {
        if (!this.rows.isEmpty()) {
            StringBuilder table = new StringBuilder(Row.HEADER);
            this.rows.forEach((row) -> table.append(row.format()));
            write(this.name, this.title, table.toString());
        }
    }

    /**
     * Writes a part of the page.
     * @param name decides where it stands
     * @param title its title
     * @param text Markdown
     */
    public static void write(String name, String title, String text) {
        try {
            Files.createDirectories(PARTS);
            Files.writeString(PARTS.resolve(name + ".md"), "### %s%n%n%s%n*%s*%n%n".formatted(title, text, machine()));
            StringBuilder page = new StringBuilder();
            try (Stream<Path> parts = Files.list(PARTS)) {
                for (Path part : parts.sorted().toList()) {
                    page.append(Files.readString(part));
                }
            }
            Files.writeString(PAGE, page.toString().stripTrailing() + System.lineSeparator());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String machine() {
        return "Measured on %s %s with %d processors, Java %d, everything on loopback.".formatted(
                System.getProperty("os.name"), System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
    }

}
