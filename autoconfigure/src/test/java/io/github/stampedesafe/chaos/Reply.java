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

package io.github.stampedesafe.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a caller got.
 *
 * @param millis after how long
 * @param kind {@link #VALUE}, or the type of an exception
 * @param text the value, or the message
 */
record Reply(long millis, String kind, String text) {

    static final String VALUE = "value";

    /** Makes a value large, and is not reported. */
    static final String PADDING = "!";

    private static final String SEPARATOR = "\t";

    Reply {
        text = text.contains(PADDING) ? text.substring(0, text.indexOf(PADDING)) : text;
        text = text.replaceAll("\\s+", " ");
    }

    boolean isValue() {
        return this.kind.equals(VALUE);
    }

    static String format(List<Reply> replies) {
        return replies.stream()
            .map((reply) -> reply.millis + " " + reply.kind + " " + reply.text)
            .collect(Collectors.joining(SEPARATOR));
    }

    static List<Reply> parse(String line) {
        return Arrays.stream(line.split(SEPARATOR)).map((reply) -> {
            String[] parts = reply.split(" ", 3);
            return new Reply(Long.parseLong(parts[0]), parts[1], parts[2]);
        }).toList();
    }

}
