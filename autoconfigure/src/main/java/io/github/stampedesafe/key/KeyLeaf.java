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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A type whose values are keys by themselves: each has one text, equal values the same
 * one and unequal values different ones. Only exact classes count: what a subclass adds
 * is not known.
 *
 * @param type name in front of the text
 * @param writer from value to text
 */
record KeyLeaf(String type, Function<Object, String> writer) {

    /** The one name of all integral numbers, so that equal ones are one key. */
    static final String INTEGRAL = "int";

    private static final Map<Class<?>, KeyLeaf> LEAVES = new HashMap<>();

    private static final KeyLeaf ZONE = new KeyLeaf("zone", Object::toString);

    static {
        add(Boolean.class, "boolean", Object::toString);
        add(Byte.class, INTEGRAL, Object::toString);
        add(Short.class, INTEGRAL, Object::toString);
        add(Integer.class, INTEGRAL, Object::toString);
        add(Long.class, INTEGRAL, Object::toString);
        add(BigInteger.class, INTEGRAL, Object::toString);
        add(Float.class, "float", DecimalText::of);
        add(Double.class, "double", DecimalText::of);
        add(Character.class, "char", Object::toString);
        add(BigDecimal.class, "big-decimal", Object::toString);
        add(UUID.class, "uuid", Object::toString);
        add(URI.class, "uri", UriText::of);
        add(Locale.class, "locale", LocaleText::of);
        add(Currency.class, "currency", Currency::getCurrencyCode);
        LEAVES.put(Class.class, new KeyLeaf("class", (type) -> ((Class<?>) type).getName()));
        add(Date.class, "date", (date) -> date.toInstant().toString());
        add(Instant.class, "instant", Object::toString);
        add(LocalDate.class, "local-date", Object::toString);
        add(LocalTime.class, "local-time", Object::toString);
        add(LocalDateTime.class, "local-date-time", Object::toString);
        add(OffsetTime.class, "offset-time", Object::toString);
        add(OffsetDateTime.class, "offset-date-time", Object::toString);
        add(ZonedDateTime.class, "zoned-date-time", Object::toString);
        add(Year.class, "year", Object::toString);
        add(YearMonth.class, "year-month", Object::toString);
        add(MonthDay.class, "month-day", Object::toString);
        add(Duration.class, "duration", Object::toString);
        add(Period.class, "period", Object::toString);
    }

    /** Returns the leaf of a type, {@code null} if it is none. */
    static @Nullable KeyLeaf of(Class<?> type) {
        KeyLeaf leaf = LEAVES.get(type);
        // Only java.time can extend ZoneId.
        return (leaf == null && ZoneId.class.isAssignableFrom(type)) ? ZONE : leaf;
    }

    /** Whether a type is above one of the leaves. */
    static boolean isSuperclass(Class<?> type) {
        return LEAVES.keySet().stream().anyMatch(type::isAssignableFrom) || type.isAssignableFrom(ZoneId.class);
    }

    /** Returns the text of a value. */
    String text(Object value) {
        return this.writer.apply(value);
    }

    private static <T> void add(Class<T> type, String name, Function<? super T, String> writer) {
        LEAVES.put(type, new KeyLeaf(name, (value) -> writer.apply(type.cast(value))));
    }

}
