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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.UnsupportedKeyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KeyTextTests {

    private static final String HERE = "(" + KeyTextTests.class.getName() + "$";

    enum Country {

        DE, FR {
            @Override
            public String toString() {
                return "la France";
            }
        }

    }

    record OrderId(int number, Country country) {
    }

    record Wrapper(@Nullable Object value) {
    }

    record Nothing() {
    }

    record Failing(int number) {

        @Override
        public int number() {
            throw new IllegalStateException("no number");
        }

    }

    private static Stream<Arguments> keys() {
        return Stream.of(arguments("DE", "DE"), arguments("", ""), arguments("a:b {c}", "a:b {c}"),
                arguments("a,b)\\", "a,b)\\"), arguments("日本 \uD83D\uDE00", "日本 \uD83D\uDE00"),
                arguments("(int)42", "(string)\\(int\\)42"), arguments("x\uD83D", "(string)x\\ud83d"),
                arguments("x\\ud83d", "x\\ud83d"), arguments(null, "(null)"), arguments(42, "(int)42"),
                arguments(42L, "(int)42"), arguments(Long.MIN_VALUE, "(int)-9223372036854775808"),
                arguments((short) 42, "(int)42"), arguments((byte) -1, "(int)-1"), arguments(true, "(boolean)true"),
                arguments('x', "(char)x"), arguments(',', "(char)\\,"), arguments('\uD83D', "(char)\\ud83d"),
                arguments(new BigInteger("12345678901234567890"), "(int)12345678901234567890"),
                arguments(new BigDecimal("1.50"), "(big-decimal)1.50"),
                arguments(UUID.fromString("c0ffee00-0000-4000-8000-000000000001"),
                        "(uuid)c0ffee00-0000-4000-8000-000000000001"),
                arguments(URI.create("HTTP://Acme.COM:80/a%2fb?q=1#f"), "(uri)http://acme.com:80/a%2Fb?q\\=1#f"),
                arguments(Locale.GERMANY, "(locale)de-DE"), arguments(Locale.ROOT, "(locale)und"),
                arguments(Currency.getInstance("EUR"), "(currency)EUR"),
                arguments(String[].class, "(class)\\[Ljava.lang.String;"),
                arguments(new Date(0), "(date)1970-01-01T00:00:00Z"),
                arguments(Instant.EPOCH, "(instant)1970-01-01T00:00:00Z"),
                arguments(LocalDate.of(2026, 2, 1), "(local-date)2026-02-01"),
                arguments(Duration.ofMillis(1500), "(duration)PT1.5S"), arguments(ZoneOffset.UTC, "(zone)Z"),
                arguments(ZoneId.of("Europe/Berlin"), "(zone)Europe/Berlin"),
                arguments(ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")),
                        "(zoned-date-time)2026-01-01T00:00+01:00\\[Europe/Berlin\\]"));
    }

    private static Stream<Arguments> decimals() {
        return Stream.of(arguments(0.5, "(double)0.5"), arguments(100.0, "(double)100"), arguments(0.0, "(double)0.0"),
                arguments(-0.0, "(double)-0.0"), arguments(Double.NaN, "(double)NaN"),
                arguments(Double.NEGATIVE_INFINITY, "(double)-Infinity"), arguments(0.1f, "(float)0.1"),
                arguments(-0.0f, "(float)-0.0"), arguments(1.25f, "(float)1.25"),
                arguments(Float.MIN_VALUE, "(float)1E-45"), arguments(Double.MIN_VALUE, "(double)5E-324"),
                arguments(0.1, "(double)0.1"), arguments(Double.MAX_VALUE, "(double)1.7976931348623157E+308"),
                // JDK 17 writes 2.0E-3 and 2.0E23 with a digit too many.
                arguments(2e-3, "(double)0.002"), arguments(2e23, "(double)200000000000000000000000"));
    }

    private static Stream<Arguments> structures() {
        return Stream.of(arguments(Country.DE, HERE + "Country)DE"), arguments(Country.FR, HERE + "Country)FR"),
                arguments(new OrderId(7, Country.DE), HERE + "OrderId)((int)7," + HERE + "Country)DE)"),
                arguments(new Nothing(), HERE + "Nothing)()"), arguments(new Wrapper("("), HERE + "Wrapper)(\\()"),
                arguments(List.of(), "(list)[]"), arguments(Arrays.asList("a", null, 1), "(list)[a,(null),(int)1]"),
                arguments(List.of("日本 \uD83D\uDE00", "x\uD83Dy"), "(list)[日本 \uD83D\uDE00,x\\ud83dy]"),
                arguments(new LinkedHashSet<>(List.of("b", "a")), "(set)[a,b]"),
                arguments(new LinkedHashMap<>(Map.of("k=", 1)), "(map)[k\\==(int)1]"),
                arguments(Optional.empty(), "(optional)[]"), arguments(Optional.of("x"), "(optional)[x]"),
                arguments(new int[] { 1, 2 }, "(int[])[(int)1,(int)2]"),
                arguments(new String[] { "a", "b" }, "(array)[a,b]"), arguments(new byte[] { 0, -1 }, "(byte[])00ff"),
                arguments(new long[0], "(int[])[]"), arguments(new long[] { 1 }, "(int[])[(int)1]"),
                arguments(new short[] { 1 }, "(int[])[(int)1]"), arguments(new char[] { '1' }, "(char[])[(char)1]"));
    }

    @ParameterizedTest
    @MethodSource({ "keys", "decimals", "structures" })
    void keyIsWrittenWithItsTypeUnlessItIsAPlainString(@Nullable Object key, String text) {
        assertThat(KeyText.of(key)).isEqualTo(text);
    }

    @Test
    void plainStringIsNotCopied() {
        String key = "order-4711";
        assertThat(KeyText.of(key)).isSameAs(key);
    }

    @Test
    void argumentsMakeATuple() {
        assertThat(KeyText.ofArguments()).isEqualTo("()");
        assertThat(KeyText.ofArguments("DE")).isEqualTo("DE");
        assertThat(KeyText.ofArguments((Object) null)).isEqualTo("(null)");
        assertThat(KeyText.ofArguments("a,b", 1, null)).isEqualTo("(a\\,b,(int)1,(null))");
        assertThat(KeyText.ofArguments("", "")).isEqualTo("((string),(string))");
    }

    @Test
    void integralNumbersOfEqualValueAreOneKeyWhereverTheyStand() {
        List<Number> fortyTwos = List.of((byte) 42, (short) 42, 42, 42L, BigInteger.valueOf(42));
        assertThat(fortyTwos).map(KeyText::of).containsOnly("(int)42");
        assertThat(fortyTwos).map((number) -> KeyText.ofArguments("DE", number)).containsOnly("(DE,(int)42)");
        for (Function<Object, Object> structure : List.<Function<Object, Object>>of(List::of, Set::of, Optional::of,
                Wrapper::new, (number) -> Map.of(number, number), (number) -> new Object[] { number },
                (number) -> List.of(Map.of("id", new Wrapper(number))))) {
            assertThat(fortyTwos).map(structure).map(KeyText::of).containsOnly(KeyText.of(structure.apply(42)));
        }
    }

    @Test
    void numberIsAnotherKeyThanItsTextAndThanADecimal() {
        assertThat(Stream.<Object>of(42, "42", "(int)42", new BigDecimal(42), 42.0, 42f, '*', true)
            .map(KeyText::of)
            .distinct()).hasSize(8);
    }

    @Test
    void equalCollectionsOfOtherClassesHaveTheSameText() {
        assertThat(KeyText.of(new LinkedList<>(List.of(1, 2)))).isEqualTo(KeyText.of(List.of(1, 2)));
        assertThat(KeyText.of(new LinkedHashSet<>(List.of("c", "b", "a"))))
            .isEqualTo(KeyText.of(Set.of("a", "b", "c")));
    }

    @Test
    void localeThatItsTagDoesNotTellApartIsWrittenInParts() {
        Locale variant = new Locale.Builder().setLanguage("de").setExtension('x', "a").build();
        assertThat(KeyText.of(variant)).isEqualTo("(locale)de-x-a");
        @SuppressWarnings("deprecation")
        Locale odd = new Locale("a_b", "DE");
        assertThat(KeyText.of(odd)).isEqualTo("(locale)\\(a_b\\,DE\\,\\(string\\)\\,\\(string\\)\\,\\(string\\)\\)");
    }

    @Test
    void textOfMoreThan256BytesIsHashed() {
        assertThat(KeyText.of("x".repeat(256))).isEqualTo("x".repeat(256));
        assertThat(KeyText.of("x".repeat(257)))
            .isEqualTo("(sha256)" + "15eb95a462ee20bd91a415ae2d4aed341288186ddaa2b37908f7d592f0c3f85f");
        // Of two, two, three, three and four bytes.
        for (String character : List.of("\u0080", "ä", "\u0800", "日", "\uD83D\uDE00")) {
            int most = 256 / character.getBytes(StandardCharsets.UTF_8).length;
            assertThat(KeyText.of(character.repeat(most))).isEqualTo(character.repeat(most));
            assertThat(KeyText.of(character.repeat(most + 1))).startsWith("(sha256)").hasSize(72);
        }
        assertThat(KeyText.of(List.of("x".repeat(248)))).isEqualTo("(list)[" + "x".repeat(248) + "]");
        assertThat(KeyText.of(List.of("x".repeat(249)))).startsWith("(sha256)").hasSize(72);
        assertThat(KeyText.of("(sha256)" + "0".repeat(64))).startsWith("(string)");
    }

    @Test
    void typeWithoutAStableTextIsRefused() {
        assertThatExceptionOfType(UnsupportedKeyException.class)
            .isThrownBy(() -> KeyText.of(List.of(new AtomicInteger())))
            .withMessage("Cannot make a key of a java.util.concurrent.atomic.AtomicInteger, because nothing is known "
                    + "that tells two of them apart. Write an expression such as key = \"#order.id\", or use a record.");
    }

    @Test
    void subclassOfASupportedTypeIsRefused() {
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> KeyText.of(new BigDecimal(1) {
        }));
    }

    @Test
    void recordThatCannotBeReadIsRefusedWithItsReason() {
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> KeyText.of(new Failing(1)))
            .withCause(new IllegalStateException("no number"));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void valueThatContainsItselfIsRefused(boolean inAMap) {
        List<Object> list = new ArrayList<>();
        list.add(inAMap ? Map.of("list", list) : list);
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> KeyText.of(list))
            .withMessageMatching("Cannot make a key of a value that is nested more than 50 levels deep or contains "
                    + "itself, the innermost being a java\\.util\\.[$A-Za-z1]+\\. "
                    + "Write an expression such as key = \"#order\\.id\"\\.");
    }

    @Test
    void aConstantIsSmallAndCannotChange() {
        assertThat(KeyText.isConstant("x".repeat(256))).isTrue();
        assertThat(KeyText.isConstant("x".repeat(257))).isFalse();
        assertThat(KeyText.isConstant(null)).isTrue();
        assertThat(KeyText.isConstant(Country.DE)).isTrue();
        assertThat(KeyText.isConstant(42L)).isTrue();
        assertThat(KeyText.isConstant(Instant.EPOCH)).isTrue();
        assertThat(KeyText.isConstant(List.of("a"))).isFalse();
        assertThat(KeyText.isConstant(new OrderId(1, Country.DE))).isFalse();
    }

    @Test
    void valueMayBeNestedFiftyLevelsDeep() {
        Object value = "x";
        for (int i = 0; i < 50; i++) {
            value = List.of(value);
        }
        Object deepest = value;
        assertThat(KeyText.of(deepest)).startsWith("(sha256)");
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> KeyText.of(List.of(deepest)));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void valueWhoseTextExplodesIsRefused(boolean inAMap) {
        Object value = "x";
        for (int i = 0; i < 49; i++) {
            value = inAMap ? Map.of("a", value, "b", value) : List.of(value, value);
        }
        Object exploding = value;
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> KeyText.of(exploding))
            .withMessage("Cannot make a key of a value whose text has more than 1,000,000 characters. "
                    + "Write an expression such as key = \"#order.id\".");
    }

}
