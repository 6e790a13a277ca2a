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

package io.github.stampedesafe.sample.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documentation shows is cut from sources that are compiled. */
class DocumentationTests {

    private static final Path ROOT = Path.of("..");

    private static final Path DOCS = ROOT.resolve("docs");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|");

    private static final Pattern METER = Pattern.compile("`(stampede(?:[.][a-z]+)+)`");

    private static final Pattern LOG_LINE = Pattern.compile("(?:WARN|INFO) `([^`]+)`");

    /** The second column of a row of the table of log lines. */
    private static final Pattern LOG_ROW = Pattern.compile("(?m)^\\| (?:WARN|INFO) \\| `([^|]+)` \\|");

    private static final Pattern JOINED_LITERALS = Pattern.compile("\"\\s*[+]\\s*\"");

    /**
     * Bash skips such a comment. Zsh, when a person types into it, takes it for
     * arguments.
     */
    private static final Pattern SHELL_COMMENT = Pattern.compile("(?m)^(.*\\s)?#.*$");

    private static final List<String> SOURCES = Stream.concat(files(ROOT, ".java"), files(ROOT, ".kt"))
        .filter((file) -> !file.toString().contains("target"))
        .map((file) -> flush(read(file)))
        .toList();

    @ParameterizedTest
    @MethodSource("pages")
    void showsOnlyCodeThatIsCompiled(MarkdownPage page) {
        assertThat(Stream.concat(page.blocks("java"), page.blocks("kotlin")).map(DocumentationTests::flush))
            .filteredOn((block) -> SOURCES.stream().noneMatch((source) -> source.contains(block)))
            .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsCommandsThatEveryShellTakes(MarkdownPage page) {
        assertThat(page.blocks("sh").flatMap((block) -> SHELL_COMMENT.matcher(block).results().map(MatchResult::group)))
            .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksOnlyToWhatExists(MarkdownPage page) {
        assertThat(page.brokenLinks()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void setsOnlyPropertiesOfThePageOfConfiguration(MarkdownPage page) {
        List<String> known = rows("configuration.md");
        assertThat(page.blocks("yaml").flatMap(DocumentationTests::ownProperties))
            .allSatisfy((property) -> assertThat(known).contains(property));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOnlyMetersOfThePageOfMetrics(MarkdownPage page) {
        List<String> known = rows("metrics.md");
        assertThat(page.found(METER)).filteredOn((name) -> files(DOCS, name).findAny().isEmpty())
            .allSatisfy((meter) -> assertThat(known).contains(meter));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void quotesOnlyLogLinesOfThePageOfOperations(MarkdownPage page) {
        List<String> known = logLines();
        assertThat(page.found(LOG_LINE)).allSatisfy((line) -> assertThat(known).contains(line));
    }

    @Test
    void theLogLinesOfThePageOfOperationsAreThoseOfTheProgram() {
        List<String> programs = files(ROOT, ".java").filter((file) -> file.toString().contains("src/main/"))
            .map((file) -> JOINED_LITERALS.matcher(read(file)).replaceAll(""))
            .toList();
        assertThat(logLines()).hasSizeGreaterThan(15)
            .flatMap((line) -> List.of(line.split(" ?… ?")))
            .filteredOn((part) -> programs.stream().noneMatch((program) -> program.contains(part)))
            .isEmpty();
    }

    @Test
    void theIndexLinksToEveryPage() {
        List<Path> linked = Stream.of("README.md", "decisions/README.md")
            .flatMap((index) -> MarkdownPage.of(DOCS.resolve(index)).linkedFiles())
            .toList();
        assertThat(files(DOCS, ".md").map(Path::normalize).filter((page) -> !page.equals(DOCS.resolve("README.md"))))
            .isNotEmpty()
            .allSatisfy((page) -> assertThat(linked).contains(page));
    }

    static Stream<MarkdownPage> pages() {
        Stream<Path> front = Stream.of("README", "CHANGELOG", "CONTRIBUTING", "SECURITY", "UPGRADING")
            .map((name) -> ROOT.resolve(name + ".md"));
        return Stream.concat(front, files(ROOT.resolve("docs"), ".md")).map(MarkdownPage::of);
    }

    /** Returns the log lines in the table of the page of operations. */
    private static List<String> logLines() {
        return MarkdownPage.of(DOCS.resolve("operations.md"))
            .found(LOG_ROW)
            .stream()
            .flatMap((cell) -> Stream.of(cell.split("`, `")))
            .toList();
    }

    /**
     * Returns the names that the rows of the tables of a page begin with, of our
     * properties without their prefix.
     */
    private static List<String> rows(String page) {
        return MarkdownPage.of(DOCS.resolve(page)).found(ROW);
    }

    /**
     * Returns the properties of this library that a block sets, without their prefix;
     * those of one cache are those of all.
     */
    private static Stream<String> ownProperties(String yaml) {
        YamlPropertiesFactoryBean properties = new YamlPropertiesFactoryBean();
        properties.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(properties.getObject())
            .stringPropertyNames()
            .stream()
            .filter((name) -> name.startsWith("stampede-safe."))
            .map((name) -> name.replaceFirst("^stampede-safe[.]", "").replaceFirst("^caches[.][^.]+[.]", "defaults."));
    }

    private static String flush(String code) {
        return code.lines().map(String::strip).filter((line) -> !line.isEmpty()).reduce("", (a, b) -> a + "\n" + b);
    }

    private static Stream<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter((file) -> file.toString().endsWith(ending)).toList().stream();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
