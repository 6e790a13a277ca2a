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

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the loads of a key do, in the order of the components.
 *
 * @param patience how long a load takes, unless it is released before
 * @param then cache and key that it asks for in turn, {@code null} for none
 * @param fails whether it throws at last
 * @param isLarge whether its value is too large for a server that accepts 1 MB
 */
record Script(Duration patience, @Nullable String then, boolean fails, boolean isLarge) {

    static final Script AT_ONCE = new Script(Duration.ZERO, null, false, false);

    private static final Duration UNTIL_RELEASED = Duration.ofMinutes(2);

    private static final int LARGE = 1_500_000;

    /**
     * Reads words: {@code held} or {@code millis=200}, {@code then=cache:key},
     * {@code fails}, {@code large}.
     */
    static Script of(List<String> words) {
        Duration patience = words.contains("held") ? UNTIL_RELEASED : Duration.ZERO;
        String then = null;
        for (String word : words) {
            String value = word.substring(word.indexOf('=') + 1);
            if (word.startsWith("millis=")) {
                patience = Duration.ofMillis(Long.parseLong(value));
            }
            else if (word.startsWith("then=")) {
                then = value;
            }
        }
        return new Script(patience, then, words.contains("fails"), words.contains("large"));
    }

    /** Returns a value that begins with a text and is as large as it is to be. */
    String padded(String value) {
        return this.isLarge ? value + Reply.PADDING.repeat(LARGE) : value;
    }

}
