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
 * Writes a duration for people: as the value of a setting, {@code 10m}, {@code 1500ms} or
 * {@code -5s}, or in all its units, {@code 22h30m}.
 */
public final class DurationText {

    private static final String[] UNITS = { "d", "h", "m", "s", "ms", "us" };

    private static final long[] NANOS = { 86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L,
            1_000_000L, 1_000L };

    /** The nanoseconds of longer durations would not fit into a number. */
    private static final long LONGEST_DAYS = 100_000;

    private DurationText() {
    }

    /**
     * Whether a text is a number without the unit that it needs. Zero needs none.
     */
    public static boolean lacksUnit(String text) {
        return text.matches("[+-]?[0-9]+") && !text.matches("[+-]?0+");
    }

    /**
     * Returns what to write instead of a number that lacks its unit: a sentence without
     * its end.
     */
    public static String unitRemedy(String number) {
        return "Write '%ss', or '%sms' for milliseconds".formatted(number, number);
    }

    /** Returns the duration in the largest unit of which it is a whole multiple. */
    static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (Math.abs(duration.toDays()) > LONGEST_DAYS) {
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

    /**
     * Returns the duration in all its units, the largest first, for a reader who compares
     * it with others. A duration that is not positive, or longer than any setting, is
     * written as a setting would be.
     */
    public static String inUnits(Duration duration) {
        if (duration.isZero() || duration.isNegative() || duration.toDays() > LONGEST_DAYS) {
            return of(duration);
        }
        StringBuilder text = new StringBuilder();
        long nanos = duration.toNanos();
        for (int i = 0; i < NANOS.length; i++) {
            if (nanos >= NANOS[i]) {
                text.append(nanos / NANOS[i]).append(UNITS[i]);
                nanos %= NANOS[i];
            }
        }
        return (nanos > 0) ? text.append(nanos).append("ns").toString() : text.toString();
    }

}
