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

package io.github.stampedesafe.interceptor;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A short cut gives what SpEL gives, or leaves it to SpEL. */
class ShortCutTests {

    private static final Method METHOD = method();

    private static final Expressions EXPRESSIONS = new Expressions(METHOD, Shop.class);

    private static final ExpressionScope SCOPE = new ExpressionScope(METHOD, new StaticListableBeanFactory());

    @ParameterizedTest
    @MethodSource("common")
    void takesTheCommonForms(String text, Object value) {
        Call call = call("DE", new Order(7, new Customer("Ada", true), DayOfWeek.MONDAY), 42L);
        assertThat(shortCut(text).value(call)).isEqualTo(value).isEqualTo(spel(text, call));
    }

    static Stream<Object[]> common() {
        return Stream.of(new Object[] { "#country", "DE" }, new Object[] { "#p0", "DE" }, new Object[] { "#a2", 42L },
                new Object[] { "#order.id", 7 }, new Object[] { "#order.customer.name", "Ada" },
                new Object[] { "#order.customer.loyal", true }, new Object[] { "#p1.customer.id", "id of Ada" },
                new Object[] { "#order.day", DayOfWeek.MONDAY }, new Object[] { "#root.args[0]", "DE" },
                new Object[] { "#root.args[1].id", 7 }, new Object[] { "#root.methodName", "totals" },
                new Object[] { "{#country, #order.id}", List.of("DE", 7) },
                new Object[] { "{#root.methodName, {#p0, 'x', 3}}", List.of("totals", List.of("DE", "x", 3)) },
                new Object[] { "#country + ':' + #number", "DE:42" },
                new Object[] { "'v2:' + #order.customer.name + '/' + #order.id", "v2:Ada/7" });
    }

    @ParameterizedTest
    @ValueSource(strings = { "#order.customer?.name", "#country.toUpperCase()", "#number + #number", "#country ?: 'x'",
            "@tenants.current()", "T(java.lang.Math).PI", "#root.target", "#order.lines[0]", "{a: #country}",
            "#number > 3", "-#number", "#order.customer.aliases" })
    void leavesOthersToSpel(String text) {
        Call call = call("DE", new Order(7, new Customer("Ada", true), DayOfWeek.MONDAY), 42L);
        assertThat(shortCut(text).value(call)).isSameAs(ShortCut.UNKNOWN);
    }

    @Test
    void givesWhatSpelGivesForAnyArguments() {
        List<String> texts = List.of("#country", "#order", "#order.name", "#order.id", "#order.value", "#order.class",
                "#order.customer.name", "#order.length", "#order.size", "#order.day", "#order.x", "#order.xCoord",
                "#order.URL", "#order.empty", "#order.open", "#order.year", "#order.key", "#order.broken",
                "#country + #number", "#country + ':' + #order", "#order + ':' + #number", "#number + ':' + #number",
                "#order.name + ':'", "#number + 1", "1 + 2", "'a' + 1L", "{#country, #order.name, null}",
                "{#number, #number}", "{}", "#root.args[1].name", "#root.args[2]", "#root.args[7]",
                "#root.methodName + #number");
        Random random = new Random(4711);
        int known = 0;
        for (int i = 0; i < 40_000; i++) {
            Call call = call(value(random), value(random), value(random));
            String text = texts.get(random.nextInt(texts.size()));
            Object value = shortCut(text).value(call);
            if (value != ShortCut.UNKNOWN) {
                known++;
                assertThat(value).as("%s of %s", text, Arrays.toString(call.arguments())).isEqualTo(spel(text, call));
            }
        }
        assertThat(known).isGreaterThan(9_000);
    }

    @Test
    void aGetterThatThrowsIsLeftToSpel() {
        Call call = call("DE", new Broken(), 1L);
        assertThat(shortCut("#order.broken").value(call)).isSameAs(ShortCut.UNKNOWN);
        assertThatExceptionOfType(EvaluationException.class).isThrownBy(() -> spel("#order.broken", call));
    }

    private static @Nullable Object value(Random random) {
        List<Function<Random, @Nullable Object>> makers = List.of((any) -> null, (any) -> "text" + any.nextInt(3),
                Random::nextInt, Random::nextLong, (any) -> (short) any.nextInt(), (any) -> (byte) any.nextInt(),
                Random::nextBoolean, (any) -> (char) ('a' + any.nextInt(26)), Random::nextDouble, Random::nextFloat,
                (any) -> BigDecimal.valueOf(any.nextInt(), 2), (any) -> new UUID(any.nextLong(), 1),
                (any) -> DayOfWeek.of(1 + any.nextInt(7)), (any) -> LocalDate.ofEpochDay(any.nextInt(9999)),
                (any) -> new Order(any.nextInt(), new Customer("Eve", any.nextBoolean()), DayOfWeek.FRIDAY),
                (any) -> new Customer("Bob", false), (any) -> new TwoWays(), (any) -> new Hidden("h"),
                (any) -> new Broken(), (any) -> new WithField(), (any) -> List.of(1, "b"),
                (any) -> Map.of("name", "in the map"), (any) -> Optional.of("o"), (any) -> new int[] { 1, 2 },
                (any) -> String.class, (any) -> Priority.HIGH, (any) -> (Named) () -> "by lambda");
        return makers.get(random.nextInt(makers.size())).apply(random);
    }

    private static ShortCut shortCut(String text) {
        return ShortCut.of(EXPRESSIONS.parse("key", text), EXPRESSIONS);
    }

    private static @Nullable Object spel(String text, Call call) {
        SpelExpression expression = EXPRESSIONS.parse("key", text);
        return SCOPE.evaluate(expression, call, "totals", Object.class);
    }

    private static Call call(@Nullable Object country, @Nullable Object order, @Nullable Object number) {
        return new Call(new Shop(), METHOD, new @Nullable Object[] { country, order, number });
    }

    private static Method method() {
        Method method = ReflectionUtils.findMethod(Shop.class, "totals", Object.class, Object.class, Object.class);
        if (method == null) {
            throw new IllegalStateException();
        }
        return method;
    }

    public interface Named {

        String getName();

    }

    public enum Priority {

        HIGH {
            @Override
            public int value() {
                return 2;
            }
        };

        public abstract int value();

    }

    public record Order(int id, Customer customer, DayOfWeek day) {
    }

    static class Shop {

        Object totals(Object country, Object order, Object number) {
            return country;
        }

    }

    public static class Customer {

        private final String name;

        private final boolean loyal;

        Customer(String name, boolean loyal) {
            this.name = name;
            this.loyal = loyal;
        }

        public String getName() {
            return this.name;
        }

        public boolean isLoyal() {
            return this.loyal;
        }

        public String getId() {
            return "id of " + this.name;
        }

        public String getxCoord() {
            return "small";
        }

        public String getURL() {
            return "url";
        }

        public Boolean isOpen() {
            return true;
        }

        public String isEmpty() {
            return "no property";
        }

        public static String getKey() {
            return "static";
        }

    }

    public static class TwoWays {

        public String name() {
            return "by name()";
        }

        public String getName() {
            return "by getName()";
        }

        public String getXCoord() {
            return "large";
        }

        public boolean isOpen() {
            return true;
        }

        public String getOpen() {
            return "by getOpen()";
        }

    }

    public static class Broken {

        public String getBroken() {
            throw new IllegalStateException("no");
        }

        public void name() {
        }

        public String key(int ignored) {
            return "with a parameter";
        }

    }

    public static class WithField {

        public final String name = "by field";

        public final int id = 3;

        public int getId() {
            return 4;
        }

    }

    record Hidden(String name) implements Named {

        @Override
        public String getName() {
            return "of the interface";
        }

    }

}
