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

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.unit.DataSize;

import io.github.stampedesafe.policy.DurationText;

/**
 * What is wrong with a value.
 *
 * @param rule the rule it breaks, such as {@code must be a duration}
 * @param remedy what to write instead
 */
record SettingValue(String rule, String remedy) {

    private static final SettingValue DURATION = new SettingValue("must be a duration",
            "Write a duration such as '10m'.");

    /**
     * Returns what is wrong with a value, {@code null} if nothing is.
     * @param value the value as it was written, placeholders replaced
     * @param type the type of the property
     */
    static @Nullable SettingValue problem(String value, Class<?> type) {
        if (value.isEmpty() || type == String.class) {
            return null;
        }
        if (value.contains("${")) {
            return new SettingValue("must have no unknown placeholder",
                    "Define the property, or give it a default such as '${totals.ttl:10m}'.");
        }
        if (type == Duration.class && DurationText.lacksUnit(value)) {
            return new SettingValue("must have a unit", DurationText.unitRemedy(value) + ".");
        }
        try {
            ApplicationConversionService.getSharedInstance().convert(value, type);
            return null;
        }
        catch (ConversionException ex) {
            return ofType(type);
        }
    }

    private static SettingValue ofType(Class<?> type) {
        if (type == Duration.class) {
            return DURATION;
        }
        if (type.isEnum()) {
            String choices = Arrays.stream(type.getEnumConstants())
                .map((constant) -> "'" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + "'")
                .collect(Collectors.joining(" or "));
            return new SettingValue("must be " + choices, "Write one of them.");
        }
        if (type == boolean.class || type == Boolean.class) {
            return new SettingValue("must be 'true' or 'false'", "Write one of them.");
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return new SettingValue("must be a whole number", "Write a number such as '8'.");
        }
        if (type == double.class || type == Double.class) {
            return new SettingValue("must be a number", "Write a number such as '0.5'.");
        }
        return (type == DataSize.class) ? new SettingValue("must be a size", "Write a size such as '4MB'.")
                : new SettingValue("must be a " + type.getSimpleName(), "Write one.");
    }

}
