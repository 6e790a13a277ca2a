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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.RememberedFailure;

/**
 * The text of a remembered failure, in UTF-8: the time of the failure in ms since 1970,
 * the name of the exception's class, and its message, each on a line of its own; the
 * message may have more lines.
 */
final class FailureFormat {

    private FailureFormat() {
    }

    static String write(RememberedFailure failure) {
        return failure.at().toEpochMilli() + "\n" + failure.type() + "\n" + failure.message();
    }

    /** Returns the failure, {@code null} if the text is none. */
    static @Nullable RememberedFailure read(String text) {
        String[] parts = text.split("\n", 3);
        if (parts.length < 3 || !parts[0].matches("[0-9]{1,15}")) {
            return null;
        }
        return new RememberedFailure(parts[1], parts[2], Instant.ofEpochMilli(Long.parseLong(parts[0])));
    }

}
