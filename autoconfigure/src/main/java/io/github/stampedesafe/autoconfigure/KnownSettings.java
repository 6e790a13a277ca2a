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

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.CacheSettings;
import io.github.stampedesafe.policy.SettingSource;

/** The properties that exist: those of all, and those that every cache has. */
final class KnownSettings {

    static final String CACHES = "caches";

    static final KnownSettings OF_ALL = new KnownSettings(StampedeSafeProperties.class);

    static final KnownSettings OF_A_CACHE = new KnownSettings(CacheSettings.class);

    private final List<Known> all = new ArrayList<>();

    private KnownSettings(Class<?> type) {
        add("", type);
    }

    List<Known> all() {
        return List.copyOf(this.all);
    }

    /**
     * Returns the property of a name, {@code null} if there is none.
     * @param elements the parts of the name between dots
     */
    @Nullable Known find(List<String> elements) {
        List<String> uniform = elements.stream().map(KnownSettings::uniform).toList();
        return this.all.stream()
            .filter((known) -> Arrays.stream(known.name.split("\\."))
                .map(KnownSettings::uniform)
                .toList()
                .equals(uniform))
            .findFirst()
            .orElse(null);
    }

    /**
     * Returns the property of a name, {@code null} if there is none.
     * @param tokens the parts of the name between underscores
     */
    @Nullable Known findInEnvironment(List<String> tokens) {
        String uniform = uniform(String.join("", tokens));
        return this.all.stream().filter((known) -> uniform(known.name).equals(uniform)).findFirst().orElse(null);
    }

    /**
     * Returns what is compared of a name, as Spring Boot does: letters and digits,
     * whatever their case.
     */
    static String uniform(String name) {
        return name.codePoints()
            .filter(Character::isLetterOrDigit)
            .mapToObj(Character::toString)
            .collect(Collectors.joining())
            .toLowerCase(Locale.ROOT);
    }

    private void add(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + SettingSource.property(component.getName());
            if (component.getType().isRecord()) {
                add(name + ".", component.getType());
            }
            else if (component.getType() != Map.class) {
                this.all.add(new Known(name, component.getType()));
            }
        }
    }

    /**
     * A property.
     *
     * @param name its name, without what stands in front of it
     * @param type the type of its value
     */
    record Known(String name, Class<?> type) {
    }

}
