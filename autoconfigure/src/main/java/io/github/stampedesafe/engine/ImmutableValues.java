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

package io.github.stampedesafe.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Tells values that no caller can change: strings, numbers, times, enum constants, what
 * {@code List.copyOf} and its like return, and records, all of these only if their parts
 * cannot be changed either. Of a class of the application, no other promise is believed.
 */
final class ImmutableValues {

    private static final Set<Class<?>> PLAIN = Set.of(String.class, Boolean.class, Character.class, Byte.class,
            Short.class, Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class,
            UUID.class, URI.class, Locale.class, Currency.class, OptionalInt.class, OptionalLong.class,
            OptionalDouble.class);

    /** What is nested deeper is not looked at, and taken for mutable. */
    private static final int DEEPEST = 100;

    private static final ClassValue<RecordParts> RECORDS = new ClassValue<>() {

        @Override
        protected RecordParts computeValue(Class<?> type) {
            return RecordParts.of(type);
        }

    };

    private ImmutableValues() {
    }

    /** Whether a value and all its parts are immutable. */
    static boolean contain(@Nullable Object value) {
        return isImmutable(value, 0);
    }

    private static boolean isImmutable(@Nullable Object value, int depth) {
        if (value == null) {
            return true;
        }
        Class<?> type = value.getClass();
        if (PLAIN.contains(type) || value instanceof Enum || isTime(type)) {
            return true;
        }
        return depth < DEEPEST && hasImmutableParts(value, type, depth + 1);
    }

    private static boolean hasImmutableParts(Object value, Class<?> type, int depth) {
        if (value instanceof Optional<?> optional) {
            return isImmutable(optional.orElse(null), depth);
        }
        if (value instanceof Record) {
            return RECORDS.get(type).areImmutable(value, depth);
        }
        if (!type.getName().startsWith("java.util.ImmutableCollections$")) {
            return false;
        }
        if (value instanceof Map<?, ?> map) {
            return areImmutable(map.keySet(), depth) && areImmutable(map.values(), depth);
        }
        return value instanceof Collection<?> elements && areImmutable(elements, depth);
    }

    private static boolean areImmutable(Collection<?> elements, int depth) {
        for (Object element : elements) {
            if (!isImmutable(element, depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTime(Class<?> type) {
        return type.getPackageName().equals("java.time") || type.getPackageName().equals("java.time.chrono");
    }

    /**
     * The components of a record that are no primitives.
     *
     * @param fields their fields, {@code null} if its module does not open them
     */
    record RecordParts(@Nullable List<Field> fields) {

        static RecordParts of(Class<?> type) {
            try {
                List<Field> fields = Stream.of(type.getDeclaredFields())
                    .filter((field) -> !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive())
                    .toList();
                fields.forEach((field) -> field.setAccessible(true));
                return new RecordParts(fields);
            }
            catch (RuntimeException ex) {
                return new RecordParts(null);
            }
        }

        boolean areImmutable(Object value, int depth) {
            if (this.fields == null) {
                return false;
            }
            try {
                for (Field field : this.fields) {
                    if (!isImmutable(field.get(value), depth)) {
                        return false;
                    }
                }
                return true;
            }
            catch (IllegalAccessException ex) {
                return false;
            }
        }

    }

}
