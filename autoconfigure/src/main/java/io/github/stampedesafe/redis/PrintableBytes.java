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

package io.github.stampedesafe.redis;

import java.nio.charset.StandardCharsets;

import io.github.stampedesafe.PrintableText;

/** Bytes that somebody else wrote, as they may stand in a line of the log. */
final class PrintableBytes {

    private static final int LONGEST = 40;

    private PrintableBytes() {
    }

    /** Returns the beginning of them as a text without control characters. */
    static String of(byte[] bytes) {
        String text = PrintableText.of(new String(bytes, 0, Math.min(bytes.length, LONGEST), StandardCharsets.UTF_8));
        return (bytes.length > LONGEST) ? text + "…" : text;
    }

}
