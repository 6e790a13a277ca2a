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

package io.github.stampedesafe.store;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The errors by which a Redis server refuses one command. Such an error is an answer:
 * other commands, reads above all, may well work, as on a replica ({@code READONLY}) or
 * without memory ({@code OOM}).
 * <p>
 * Errors that every command gets count as no answer, so that callers do not wait for them
 * in vain: {@code LOADING}, {@code MASTERDOWN}, {@code CLUSTERDOWN}, {@code BUSY}, and
 * {@code NOAUTH} or {@code WRONGPASS}, with which a connection is not even made. Unknown
 * errors count as no answer, too, because that outcome asks less and tries again.
 */
public final class RefusalCodes {

    private static final Set<String> CODES = Set.of("CROSSSLOT", "ERR", "EXECABORT", "MISCONF", "NOPERM", "NOREPLICAS",
            "NOSCRIPT", "OOM", "READONLY", "TRYAGAIN", "WRONGTYPE");

    private RefusalCodes() {
    }

    /**
     * Whether an error refuses one command.
     * @param error what the server said, its code first; {@code null} if it said nothing
     */
    public static boolean refuses(@Nullable String error) {
        return error != null && CODES.contains(error.split(" ", 2)[0]);
    }

}
