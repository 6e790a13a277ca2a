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

package io.github.stampedesafe.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.policy.SettingSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an IDE knows of the properties. */
class PropertyMetadataTests {

    static final JsonNode METADATA = read();

    @Test
    void everyPropertyIsThereWithASentenceThatDescribesIt() {
        Map<String, String> described = new TreeMap<>();
        METADATA.get("properties")
            .forEach((property) -> described.put(property.get("name").asString(),
                    Objects.requireNonNull(property.path("description").asString(""))));
        List<String> names = names(StampedeSafeProperties.class, "stampede-safe.");
        names.addAll(names(StampedeSafeEndpointProperties.class, "management.endpoint.stampedesafe."));
        names.addAll(names(RedisProperties.class, "spring.data.redis."));
        names.addAll(List.of("management.endpoint.stampedesafe.access",
                "management.endpoint.stampedesafe.cache.time-to-live")); // of every
                                                                         // endpoint
        assertThat(described.keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(described).allSatisfy((name,
                description) -> assertThat(description).as(name).matches("[A-Z][^\"]*\\.").doesNotContain("{@", "  "));
    }

    @Test
    void everyChoiceIsExplained() {
        List<String> hints = new ArrayList<>();
        METADATA.get("hints").forEach((hint) -> {
            hints.add(hint.get("name").asString());
            hint.path("values")
                .forEach((value) -> assertThat(value.get("description").asString()).matches("[A-Z].*\\."));
        });
        assertThat(hints).containsExactlyInAnyOrder("stampede-safe.caches.keys",
                "stampede-safe.defaults.early-expiration", "stampede-safe.defaults.near-cache",
                "stampede-safe.defaults.near-cache-share", "stampede-safe.defaults.on-unfaithful",
                "stampede-safe.defaults.on-wait-timeout", "stampede-safe.defaults.serializer",
                "stampede-safe.redis.connection", "stampede-safe.redis.on-failure",
                "stampede-safe.redis.on-undelivered-change", "stampede-safe.redis.redisson");
    }

    private static List<String> names(Class<?> type, String prefix) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + SettingSource.property(component.getName());
            if (component.getType().isRecord()) {
                names.addAll(names(component.getType(), name + "."));
            }
            else {
                names.add(name);
            }
        }
        return names;
    }

    private static JsonNode read() {
        String resource = "/META-INF/spring-configuration-metadata.json";
        try (InputStream json = StampedeSafeProperties.class.getResourceAsStream(resource)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(json, resource));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
