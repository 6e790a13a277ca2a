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

import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.redis.JsonValues.Page;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JsonTypeCheckTests extends JsonTestSupport {

    static Stream<Arguments> refused() {
        return Stream.of(refused(Object.class, "'java.lang.Object' does not say what to read"),
                refused(List.class, "'java.lang.Object' does not say what to read"),
                refused(new TypeReference<List<?>>() {
                }, "'java.lang.Object' does not say what to read"), refused(new TypeReference<Map<String, Object>>() {
                }, "'java.lang.Object' does not say what to read"),
                refused(Page.class,
                        "'java.lang.Object' does not say what to read, in 'content' of '" + Page.class.getName() + "'"),
                refused(HasObject.class,
                        "'java.lang.Object' does not say what to read, in 'any' of '" + HasObject.class.getName()
                                + "'"),
                refused(OneText.class,
                        "'" + OneText.class.getName() + "' has neither a constructor without parameters, "
                                + "nor one that names them, nor a @JsonCreator"),
                refused(Page.class.getTypeParameters()[0], "'java.lang.Object' does not say what to read"),
                refused(Number.class, "'java.lang.Number' does not say what to read"),
                refused(InputStream.class, "'java.io.InputStream' can be read only once"),
                refused(new TypeReference<Stream<String>>() {
                }, "'java.util.stream.Stream' can be read only once"), refused(new TypeReference<Iterator<String>>() {
                }, "'java.util.Iterator' can be read only once"),
                refused(Runnable.class, "'java.lang.Runnable' is abstract and does not say what implements it"),
                refused(new TypeReference<List<Runnable>>() {
                }, "'java.lang.Runnable' is abstract and does not say what implements it"),
                refused(Open.class,
                        "'" + Open.Unknown.class.getName() + "' is abstract and does not say what implements it"),
                refused(NoConstructor.class,
                        "'" + NoConstructor.class.getName() + "' has no constructor that Jackson can use"),
                refused(new TypeReference<Optional<Map<String, NoConstructor[]>>>() {
                }, "'" + NoConstructor.class.getName() + "' has no constructor that Jackson can use"),
                refused(Halved.class,
                        "'" + Halved.class.getName() + "' has a field 'right' that would be written and not read"),
                refused(Tall.class,
                        "'" + Tall.class.getName()
                                + "' has a constructor that takes 'height', and no field of that name "
                                + "that would be written"),
                refused(new TypeReference<List<Hiding>>() {
                }, "'" + Hiding.class.getName() + "' has a field 'name' that hides that of '" + Hidden.class.getName()
                        + "', so that one of them would be lost"),
                refused(Twins.class, "'" + Twins.A.Value.class.getName() + "' and '" + Twins.B.Value.class.getName()
                        + "' have the same name; give one a @JsonTypeName"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void typeThatCannotBeReadBackIsRefused(Type type, String reason) {
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> this.codecs.codec("totals", type))
            .withMessage("Values of type '" + type.getTypeName() + "' of cache 'totals' could not be read back from "
                    + "JSON: " + reason + ". Name an exact type, or bring a RedisSerializer for the cache.");
    }

    @Test
    void keysThatCannotBeReadBackAreRefused() {
        assertThatExceptionOfType(PayloadException.class)
            .isThrownBy(() -> this.codecs.codec("totals", type(new TypeReference<Map<NoConstructor, String>>() {
            })))
            .withMessageContaining("'" + NoConstructor.class.getName() + "' has no constructor that Jackson can use");
    }

    private static Arguments refused(Type type, String reason) {
        return arguments(type, reason);
    }

    private static Arguments refused(TypeReference<?> type, String reason) {
        return arguments(type.getType(), reason);
    }

    sealed interface Open permits Open.Unknown {

        non-sealed interface Unknown extends Open {

        }

    }

    sealed interface Twins permits Twins.A.Value, Twins.B.Value {

        interface A {

            record Value(int a) implements Twins {
            }

        }

        interface B {

            record Value(int b) implements Twins {
            }

        }

    }

    record HasObject(String name, Object any) {
    }

    static final class NoConstructor {

        private final int value;

        NoConstructor(Runnable first, int second) {
            this.value = second;
        }

        public int getValue() {
            return this.value;
        }

    }

    @JsonDeserialize(builder = Halved.Builder.class)
    record Halved(String left, String right) {

        @JsonPOJOBuilder
        static final class Builder {

            private String left = "";

            Builder withLeft(String left) {
                this.left = left;
                return this;
            }

            Halved build() {
                return new Halved(this.left, "lost");
            }

        }

    }

    static final class Tall {

        private final int inches;

        @JsonCreator
        Tall(@JsonProperty("height") int centimetres) {
            this.inches = centimetres / 2;
        }

        int inches() {
            return this.inches;
        }

    }

    static class Hidden {

        private String name = "hidden";

        String hiddenName() {
            return this.name;
        }

    }

    static final class Hiding extends Hidden {

        private String name = "hiding";

        String name() {
            return this.name;
        }

    }

    static final class OneText {

        private final String left;

        private final String right;

        public OneText(String text) {
            this.left = text.substring(0, 1);
            this.right = text.substring(1);
        }

        String text() {
            return this.left + this.right;
        }

    }

}
