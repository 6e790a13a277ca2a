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

import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.engine.ImmutableValues.RecordParts;

import static org.assertj.core.api.Assertions.assertThat;

/** Which values all callers may share. */
class ImmutableValuesTests {

    @Test
    void nullIsImmutable() {
        assertThat(ImmutableValues.contain(null)).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void nobodyCanChange(Object value) {
        assertThat(ImmutableValues.contain(value)).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void somebodyCanChange(Object value) {
        assertThat(ImmutableValues.contain(value)).isFalse();
    }

    @Test
    void whatIsNestedVeryDeeplyIsTakenForMutable() {
        assertThat(ImmutableValues.contain(nested(100_000))).isFalse();
    }

    @Test
    void aHundredLevelsAreLookedAt() {
        assertThat(ImmutableValues.contain(nested(100))).isTrue();
        assertThat(ImmutableValues.contain(nested(101))).isFalse();
    }

    /** Asked anew, because the answers of a class are remembered. */
    @Test
    void ofARecordAllComponentsCountAndNothingElse() {
        assertThat(areImmutable(new Named("a", List.of(1)))).isTrue();
        assertThat(areImmutable(new Named("a", new ArrayList<>()))).isFalse();
        assertThat(areImmutable(new Point(1, 2))).isTrue();
        assertThat(RecordParts.of(Point.class).fields()).isEmpty();
        assertThat(areImmutable(new Counted(1))).isTrue();
        assertThat(areImmutable(new UnixDomainPrincipal(() -> "of a closed module", () -> "group"))).isFalse();
    }

    private static boolean areImmutable(Record value) {
        return RecordParts.of(value.getClass()).areImmutable(value, 1);
    }

    private static Object nested(int levels) {
        Object nested = "bottom";
        for (int i = 0; i < levels; i++) {
            nested = List.of(nested);
        }
        return nested;
    }

    static Stream<Object> nobodyCanChange() {
        return Stream.of("text", 1, 2L, 3.0, 'c', true, new BigDecimal("1.5"), UUID.randomUUID(),
                URI.create("https://example.org"), DayOfWeek.MONDAY, LocalDate.EPOCH, Instant.EPOCH, Duration.ZERO,
                ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")), JapaneseDate.of(2026, 1, 1),
                OptionalInt.of(1), Optional.of("text"), Optional.empty(), Constant.WITH_BODY, List.of(), List.of(1),
                List.of(1, 2, 3), List.copyOf(new ArrayList<>(List.of("a", "b", "c"))), Stream.of(1, 2).toList(),
                Set.of(1), Set.of(1, 2, 3), Map.of("a", 1), Map.of("a", 1, "b", List.of(2)), new Point(1, 2),
                new Named("a", List.of(new Point(1, 2))), new Named(null, null));
    }

    static Stream<Object> somebodyCanChange() {
        return Stream.of(new Date(), new int[0], Optional.of(new String[] { "a" }), new ArrayList<>(),
                Arrays.asList(1, 2), Collections.unmodifiableList(new ArrayList<>()), List.of(new Date()),
                Map.of("a", new int[0]), Optional.of(new Date()), new Named("a", new ArrayList<>()),
                new Named("a", List.of(new Named("b", new ArrayList<>()))), new StringBuilder("a"), new Object(),
                new UnixDomainPrincipal(() -> "of a closed module", () -> "group"), new OfTheApplication("a"),
                new BigDecimal("1") {

                    @Override
                    public String toString() {
                        return "of the application";
                    }

                });
    }

    private enum Constant {

        WITH_BODY {

            @Override
            public String toString() {
                return "with a class of its own";
            }

        }

    }

    private record Counted(int number) {

        static final List<Integer> ALL = new ArrayList<>();

    }

    private record Point(int x, double y) {
    }

    private record Named(@Nullable String name, @Nullable List<?> parts) {
    }

    private static final class OfTheApplication {

        private final String text;

        private OfTheApplication(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return this.text;
        }

    }

}
