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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each issue that docs/issues-this-answers.md calls answered has a test that exists. */
class IssuesPageTests {

    private static final MarkdownPage PAGE = MarkdownPage.of(Path.of("../docs/issues-this-answers.md"));

    /** A row of four cells, of which the first begins with a link. */
    private static final Pattern ANSWERED = Pattern.compile("(?m)^\\| \\[(?:[^|\\n]*\\|){3} ([^|\\n]*) \\|$");

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|IT))[.](\\w+)`");

    @Test
    void eachAnsweredIssueNamesATest() {
        assertThat(PAGE.found(ANSWERED)).hasSizeGreaterThan(25).allSatisfy((cell) -> assertThat(cell).matches(TEST));
    }

    @Test
    void eachNamedTestExists() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Stream.concat(Files.walk(Path.of("../autoconfigure/src/test")),
                Files.walk(Path.of("src/test")))) {
            sources = files.filter(Files::isRegularFile).toList();
        }
        for (String cell : PAGE.found(ANSWERED)) {
            MatchResult test = TEST.matcher(cell).results().findFirst().orElseThrow();
            assertThat(sources).as(cell)
                .filteredOn((file) -> file.endsWith(test.group(1) + ".java"))
                .anySatisfy((file) -> assertThat(file).content().contains("    void " + test.group(2) + "("));
        }
    }

}
