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

/**
 * Text that stays on one line of a log. Keys come from callers, so a key may contain a
 * line break and a text that imitates another log line.
 */
public final class PrintableText {

    private PrintableText() {
    }

    /**
     * Replaces each character that breaks, hides or reorders a line by a backslash,
     * {@code u} and its number: control and format characters, line and paragraph
     * separators, and halves of surrogate pairs. Returns the text itself if it has none
     * of these characters.
     * @param text the text
     */
    public static String of(String text) {
        return text.codePoints().allMatch(PrintableText::isPrintable) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach((character) -> {
            if (isPrintable(character)) {
                escaped.appendCodePoint(character);
            }
            else {
                escaped.append((character > 0xFFFF) ? "\\u{%x}".formatted(character) : "\\u%04x".formatted(character));
            }
        });
        return escaped.toString();
    }

    private static boolean isPrintable(int character) {
        if (character < 0x7F) {
            return character >= ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                false;
            default -> true;
        };
    }

}
