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

import java.util.HexFormat;

/** Marks the characters of a value that would otherwise be read as structure. */
final class KeyEscape {

    private KeyEscape() {
    }

    /**
     * Appends a value with a backslash before each character that has a meaning, and
     * halves of surrogate pairs as their number.
     */
    static void append(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isStructure(c)) {
                text.append('\\').append(c);
            }
            else if (!Character.isSurrogate(c)) {
                text.append(c);
            }
            else if (i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1))) {
                text.append(c).append(value.charAt(++i));
            }
            else {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
    }

    private static boolean isStructure(char c) {
        return switch (c) {
            case ',', '(', ')', '[', ']', '=', '\\' -> true;
            default -> false;
        };
    }

}
