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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.UnsupportedKeyException;

/**
 * Writes a key as text. Equal keys have equal texts, on every instance and every JDK, and
 * unequal keys have unequal texts. The rule:
 * <ul>
 * <li>A string stands for itself: {@code DE}. Everything else has its type in front:
 * {@code (int)42}, {@code (boolean)true}, {@code (uuid)…}, {@code (null)}. A string that
 * begins with a parenthesis would look like that and is written {@code (string)\(…}; an
 * empty one in other values, {@code (string)}.</li>
 * <li>Integral numbers of equal value are one key, alone and inside of other values:
 * {@code byte}, {@code short}, {@code int}, {@code long} and {@code BigInteger} are all
 * written {@code (int)42}, so that an evict by {@code Long} meets what was stored by
 * {@code int}. A {@code "42"} and a {@code BigDecimal} 42 are other keys. Atomic numbers
 * are refused, because they change.</li>
 * <li>Several arguments are written {@code (DE,(int)42)}, none {@code ()}, and one as
 * itself.</li>
 * <li>Enums and records have the name of their class: {@code (com.acme.Country)DE},
 * {@code (com.acme.OrderId)((int)42,DE)}. A class without a package begins with a
 * dot.</li>
 * <li>Lists, sets, maps and {@code Optional} hold what their elements are:
 * {@code (list)[a,b]}, {@code (set)[a,b]} and {@code (map)[k=v]} in the order of the
 * texts, {@code (optional)[a]}. Arrays are told apart by their content:
 * {@code (array)[a,b]}; {@code (int[])[(int)1,(int)2]} for those of {@code short},
 * {@code int} and {@code long}; {@code (byte[])} and hexadecimal digits.</li>
 * <li>The other types are the primitives' other wrappers, {@code BigDecimal} (with its
 * scale, as its {@code equals} has it), {@code UUID}, {@code URI}, {@code Locale},
 * {@code Currency}, {@code Class}, {@code java.util.Date} and the types of
 * {@code java.time}.</li>
 * <li>In all that begins with a parenthesis, a backslash stands before each of
 * {@code , ( ) [ ] = \} that belongs to a value, and half a surrogate pair, which UTF-8
 * does not have, is written {@code \ud83d}; a string with one begins with
 * {@code (string)} too.</li>
 * <li>A text of more than 256 bytes in UTF-8 is replaced by {@code (sha256)} and the
 * hexadecimal SHA-256 of those bytes.</li>
 * </ul>
 * Any other type is refused, because its {@code toString} may be equal for unequal
 * objects, or change from one run to the next.
 */
public final class KeyText {

    private static final int LONGEST = 256;

    /** Types of a fixed size whose equal values have one text. */
    private static final Set<Class<?>> CONSTANT = Set.of(Boolean.class, Character.class, Byte.class, Short.class,
            Integer.class, Long.class, Float.class, Double.class, UUID.class, Instant.class, LocalDate.class,
            LocalDateTime.class, YearMonth.class);

    private static final int LONGEST_CONSTANT = 256;

    private KeyText() {
    }

    /**
     * Returns the text of a key.
     * @param key the key
     * @throws UnsupportedKeyException if the key, or something in it, is of a type that
     * has no text, is nested more than 50 levels deep (or contains itself), or has a text
     * of more than a million characters
     */
    public static String of(@Nullable Object key) {
        if (key instanceof String string) {
            return ofString(string);
        }
        if (key instanceof Long || key instanceof Integer) {
            return "(int)" + key;
        }
        return shortened(new KeyWriter().value(key).toString());
    }

    /**
     * Returns the text of all arguments of a method together. A single argument has the
     * text it has as a key of its own.
     * @param arguments the arguments
     * @throws UnsupportedKeyException as {@link #of} does
     */
    public static String ofArguments(@Nullable Object... arguments) {
        if (arguments.length == 1) {
            return of(arguments[0]);
        }
        return shortened(new KeyWriter().tuple(arguments).toString());
    }

    /**
     * Whether a key cannot change and is equal to keys of the same text only, so that its
     * text may be remembered by the key itself. Not so if it is large, because it would
     * be kept as long.
     * @param key the key
     */
    public static boolean isConstant(@Nullable Object key) {
        if (key instanceof String string) {
            return string.length() <= LONGEST_CONSTANT;
        }
        return key == null || key instanceof Enum || CONSTANT.contains(key.getClass());
    }

    private static String ofString(String string) {
        int size = Utf8.size(string);
        if (size < 0 || string.startsWith("(")) {
            return shortened(new KeyWriter().typedString(string).toString());
        }
        return (size <= LONGEST) ? string : hashed(string);
    }

    private static String shortened(String text) {
        return (Utf8.size(text) <= LONGEST) ? text : hashed(text);
    }

    private static String hashed(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return "(sha256)" + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }

}
