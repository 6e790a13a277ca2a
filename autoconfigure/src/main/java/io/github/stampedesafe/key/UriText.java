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

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Writes a URI so that URIs which {@link URI#equals} calls equal have one text: scheme
 * and host in lower case, the digits of escaped bytes in upper case, no empty authority.
 */
final class UriText {

    private static final Pattern ESCAPED_BYTE = Pattern.compile("%[0-9a-fA-F]{2}");

    private UriText() {
    }

    static String of(URI uri) {
        StringBuilder text = new StringBuilder();
        if (uri.getScheme() != null) {
            text.append(uri.getScheme().toLowerCase(Locale.ROOT)).append(':');
        }
        if (uri.isOpaque()) {
            text.append(normal(uri.getRawSchemeSpecificPart()));
        }
        else {
            hierarchy(uri, text);
        }
        append(text, "#", uri.getRawFragment());
        return text.toString();
    }

    private static void hierarchy(URI uri, StringBuilder text) {
        if (uri.getHost() != null) {
            text.append("//");
            if (uri.getRawUserInfo() != null) {
                text.append(normal(uri.getRawUserInfo())).append('@');
            }
            text.append(uri.getHost().toLowerCase(Locale.ROOT));
            if (uri.getPort() != -1) {
                text.append(':').append(uri.getPort());
            }
        }
        else {
            append(text, "//", uri.getRawAuthority());
        }
        if (uri.getRawAuthority() == null && uri.getRawPath().startsWith("//")) {
            text.append("//");
        }
        text.append(normal(uri.getRawPath()));
        append(text, "?", uri.getRawQuery());
    }

    private static void append(StringBuilder text, String separator, @Nullable String part) {
        if (part != null) {
            text.append(separator).append(normal(part));
        }
    }

    private static String normal(String part) {
        return ESCAPED_BYTE.matcher(part).replaceAll((escape) -> escape.group().toUpperCase(Locale.ROOT));
    }

}
