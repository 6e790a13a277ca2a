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

package io.github.stampedesafe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/configuration.md} against the metadata that the compiler generated. */
class ConfigurationPageTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| ([^|]+) \\| [^|]+ \\|$");

    @Test
    void everyPropertyIsDocumentedAndEveryDocumentedPropertyExists() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(generated().keySet());
    }

    @Test
    void everyDefaultThatTheMetadataKnowsIsTheDocumentedOne() throws IOException {
        Map<String, String> documented = documented();
        generated().forEach((name, value) -> {
            if (!value.isEmpty()) {
                assertThat(documented).containsEntry(name, value);
            }
        });
    }

    private static Map<String, String> documented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        return ROW.matcher(page)
            .results()
            .collect(Collectors.toMap((row) -> row.group(1), (MatchResult row) -> row.group(2)));
    }

    /**
     * Names without our prefix, with their defaults; the properties of one cache are
     * those of all.
     */
    private static Map<String, String> generated() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        try (InputStream metadata = ConfigurationPageTests.class
            .getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : JsonMapper.shared().readTree(metadata).get("properties")) {
                String name = property.get("name").asString().replaceFirst("^stampede-safe[.]", "");
                if (!name.startsWith("caches")) {
                    JsonNode value = property.get("defaultValue");
                    defaults.put(name, (value != null) ? value.asString() : "");
                }
            }
        }
        return defaults;
    }

}
