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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.policy.PolicySettings;
import io.github.stampedesafe.policy.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/configuration.md} against the metadata that the compiler generated, and the
 * declared settings.
 */
class ConfigurationPageTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| ([^|]+) \\|( [^|]+ \\|){1,2}$");

    @Test
    void everyPropertyIsDocumentedAndEveryDocumentedPropertyExists() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(generated().keySet());
    }

    @Test
    void everyDefaultThatTheMetadataKnowsIsTheDocumentedOne() throws IOException {
        Map<String, String> documented = documented();
        generated().forEach((name, value) -> {
            if (!value.isEmpty() && !name.startsWith("defaults.")) {
                assertThat(documented).containsEntry(name, value);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingOfAPolicyIsDocumentedAsItIsDeclared(Setting<?> setting) throws IOException {
        Object builtIn = setting.builtIn();
        String name = "defaults." + setting.name();
        String value = (builtIn != null) ? Setting.text(builtIn) : documented().get(name);
        assertThat(page().lines()).anySatisfy((line) -> assertThat(line)
            .startsWith("| `%s` | %s | %s | %s".formatted(name, value, setting.values(), setting.description()))
            .endsWith(" |"));
    }

    static List<Setting<?>> settings() {
        return PolicySettings.all();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "configuration.md"));
    }

    private static Map<String, String> documented() throws IOException {
        return ROW.matcher(page())
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
