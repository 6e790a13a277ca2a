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

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What is read of a value is what was written. */
class StateMapperTests extends JsonTestSupport {

    static Stream<Arguments> values() {
        Map<Sku, Integer> stock = new LinkedHashMap<>();
        stock.put(new Sku("mug"), 3);
        stock.put(new Sku("a \"cup\""), null);
        return Stream.of(arguments(new TypeReference<Map<Sku, Integer>>() {
        }, stock), arguments(new TypeReference<Map<Place, Sku>>() {
        }, Map.of(new Place(new Sku("x"), List.of(1, 2)), new Sku("y"))),
                arguments(new TypeReference<Map<Pet, String>>() {
                }, Map.of(new Cat("Tom"), "cat")), arguments(new TypeReference<Map<ZonedDateTime, String>>() {
                }, Map.of(ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")), "x")),
                arguments(new TypeReference<Map<BigDecimal, String>>() {
                }, ordered(new BigDecimal("1.10"), "a", new BigDecimal("1.1"), "b")),
                arguments(new TypeReference<Map<Double, String>>() {
                }, ordered(Double.NaN, "a", -0.0, "b")),
                arguments(new TypeReference<Map<Locale, Map<Currency, URI>>>() {
                }, Map.of(Locale.GERMANY, Map.of(Currency.getInstance("EUR"), URI.create("urn:x")))),
                arguments(new TypeReference<Map<Duration, LocalDateTime>>() {
                }, Map.of(Duration.ofNanos(3), LocalDateTime.MAX)),
                arguments(new TypeReference<Map<OffsetDateTime, Boolean>>() {
                }, Map.of(OffsetDateTime.MIN, true)), arguments(new TypeReference<Map<Map<Sku, Integer>, String>>() {
                }, Map.of(Map.of(new Sku("a"), 1), "x")), arguments(new TypeReference<Map<List<Integer>, String>>() {
                }, Map.of(List.of(1), "x")), arguments(new TypeReference<Map<Tariff, Integer>>() {
                }, new EnumMap<>(Map.of(Tariff.FAIR_PLUS, 1, Tariff.FAIR, 2))),
                arguments(new TypeReference<Map<Tariff, Integer>>() {
                }, ordered(Tariff.FAIR_PLUS, 1, Tariff.FAIR, 2)), arguments(new TypeReference<EnumSet<Tariff>>() {
                }, EnumSet.of(Tariff.FAIR_PLUS)), arguments(new TypeReference<Map<Instant, LocalDate>>() {
                }, Map.of(Instant.ofEpochSecond(1, 1), LocalDate.MIN)), arguments(Tariff.class, Tariff.FAIR_PLUS),
                arguments(Format.class, Format.B), arguments(new TypeReference<Map<UUID, Long>>() {
                }, Map.of(new UUID(1, 2), 5L)), arguments(JsonNode.class, tree("12345678901234567890.123456789")),
                arguments(JsonNode.class,
                        new JsonMapper().readTree("{\"a\":[1,1.5,2.0E10,null,\"x\",12345678901234567890]}")),
                arguments(JsonNode.class, tree("1.10")), arguments(JsonNode.class, tree("1E+3")),
                arguments(JsonNode.class, JsonNodeFactory.instance.numberNode(1.5)),
                arguments(new TypeReference<Map<String, JsonNode>>() {
                }, ordered("a", tree("0.1"), "b", JsonNodeFactory.instance.numberNode(0.1))),
                arguments(Timestamp.class, Timestamp.from(Instant.ofEpochSecond(1, 123_456_789))),
                arguments(Timestamp.class, Timestamp.valueOf("0001-01-01 00:00:00.000000001")),
                arguments(java.sql.Date.class, new java.sql.Date(1_234_567_891_234L)),
                arguments(java.sql.Time.class, new java.sql.Time(12_345_678)),
                arguments(Date.class, new Date(Long.MIN_VALUE)), arguments(Calendar.class, calendar()),
                arguments(GregorianCalendar.class, calendar()), arguments(new TypeReference<Optional<BigInteger>>() {
                }, Optional.of(BigInteger.ONE)), arguments(TimeZone.class, TimeZone.getTimeZone("Europe/Berlin")),
                arguments(Normalised.class, new Normalised(" x ")), arguments(Spelled.class, new Spelled(1, null)),
                arguments(Overridden.class, new Overridden(null)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueIsTheSameAfterwards(Object type, Object value) {
        Type exact = (type instanceof TypeReference<?> reference) ? reference.getType() : (Type) type;

        Object read = roundTrip(exact, value);

        assertThat(read).isEqualTo(value).hasToString(value.toString());
    }

    @Test
    void orderOfASetIsKept() {
        Set<String> names = Stream.of("zoe", "adam", "mia", "bob", "lea", "tim")
            .collect(Collectors.toCollection(LinkedHashSet::new));

        assertThat((Set<?>) roundTrip(type(new TypeReference<Set<String>>() {
        }), names)).asString().isEqualTo(names.toString());
    }

    @Test
    void nullsAndEmptyContainersStayApart() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        map.put("null", null);
        map.put("empty", List.of());
        List<String> nulls = new ArrayList<>();
        nulls.add(null);
        map.put("of null", nulls);

        assertThat(roundTrip(type(new TypeReference<Map<String, List<String>>>() {
        }), map)).isEqualTo(map);
    }

    private static JsonNode tree(String decimal) {
        return JsonNodeFactory.instance.objectNode().put("n", new BigDecimal(decimal));
    }

    private static <K, V> Map<K, V> ordered(K key, V value, K otherKey, V otherValue) {
        Map<K, V> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(otherKey, otherValue);
        return map;
    }

    private static Calendar calendar() {
        return new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
    }

    record Place(Sku sku, List<Integer> shelves) {
    }

    sealed interface Pet permits Cat {

    }

    record Cat(String name) implements Pet {
    }

    record Normalised(String name) {

        Normalised {
            name = name.trim();
        }

    }

    record Spelled(@JsonProperty("n") int number, @JsonInclude(JsonInclude.Include.NON_NULL) @JsonIgnore String none) {

        @JsonCreator
        static Spelled parse(String text) {
            return new Spelled(Integer.parseInt(text), "parsed");
        }

        @JsonValue
        String text() {
            return "" + this.number;
        }

    }

    record Overridden(List<String> items) {

        @Override
        public List<String> items() {
            return (this.items != null) ? this.items : List.of("none");
        }

    }

    enum Tariff {

        FAIR, FAIR_PLUS;

        @Override
        public String toString() {
            return "Fair";
        }

        @JsonValue
        String label() {
            return "fair";
        }

    }

    enum Format {

        @JsonProperty("b")
        A,

        @JsonProperty("a")
        B {
            @Override
            public String toString() {
                return "A";
            }
        }

    }

}
