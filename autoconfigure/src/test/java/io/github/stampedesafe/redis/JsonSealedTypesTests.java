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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.redis.JsonValues.Foo;
import io.github.stampedesafe.redis.JsonValues.Operation;
import io.github.stampedesafe.store.PayloadCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JsonSealedTypesTests extends JsonTestSupport {

    static Stream<Arguments> sealedValues() {
        return Stream.of(arguments(type(Shape.class), new Circle(new BigDecimal("1.10"))),
                arguments(type(Shape.class), new Square(2)), arguments(type(Shape.class), new Triangle(1, 2, 3)),
                arguments(type(Shape.class), Shape.Nothing.POINT), arguments(type(Shape.class), Shape.Nothing.LINE),
                arguments(type(Polygon.class), new Square(2)),
                arguments(type(Circle.class), new Circle(BigDecimal.ONE)),
                arguments(type(new TypeReference<List<Shape>>() {
                }), List.of(new Square(2), new Circle(BigDecimal.TEN), Shape.Nothing.POINT)),
                arguments(type(new TypeReference<Map<String, Optional<Polygon>>>() {
                }), Map.of("a", Optional.of(new Square(1)), "b", Optional.empty())),
                arguments(type(Drawing.class), new Drawing(new Square(1), List.of(new Circle(BigDecimal.ZERO)))),
                arguments(type(new TypeReference<Result<Foo>>() {
                }), new Ok<>(new Foo("x", 1, Optional.empty()))), arguments(type(new TypeReference<Result<Foo>>() {
                }), new Failed<Foo>("why")), arguments(type(Node.class), new Node("n")),
                arguments(type(Node.class), new Leaf("n", 1)), arguments(type(Annotated.class), new Yes(1)));
    }

    @ParameterizedTest
    @MethodSource("sealedValues")
    void valueIsTheSameAfterwards(Type type, Object value) {
        PayloadCodec codec = this.codecs.codec("totals", type);

        Object read = codec.read(codec.write(value));

        assertThat(read).isEqualTo(value);
    }

    @Test
    void discriminatorIsTheSimpleName() {
        assertThat(json(type(Foo.class), new Foo("x", 1, Optional.empty())))
            .isEqualTo("{\"name\":\"x\",\"count\":1,\"bar\":null}");
        assertThat(json(type(Shape.class), new Circle(new BigDecimal("1.10"))))
            .isEqualTo("{\"@type\":\"Circle\",\"radius\":1.10}");
        assertThat(json(type(new TypeReference<List<Shape>>() {
        }), List.of(new Triangle(1, 2, 3), Shape.Nothing.POINT)))
            .isEqualTo("[{\"@type\":\"Dreieck\",\"a\":1,\"b\":2,\"c\":3},[\"Nothing\",\"POINT\"]]");
    }

    @Test
    void enumWithBodiesNeedsNoDiscriminator() {
        assertThat(Operation.class).isSealed();
        assertThat(json(type(Operation.class), Operation.PLUS)).isEqualTo("\"PLUS\"");
    }

    @Test
    void classThatIsNotPermittedIsNotRead() {
        for (String name : List.of("java.lang.String", "io.github.stampedesafe.redis.JsonSealedTypesTests$Circle",
                "circle", "Other")) {
            assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> read(type(Shape.class), "{\"@type\":\"" + name + "\",\"radius\":1}"));
        }
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> read(type(Shape.class), "{\"radius\":1}"));
    }

    @Test
    void classThatIsNotPermittedIsNotWritten() {
        PayloadCodec codec = this.codecs.codec("totals", Half.class);

        assertThat(codec.read(codec.write(new Half.Known("x")))).isInstanceOf(Half.Known.class);
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> codec.write(new Half.Known("x") {
        })).withMessageContaining("is none of the classes that");
    }

    sealed interface Shape permits Circle, Polygon, Shape.Nothing {

        enum Nothing implements Shape {

            POINT, LINE {
                @Override
                public String toString() {
                    return "line";
                }
            }

        }

    }

    sealed interface Polygon extends Shape permits Square, Triangle {

    }

    record Circle(BigDecimal radius) implements Shape {
    }

    record Square(int side) implements Polygon {
    }

    @JsonTypeName("Dreieck")
    record Triangle(int a, int b, int c) implements Polygon {
    }

    record Drawing(Shape main, List<Shape> others) {
    }

    sealed interface Result<T> permits Ok, Failed {

    }

    record Ok<T>(T value) implements Result<T> {
    }

    record Failed<T>(String reason) implements Result<T> {
    }

    static sealed class Node permits Leaf {

        public final String name;

        @JsonCreator
        Node(@JsonProperty("name") String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other != null && other.getClass() == getClass() && ((Node) other).name.equals(this.name);
        }

        @Override
        public int hashCode() {
            return this.name.hashCode();
        }

    }

    static final class Leaf extends Node {

        public final int size;

        @JsonCreator
        Leaf(@JsonProperty("name") String name, @JsonProperty("size") int size) {
            super(name);
            this.size = size;
        }

    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Yes.class, name = "yes"))
    sealed interface Annotated permits Yes {

    }

    record Yes(int value) implements Annotated {
    }

    sealed interface Half permits Half.Known {

        non-sealed class Known implements Half {

            public final String name;

            @JsonCreator
            Known(@JsonProperty("name") String name) {
                this.name = name;
            }

        }

    }

}
