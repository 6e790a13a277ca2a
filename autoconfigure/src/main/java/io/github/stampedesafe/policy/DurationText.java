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

package io.github.stampedesafe.policy;

import java.time.Duration;

/**
 * Writes a duration the way an operator would: {@code 10m}, {@code 1500ms}, {@code -5s}.
 */
public final class DurationText {

    private static final String[] UNITS = { "d", "h", "m", "s", "ms", "us" };

    private static final long[] NANOS = { 86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L,
            1_000_000L, 1_000L };

    private DurationText() {
    }

    /**
     * Whether a text is a number that could be of any unit. Zero of every unit is the
     * same.
     */
    public static boolean lacksUnit(String text) {
        return text.matches("[+-]?[0-9]+") && !text.matches("[+-]?0+");
    }

    /** Returns the duration in the largest unit of which it is a whole multiple. */
    static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (Math.abs(duration.toDays()) > 100_000) {
            return duration.toString();
        }
        long nanos = duration.toNanos();
        for (int i = 0; i < NANOS.length; i++) {
            if (nanos % NANOS[i] == 0) {
                return nanos / NANOS[i] + UNITS[i];
            }
        }
        return nanos + "ns";
    }

}
