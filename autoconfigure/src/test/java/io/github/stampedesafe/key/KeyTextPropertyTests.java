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
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of keys of all kinds, from small alphabets so that near misses are common.
 */
class KeyTextPropertyTests {

    private static final String[] PIECES = { "", "a", "b", "(", ")", "[", "]", ",", "=", "\\", "(int)1", "(null)", "()",
            "(list)[", "(string)", "(a,b)", ":", "{", "}", " ", "\u0000", "é", "\uD83D\uDE00", "\uD83D", "\uDE00",
            "\\ud83d", "1", "a,b" };

    record Pair(@Nullable Object left, @Nullable Object right) {
    }

    record OtherPair(@Nullable Object left, @Nullable Object right) {
    }

    @RepeatedTest(20)
    void keysHaveTheSameTextIfAndOnlyIfTheyAreEqual(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Random twin = new Random(seed);
        Map<Object, String> texts = new HashMap<>();
        Map<String, Object> keys = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            Object key = key(random, 3);
            String text = KeyText.of(key);
            // Built again from the same draws, and again in another order: equal.
            assertThat(KeyText.of(key(twin, 3))).isEqualTo(text);
            assertThat(KeyText.of(rebuilt(key))).isEqualTo(text);
            Object comparable = comparable(key);
            Object other = keys.putIfAbsent(text, comparable);
            assertThat(other).as(text).isIn(comparable, null);
            String sameKeysText = texts.putIfAbsent(comparable, text);
            assertThat(sameKeysText).as(text).isIn(text, null);
        }
    }

    @RepeatedTest(5)
    void argumentsHaveTheSameTextIfAndOnlyIfTheyAreEqual(RepetitionInfo repetition) {
        Random random = new Random(-repetition.getCurrentRepetition());
        Map<String, Object> keys = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            Object[] arguments = random.ints(random.nextInt(4)).mapToObj((any) -> key(random, 1)).toArray();
            Object comparable = Arrays.stream(arguments).map(KeyTextPropertyTests::comparable).toList();
            Object other = keys.putIfAbsent(KeyText.ofArguments(arguments), comparable);
            assertThat(other).isIn(comparable, null);
        }
    }

    private static @Nullable Object key(Random random, int depth) {
        return switch (random.nextInt((depth > 0) ? 24 : 15)) {
            case 0 -> null;
            case 1, 2, 3 -> string(random);
            case 4 -> random.nextInt(-2, 3);
            case 5 -> random.nextLong(-2, 3);
            case 6 -> List.of((byte) 1, (short) 1, '1', 'a', ',', '\uD83D', true, false).get(random.nextInt(8));
            case 7 -> List.of(0.0, -0.0, Double.NaN, 1.0, 0.1, 1e23, 2e23, Double.MIN_VALUE).get(random.nextInt(8));
            case 8 -> List.of(0f, -0f, Float.NaN, 1f, 0.1f).get(random.nextInt(5));
            case 9 -> new BigDecimal(List.of("1", "1.0", "1E+1", "10", "0", "0.0").get(random.nextInt(6)));
            case 10 -> new UUID(0, random.nextInt(3));
            case 11 -> URI.create(List
                .of("a", "A:b", "a:b", "//h/p", "//H/p", "///p", "/p", "////p", "x://u@h:1/%aa?%bb#%cc",
                        "X://u@H:1/%AA?%BB#%CC", "file:////x", "file://x", "file:/x", "file:///x", "//a_b/", "//A_b/")
                .get(random.nextInt(16)));
            case 12 -> locale(random);
            case 13 -> List
                .of(Instant.EPOCH, LocalDate.EPOCH, LocalTime.MIDNIGHT, ZoneId.of("Z"), ZoneId.of("UTC"), TimeUnit.DAYS,
                        Thread.State.NEW, int.class, Integer.class)
                .get(random.nextInt(9));
            case 14 -> new byte[] { (byte) random.nextInt(2) };
            case 15 -> keys(random, depth, ArrayList::new);
            case 16 -> keys(random, depth, LinkedHashSet::new);
            case 17, 18 -> map(random, depth);
            case 19 -> keys(random, depth, ArrayList::new).toArray();
            case 20 -> Optional.ofNullable(key(random, depth - 1));
            case 21 -> new Pair(key(random, depth - 1), key(random, depth - 1));
            case 22 -> new OtherPair(key(random, depth - 1), key(random, depth - 1));
            default -> random.nextBoolean() ? new int[] { random.nextInt(2) } : new long[] { random.nextInt(2) };
        };
    }

    private static String string(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return (random.nextInt(50) == 0) ? text.append("x".repeat(random.nextInt(255, 259))).toString()
                : text.toString();
    }

    @SuppressWarnings("deprecation")
    private static Locale locale(Random random) {
        return new Locale(List.of("", "de", "x_y").get(random.nextInt(3)), List.of("", "DE").get(random.nextInt(2)),
                List.of("", "POSIX", "x", "A_B").get(random.nextInt(4)));
    }

    private static <C extends java.util.Collection<Object>> C keys(Random random, int depth, Supplier<C> empty) {
        C keys = empty.get();
        for (int i = random.nextInt(4); i > 0; i--) {
            keys.add(key(random, depth - 1));
        }
        return keys;
    }

    private static Map<Object, Object> map(Random random, int depth) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(string(random), key(random, depth - 1));
        }
        return map;
    }

    /** An equal key of other classes, or in another order. */
    private static @Nullable Object rebuilt(@Nullable Object key) {
        if (key instanceof String text) {
            return new StringBuilder(text).toString();
        }
        if (key instanceof List<?> list) {
            return new LinkedList<>(list.stream().map(KeyTextPropertyTests::rebuilt).toList());
        }
        if (key instanceof Set<?> set) {
            List<Object> elements = new ArrayList<>(set);
            Collections.reverse(elements);
            return new LinkedHashSet<>(elements);
        }
        if (key instanceof Pair pair) {
            return new Pair(rebuilt(pair.left()), rebuilt(pair.right()));
        }
        return key;
    }

    /** The key with arrays, which are told apart by their content, made comparable. */
    private static Object comparable(@Nullable Object key) {
        if (key == null) {
            return "the null key";
        }
        if (key instanceof Byte || key instanceof Short || key instanceof Integer || key instanceof Long) {
            return List.of("integral", ((Number) key).longValue());
        }
        if (key.getClass().isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(key); i++) {
                elements.add(comparable(Array.get(key, i)));
            }
            boolean integral = key instanceof int[] || key instanceof long[];
            return List.of("array", integral ? "integral" : key.getClass(), elements);
        }
        if (key instanceof List<?> list) {
            return List.of("list", list.stream().map(KeyTextPropertyTests::comparable).toList());
        }
        if (key instanceof Set<?> set) {
            return List.of("set", bag(set.stream().map(KeyTextPropertyTests::comparable).toList()));
        }
        if (key instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new HashMap<>();
            map.forEach((name, value) -> copy.put(name, comparable(value)));
            return List.of("map", copy);
        }
        if (key instanceof Optional<?> optional) {
            return List.of("optional", optional.map(KeyTextPropertyTests::comparable));
        }
        if (key instanceof Pair pair) {
            return new Pair(comparable(pair.left()), comparable(pair.right()));
        }
        if (key instanceof OtherPair pair) {
            return new OtherPair(comparable(pair.left()), comparable(pair.right()));
        }
        return List.of("leaf", Objects.requireNonNull(key));
    }

    private static Map<Object, Integer> bag(List<Object> elements) {
        Map<Object, Integer> bag = new HashMap<>();
        new HashSet<>(elements).forEach((element) -> bag.put(element, Collections.frequency(elements, element)));
        return bag;
    }

}
