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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of this project holds what is in its files of results, and no other figure.
 */
class PublishedPageTests {

    private static final Path ROOT = Path.of("..");

    @Test
    void thePageAndItsChartsAreThoseOfTheResults() throws IOException {
        if (!Files.exists(ROOT.resolve("benchmarks/results"))) {
            assertThat(ROOT.resolve("docs/performance.md")).content().contains("Not published yet.");
            return;
        }
        for (Map.Entry<String, String> file : new ReportCommand(ROOT).files().entrySet()) {
            assertThat(ROOT.resolve(file.getKey())).as("%s; run benchmarks/report", file.getKey())
                .hasContent(file.getValue());
        }
    }

    @Test
    void thePageHasAPlaceForEachPart() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/performance.md"));
        for (String part : new String[] { "answer", "comparison", "others", "hit answer", "hits", "parts of a hit" }) {
            assertThat(page).containsOnlyOnce("<!-- %s: begin -->\n".formatted(part))
                .containsOnlyOnce("<!-- %s: end -->\n".formatted(part));
        }
    }

    @Test
    void thePageOfGrowthHasAPlaceForEachPart() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/growth.md"));
        for (String part : new String[] { "machine", "instances", "signals", "waiters", "waits", "keys", "entries",
                "model", "soak" }) {
            assertThat(page).containsOnlyOnce("<!-- %s: begin -->\n".formatted(part))
                .containsOnlyOnce("<!-- %s: end -->\n".formatted(part));
        }
    }

}
