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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.redis.JsonValues.Bar;
import io.github.stampedesafe.redis.JsonValues.Bean;
import io.github.stampedesafe.redis.JsonValues.Empty;
import io.github.stampedesafe.redis.JsonValues.Foo;
import io.github.stampedesafe.redis.JsonValues.Money;
import io.github.stampedesafe.redis.JsonValues.Operation;
import io.github.stampedesafe.redis.JsonValues.Page;
import io.github.stampedesafe.redis.JsonValues.Scalars;
import io.github.stampedesafe.redis.JsonValues.Times;
import io.github.stampedesafe.redis.JsonValues.Tree;
import io.github.stampedesafe.store.PayloadCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JsonCodecsTests extends JsonTestSupport {

    static Stream<Arguments> values() {
        Foo foo = new Foo("föö 🚀\u0000", 1, Optional.of(new Bar(List.of(1L, Long.MIN_VALUE))));
        Foo bare = new Foo(null, Integer.MIN_VALUE, Optional.empty());
        return Stream.of(arguments(type(Foo.class), foo), arguments(type(Foo.class), bare),
                arguments(type(new TypeReference<List<Foo>>() {
                }), List.of(foo, bare)), arguments(type(new TypeReference<Map<String, List<Foo>>>() {
                }), Map.of("a", List.of(foo), "", List.of())), arguments(type(new TypeReference<Set<Foo>>() {
                }), Set.of(foo, bare)), arguments(type(new TypeReference<Collection<Long>>() {
                }), List.of(1L, 2L)), arguments(type(new TypeReference<List<? extends Foo>>() {
                }), List.of(foo)), arguments(type(new TypeReference<Map<TimeUnit, UUID>>() {
                }), new EnumMap<>(Map.of(TimeUnit.DAYS, new UUID(1, 2)))),
                arguments(type(new TypeReference<SortedMap<LocalDate, BigDecimal>>() {
                }), new TreeMap<>(Map.of(LocalDate.EPOCH, new BigDecimal("1.10")))),
                arguments(type(new TypeReference<Map<Long, Duration>>() {
                }), Map.of(Long.MAX_VALUE, Duration.ofNanos(1))), arguments(type(new TypeReference<Page<Foo>>() {
                }), new Page<>(List.of(foo), Map.of("x", bare), 7)), arguments(type(new TypeReference<Optional<Foo>>() {
                }), Optional.of(foo)), arguments(type(new TypeReference<Optional<Foo>>() {
                }), Optional.empty()), arguments(type(Scalars.class), JsonValues.scalars()),
                arguments(type(Times.class), JsonValues.times()), arguments(type(int.class), 42),
                arguments(type(Integer.class), -1), arguments(type(long.class), Long.MAX_VALUE),
                arguments(type(boolean.class), true), arguments(type(char.class), '€'),
                arguments(type(double.class), 0.1), arguments(type(Double.class), Double.NaN),
                arguments(type(Float.class), Float.NEGATIVE_INFINITY), arguments(type(String.class), ""),
                arguments(type(byte[].class), new byte[] { 0, -1, 127 }),
                arguments(type(int[][].class), new int[][] { { 1 }, {} }),
                arguments(type(char[].class), new char[] { 'x' }),
                arguments(type(Foo[].class), new Foo[] { foo, null }),
                arguments(type(BigDecimal.class), new BigDecimal("1.10")),
                arguments(type(BigDecimal.class), new BigDecimal("1E+3")),
                arguments(type(BigDecimal.class), new BigDecimal("0.00")),
                arguments(type(BigDecimal.class), new BigDecimal(new BigInteger("9".repeat(2_000)), 1_000)),
                arguments(type(BigInteger.class), new BigInteger("7".repeat(2_000))),
                arguments(type(TimeUnit.class), TimeUnit.DAYS), arguments(type(Operation.class), Operation.PLUS),
                arguments(type(Money.class), Money.parse("12.30 EUR")), arguments(type(Bean.class), new Bean("x", 3)),
                arguments(type(Tree.class), new Tree("a", List.of(new Tree("b", List.of())))),
                arguments(type(Empty.class), new Empty()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueIsTheSameAfterwards(Type type, Object value) {
        PayloadCodec codec = this.codecs.codec("totals", type);

        Object read = codec.read(codec.write(value));

        assertThat(read).isEqualTo(value);
    }

    @Test
    void valueOfANewerReleaseIsRead() {
        assertThat(read(type(Foo.class), "{\"name\":\"x\",\"count\":1,\"bar\":null,\"added\":{\"deep\":[1]}}"))
            .isEqualTo(new Foo("x", 1, Optional.empty()));
    }

    @Test
    void valueOfAnOlderReleaseIsRead() {
        assertThat(read(type(Foo.class), "{\"count\":1}")).isEqualTo(new Foo(null, 1, Optional.empty()));
    }

    @Test
    void valueOfAnOlderReleaseThatLacksAPrimitiveIsRefused() {
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> read(type(Foo.class), "{\"name\":\"x\"}"))
            .withMessageContaining("Cannot map `null` into type `int`");
    }

    @Test
    void bytesThatAreNoSuchValueAreRefused() {
        for (String json : List.of("", "{", "null", "[]", "{\"count\":\"x\"}", "{} {}", "\u0000")) {
            assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> read(type(Foo.class), json))
                .withMessageStartingWith(
                        "A stored value of cache 'totals' is no JSON of '" + Foo.class.getName() + "': ");
        }
    }

    @Test
    void valueThatCannotBeWrittenIsRefused() {
        PayloadCodec codec = this.codecs.codec("totals", Failing.class);

        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> codec.write(new Failing()))
            .withMessage("A " + Failing.class.getName() + " of cache 'totals' could not be written as JSON of '"
                    + Failing.class.getName() + "': on purpose");
    }

    @Test
    void usersMapperIsUsedAndNotChanged() {
        JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_SNAKE_CASE)
            .build();
        PayloadCodec codec = new JsonCodecs(mapper).codec("totals", Shape.class);

        assertThat(new String(codec.write(new Square(2)), StandardCharsets.UTF_8))
            .isEqualTo("{\"@type\":\"Square\",\"SIDE\":2}");
        assertThat(mapper.writeValueAsString(new Drawing(new Square(2)))).doesNotContain("@type");
    }

    @Test
    void longTextsAndDeepStructuresAreKept() {
        String text = "x".repeat(30_000_000);
        assertThat(read(type(String.class), json(type(String.class), text))).isEqualTo(text);
        Map<String, Integer> map = Map.of("k".repeat(100_000), 1);
        Type type = type(new TypeReference<Map<String, Integer>>() {
        });
        assertThat(read(type, json(type, map))).isEqualTo(map);
    }

    sealed interface Shape permits Square {

    }

    record Square(int side) implements Shape {
    }

    record Drawing(Shape main) {
    }

    static final class Failing {

        @JsonProperty
        public String getValue() {
            throw new IllegalStateException("on purpose");
        }

    }

}
