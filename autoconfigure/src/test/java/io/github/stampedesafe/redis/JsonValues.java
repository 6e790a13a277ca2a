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

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;

/** Types and values that an application may cache. */
final class JsonValues {

    private static final ZonedDateTime BERLIN = ZonedDateTime.of(2026, 3, 29, 3, 30, 0, 123_456_789,
            ZoneId.of("Europe/Berlin"));

    private JsonValues() {
    }

    static Scalars scalars() {
        return new Scalars(Byte.MIN_VALUE, Short.MAX_VALUE, 1, Long.MIN_VALUE, Float.MIN_VALUE, Double.MAX_VALUE, true,
                'x', null, 5L, new BigDecimal("-0.0010"), new byte[] { 1, 2 }, Locale.GERMANY, OptionalInt.of(3),
                new HashMap<>(Map.of("k", new ArrayList<>(List.of(1, 2)))));
    }

    static Times times() {
        return new Times(Instant.parse("2026-11-20T10:00:00.123456789Z"), LocalDate.MAX, LocalTime.MAX,
                LocalDateTime.of(1, 1, 1, 0, 0), BERLIN, BERLIN.withZoneSameInstant(ZoneId.of("UTC")),
                BERLIN.withZoneSameInstant(ZoneOffset.UTC), BERLIN.toOffsetDateTime(),
                OffsetDateTime.of(LocalDateTime.MIN, ZoneOffset.ofTotalSeconds(3_661)), Duration.ofNanos(-1),
                Period.of(1, -2, 3), Year.of(-5), YearMonth.of(2026, 2), Month.MAY, DayOfWeek.SUNDAY,
                ZoneId.of("America/New_York"), ZoneOffset.ofHours(-5));
    }

    record Foo(String name, int count, Optional<Bar> bar) {
    }

    record Bar(List<Long> numbers) {
    }

    record Tree(String name, List<Tree> children) {
    }

    record Empty() {
    }

    record Page<T>(List<T> content, Map<String, T> named, long total) {
    }

    record Scalars(byte b, short s, int i, long l, float f, double d, boolean z, char c, Integer none, Long some,
            BigDecimal decimal, byte[] bytes, Locale locale, OptionalInt optional, Map<String, List<Integer>> map) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Scalars that && toString().equals(that.toString())
                    && Arrays.equals(this.bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return this.i;
        }

        @Override
        public String toString() {
            return "" + this.b + this.s + this.i + this.l + this.f + this.d + this.z + this.c + this.none + this.some
                    + this.decimal + this.locale + this.optional + this.map;
        }

    }

    record Times(Instant instant, LocalDate date, LocalTime time, LocalDateTime dateTime, ZonedDateTime zoned,
            ZonedDateTime utc, ZonedDateTime zulu, OffsetDateTime offset, OffsetDateTime min, Duration duration,
            Period period, Year year, YearMonth yearMonth, Month month, DayOfWeek day, ZoneId zone,
            ZoneOffset zoneOffset) {
    }

    /** An enum whose constants have bodies is sealed. */
    enum Operation {

        PLUS {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        };

        abstract int apply(int a, int b);

    }

    static final class Money {

        private final BigDecimal amount;

        private Money(BigDecimal amount) {
            this.amount = amount;
        }

        @JsonCreator
        static Money parse(String text) {
            return new Money(new BigDecimal(text.split(" ")[0]));
        }

        @JsonValue
        String text() {
            return this.amount + " EUR";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Money that && this.amount.equals(that.amount);
        }

        @Override
        public int hashCode() {
            return this.amount.hashCode();
        }

    }

    static class Bean {

        private final String name;

        private int size;

        Bean(@JsonProperty("name") String name, @JsonProperty("size") int size) {
            this.name = name;
            this.size = size;
        }

        public String getName() {
            return this.name;
        }

        public int getSize() {
            return this.size;
        }

        public void setSize(int size) {
            this.size = size;
        }

        public int getTwice() {
            return this.size * 2;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean that && this.name.equals(that.name) && this.size == that.size;
        }

        @Override
        public int hashCode() {
            return this.size;
        }

    }

}
