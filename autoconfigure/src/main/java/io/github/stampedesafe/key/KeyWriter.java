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

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.UnsupportedKeyException;

/** Writes one key by the rule of {@link KeyText}, without shortening it. */
final class KeyWriter {

    private static final int DEEPEST = 50;

    private static final int LONGEST = 1_000_000;

    private final StringBuilder text = new StringBuilder(48);

    private int depth;

    KeyWriter() {
        this(0);
    }

    private KeyWriter(int depth) {
        this.depth = depth;
    }

    /** Appends a string that does not stand for itself. */
    KeyWriter typedString(String string) {
        return leaf("string", string);
    }

    /** Appends several values as one. */
    KeyWriter tuple(@Nullable Object... values) {
        return sequence('(', Arrays.asList(values), ')');
    }

    /**
     * Appends any value, a string as inside of others: an empty one must not look like no
     * value.
     */
    KeyWriter value(@Nullable Object value) {
        if (value == null) {
            this.text.append("(null)");
            return this;
        }
        if (value instanceof String string) {
            return string.isEmpty() ? type("string") : escaped(string);
        }
        KeyLeaf leaf = KeyLeaf.of(value.getClass());
        if (leaf != null) {
            return leaf(leaf.type(), leaf.text(value));
        }
        if (value instanceof Enum<?> constant) {
            return type(constant.getDeclaringClass()).escaped(constant.name());
        }
        return structure(value);
    }

    private KeyWriter structure(Object value) {
        if (++this.depth > DEEPEST) {
            throw new UnsupportedKeyException(
                    ("Cannot make a key of a value that is nested more than %d levels deep or "
                            + "contains itself, the innermost being a %s. Write an expression such as key = \"#order.id\".")
                        .formatted(DEEPEST, value.getClass().getTypeName()),
                    null);
        }
        if (value instanceof List<?> list) {
            type("list").sequence('[', list, ']');
        }
        else if (value instanceof Set<?> set) {
            type("set").sorted(set.stream().map(this::inner).toList());
        }
        else if (value instanceof Map<?, ?> map) {
            type("map").sorted(map.entrySet().stream().map(this::inner).toList());
        }
        else if (value instanceof Optional<?> optional) {
            type("optional").sequence('[', optional.stream().toList(), ']');
        }
        else if (value instanceof Record row) {
            type(row.getClass()).tuple(components(row));
        }
        else if (value.getClass().isArray()) {
            array(value);
        }
        else {
            throw unsupported(value, null);
        }
        this.depth--;
        return this;
    }

    private void array(Object array) {
        Class<?> element = array.getClass().getComponentType();
        if (array instanceof byte[] bytes) {
            leaf("byte[]", HexFormat.of().formatHex(bytes));
            return;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            values.add(Array.get(array, i));
        }
        type(nameOfArrays(element)).sequence('[', values, ']');
    }

    static String nameOfArrays(Class<?> element) {
        if (!element.isPrimitive()) {
            return "array";
        }
        boolean integral = element == short.class || element == int.class || element == long.class;
        return (integral ? KeyLeaf.INTEGRAL : element.getName()) + "[]";
    }

    private String inner(@Nullable Object element) {
        return new KeyWriter(this.depth).value(element).toString();
    }

    private String inner(Map.Entry<?, ?> entry) {
        return inner(entry.getKey()) + "=" + inner(entry.getValue());
    }

    private void sorted(List<String> texts) {
        List<String> sorted = new ArrayList<>(texts);
        Collections.sort(sorted);
        this.text.append('[').append(String.join(",", sorted)).append(']');
        checkLength();
    }

    private KeyWriter sequence(char open, Collection<? extends @Nullable Object> values, char close) {
        char separator = open;
        for (Object value : values) {
            this.text.append(separator);
            value(value);
            checkLength();
            separator = ',';
        }
        if (values.isEmpty()) {
            this.text.append(open);
        }
        this.text.append(close);
        return this;
    }

    private KeyWriter leaf(String type, String value) {
        return type(type).escaped(value);
    }

    private KeyWriter type(Class<?> type) {
        this.text.append(type.getName().contains(".") ? "(" : "(.");
        escaped(type.getName());
        this.text.append(')');
        return this;
    }

    private KeyWriter type(String name) {
        this.text.append('(').append(name).append(')');
        return this;
    }

    private KeyWriter escaped(String value) {
        KeyEscape.append(value, this.text);
        return this;
    }

    private void checkLength() {
        if (this.text.length() > LONGEST) {
            throw new UnsupportedKeyException(("Cannot make a key of a value whose text has more than %,d characters. "
                    + "Write an expression such as key = \"#order.id\".")
                .formatted(LONGEST), null);
        }
    }

    private static @Nullable Object[] components(Record row) {
        Method[] accessors = RecordAccessors.of(row.getClass());
        @Nullable Object[] values = new Object[accessors.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = accessors[i].invoke(row);
            }
        }
        catch (IllegalAccessException ex) {
            throw unsupported(row, ex);
        }
        catch (InvocationTargetException ex) {
            throw unsupported(row, ex.getCause());
        }
        return values;
    }

    private static UnsupportedKeyException unsupported(Object value, @Nullable Throwable cause) {
        return new UnsupportedKeyException(
                ("Cannot make a key of a %s, because nothing is known that tells two of them apart. "
                        + "Write an expression such as key = \"#order.id\", or use a record.")
                    .formatted(value.getClass().getTypeName()),
                cause);
    }

    @Override
    public String toString() {
        return this.text.toString();
    }

}
