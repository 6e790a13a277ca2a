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

package io.github.stampedesafe.key;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a locale as its language tag, or as all its parts if the tag does not say
 * everything.
 */
final class LocaleText {

    private LocaleText() {
    }

    static String of(Locale locale) {
        String tag = locale.toLanguageTag();
        if (Locale.forLanguageTag(tag).equals(locale)) {
            return tag;
        }
        String extensions = locale.getExtensionKeys()
            .stream()
            .sorted()
            .map((key) -> key + "-" + locale.getExtension(key))
            .collect(Collectors.joining("-"));
        return new KeyWriter()
            .tuple(locale.getLanguage(), locale.getCountry(), locale.getVariant(), locale.getScript(), extensions)
            .toString();
    }

}
