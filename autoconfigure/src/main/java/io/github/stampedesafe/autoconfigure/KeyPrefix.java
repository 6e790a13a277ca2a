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

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.github.stampedesafe.InvalidSettingException;

/** Front of everything that is stored. */
final class KeyPrefix {

    private KeyPrefix() {
    }

    /**
     * Returns the prefix.
     * @param configured what the property says
     * @param environment knows the name of the application
     */
    static String of(@Nullable String configured, Environment environment) {
        if (configured != null) {
            return withoutBraces(configured, "stampede-safe.key-prefix");
        }
        String application = environment.getProperty("spring.application.name");
        return StringUtils.hasText(application) ? withoutBraces(application, "spring.application.name") + ":"
                : "stampede-safe:";
    }

    private static String withoutBraces(String value, String property) {
        if (value.contains("{") || value.contains("}")) {
            throw new InvalidSettingException("'%s' must not contain a brace but is '%s', and Redis keys begin with it."
                .formatted(property, value),
                    "Set 'stampede-safe.key-prefix' to a text without braces such as 'shop:'.");
        }
        return value;
    }

}
