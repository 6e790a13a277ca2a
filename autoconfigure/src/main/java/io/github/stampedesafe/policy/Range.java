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
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The values that a {@link Setting} may have, and what to write instead of another.
 *
 * @param <T> their type
 */
final class Range<T> {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Class<T> type;

    private final String text;

    private final Function<T, @Nullable String> violatedRule;

    private final String remedy;

    private Range(Class<T> type, String text, Function<T, @Nullable String> violatedRule, String remedy) {
        this.type = type;
        this.text = text;
        this.violatedRule = violatedRule;
        this.remedy = remedy;
    }

    /**
     * Durations from 1 ms to 3650 days.
     * @param example one of them
     */
    static Range<Duration> positive(String example) {
        return new Range<>(Duration.class, "1ms to 3650d", Range::notPositive, durationSuchAs(example));
    }

    /**
     * Durations from 0 to 3650 days.
     * @param example one of them
     */
    static Range<Duration> notNegative(String example) {
        return new Range<>(Duration.class, "0s to 3650d",
                (value) -> value.isNegative() ? "must not be negative" : tooLong(value), durationSuchAs(example));
    }

    /**
     * Durations up to 3650 days that are not too short.
     * @param least the shortest, at least 1 ms
     * @param example one of them
     */
    static Range<Duration> atLeast(Duration least, String example) {
        String shortest = DurationText.of(least);
        return new Range<>(Duration.class, shortest + " to 3650d",
                (value) -> (value.compareTo(least) < 0) ? "must be at least " + shortest : tooLong(value),
                durationSuchAs(example));
    }

    /** Whole numbers from 0 on. */
    static Range<Integer> notNegativeNumber(String remedy) {
        return new Range<>(Integer.class, "0 or more", (value) -> (value < 0) ? "must not be negative" : null, remedy);
    }

    /** Numbers from one to another, both included. */
    static Range<Double> between(double least, double most, String remedy) {
        String rule = "must be between %s and %s".formatted(limit(least), limit(most));
        return new Range<>(Double.class, "%s to %s".formatted(limit(least), limit(most)),
                (value) -> (value >= least && value <= most) ? null : rule, remedy);
    }

    /** Numbers between one and another, neither included. */
    static Range<Double> strictlyBetween(double least, double most, String remedy) {
        String rule = "must be more than %s and less than %s".formatted(limit(least), limit(most));
        return new Range<>(Double.class, "more than %s, less than %s".formatted(limit(least), limit(most)),
                (value) -> (value > least && value < most) ? null : rule, remedy);
    }

    /** Values from one to another, both included. */
    static <T extends Comparable<T>> Range<T> between(Class<T> type, T least, T most, String remedy) {
        String rule = "must be between %s and %s".formatted(least, most);
        return new Range<>(type, "%s to %s".formatted(least, most),
                (value) -> (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) ? null : rule, remedy);
    }

    /** All sizes. */
    static Range<ByteSize> anySize(String remedy) {
        return new Range<>(ByteSize.class, "0B or more", (value) -> null, remedy);
    }

    /** The constants of an enumeration. */
    static <E extends Enum<E>> Range<E> choice(Class<E> type) {
        String choices = Arrays.stream(type.getEnumConstants())
            .map((choice) -> "`" + Setting.text(choice) + "`")
            .collect(Collectors.joining(" or "));
        return new Range<>(type, choices, (value) -> null, "Write one of them");
    }

    Class<T> type() {
        return this.type;
    }

    /**
     * Returns the rule that a value breaks, such as {@code must be positive};
     * {@code null} if the value is in the range.
     */
    @Nullable String violatedRule(T value) {
        return this.violatedRule.apply(value);
    }

    /** Returns what to write instead: a sentence without its end. */
    String remedy() {
        return this.remedy;
    }

    /** Returns the range as the configuration page has it, such as {@code 0 to 0.9}. */
    @Override
    public String toString() {
        return this.text;
    }

    private static @Nullable String notPositive(Duration value) {
        if (value.compareTo(SHORTEST) >= 0) {
            return tooLong(value);
        }
        return (value.compareTo(Duration.ZERO) > 0) ? "must be at least 1ms" : "must be positive";
    }

    private static @Nullable String tooLong(Duration value) {
        return (value.compareTo(LONGEST) > 0) ? "must be at most 3650d" : null;
    }

    private static String durationSuchAs(String example) {
        return "Write a duration such as '" + example + "'";
    }

    /** Returns a limit as a person writes it: {@code 0}, not {@code 0.0}. */
    private static String limit(double limit) {
        return Double.toString(limit).replaceFirst("\\.0$", "");
    }

}
