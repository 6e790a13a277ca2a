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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.CacheSettings;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.PolicySettings;
import io.github.stampedesafe.policy.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Boot binds, what an IDE shows and what annotations have, against the one
 * declaration of each setting.
 */
class DeclaredSettingsTests {

    /** Settings of a cache that are no part of its policy. */
    private static final Set<String> OTHERS = Set.of("serializer", "hotKeys");

    private static final Map<String, JsonNode> METADATA = StreamSupport
        .stream(PropertyMetadataTests.METADATA.get("properties").spliterator(), false)
        .collect(Collectors.toMap((property) -> property.get("name").asString(), (property) -> property));

    private static final Map<String, JsonNode> HINTS = StreamSupport
        .stream(PropertyMetadataTests.METADATA.get("hints").spliterator(), false)
        .collect(Collectors.toMap((hint) -> hint.get("name").asString(), (hint) -> hint));

    static List<Setting<?>> settings() {
        return PolicySettings.all();
    }

    @Test
    void theBoundPropertiesOfACacheAreTheSettings() {
        assertThat(Arrays.stream(CacheSettings.class.getRecordComponents())
            .filter((component) -> !OTHERS.contains(component.getName()))
            .map((component) -> component.getName() + " of " + component.getType()))
            .containsExactlyElementsOf(settings().stream()
                .map((setting) -> setting.attribute() + " of " + boundType(setting.type()))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anIdeShowsTypeAndMeaning(Setting<?> setting) {
        JsonNode property = property(setting);
        assertThat(property.get("type").asString()).isEqualTo(boundType(setting.type()).getName());
        assertThat(property.get("description").asString()).isEqualTo(setting.description());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anIdeShowsTheDefault(Setting<?> setting) {
        JsonNode value = property(setting).get("defaultValue");
        assertThat((value != null) ? bound(value.asString(), setting.type()) : null).isEqualTo(setting.builtIn());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anIdeExplainsEveryChoice(Setting<?> setting) {
        Object[] choices = setting.type().getEnumConstants();
        JsonNode hint = HINTS.get("stampede-safe.defaults." + setting.name());
        assertThat((hint != null)
                ? hint.get("values").valueStream().map((value) -> value.get("value").asString()).toList() : List.of())
            .containsExactlyElementsOf(
                    (choices != null) ? Arrays.stream(choices).map(Setting::text).toList() : List.of());
    }

    @Test
    void anAnnotationOfLoadsHasTheSettingsThatAnnotationsMayHave() {
        assertThat(attributes(StampedeSafeCacheable.class)).containsExactlyInAnyOrderElementsOf(
                settings().stream().filter(Setting::isInAnnotations).map(Setting::attribute).toList());
    }

    @Test
    void anAnnotationOfPutsHasAllButThatOfEarlyRefresh() {
        assertThat(attributes(StampedeSafeCachePut.class)).containsExactlyInAnyOrderElementsOf(settings().stream()
            .filter((setting) -> setting.isInAnnotations() && setting != PolicySettings.BETA)
            .map(Setting::attribute)
            .toList());
    }

    private static List<String> attributes(Class<? extends Annotation> annotation) {
        Set<String> names = settings().stream().map(Setting::attribute).collect(Collectors.toSet());
        return Arrays.stream(annotation.getDeclaredMethods()).map(Method::getName).filter(names::contains).toList();
    }

    private static JsonNode property(Setting<?> setting) {
        String name = "stampede-safe.defaults." + setting.name();
        return Objects.requireNonNull(METADATA.get(name), name);
    }

    private static Class<?> boundType(Class<?> type) {
        return (type == ByteSize.class) ? DataSize.class : type;
    }

    private static Object bound(String text, Class<?> type) {
        Object value = ApplicationConversionService.getSharedInstance()
            .convert(type.isEnum() ? text.toUpperCase(Locale.ROOT) : text, boundType(type));
        return (value instanceof DataSize size) ? new ByteSize(size.toBytes()) : Objects.requireNonNull(value);
    }

}
