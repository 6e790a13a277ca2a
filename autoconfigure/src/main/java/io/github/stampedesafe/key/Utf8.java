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

/** How long a text is in UTF-8, found without encoding it. */
final class Utf8 {

    private Utf8() {
    }

    /** Returns the number of bytes, or -1 if half of a surrogate pair stands alone. */
    static int size(String text) {
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (!Character.isSurrogate(c)) {
                size += (c < 0x800) ? 1 : 2;
            }
            else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                // Two chars, four bytes.
                size += 2;
                i++;
            }
            else {
                return -1;
            }
        }
        return size;
    }

}
