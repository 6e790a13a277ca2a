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
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.annotation.JsonSerialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is read of an object is what was written, whatever its annotations and accessors
 * are for.
 */
class ObjectStateTests extends JsonTestSupport {

    static Stream<Arguments> objects() {
        return Stream
            .of(new Basket("mug"), new Secretive(), new Masked(), new Rounded(), new Wrapping(), new Undetected(),
                    new Renamed("x"), new Built.Builder().setItems(List.of("a")).build(), new Derived(2),
                    new Kotlinlike(), new Labelled("mug", 3), new Coin(new BigDecimal("1.10")))
            .map((value) -> arguments(value.getClass(), value));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void everyFieldOfAnObjectIsKept(Type type, Object value) {
        assertThat(roundTrip(type, value)).isExactlyInstanceOf(value.getClass())
            .usingRecursiveComparison()
            .withStrictTypeChecking()
            .isEqualTo(value);
    }

    static final class Basket {

        private final List<String> items = new ArrayList<>();

        private final Map<String, Integer> counts = new HashMap<>();

        Basket() {
        }

        Basket(String item) {
            this.items.add(item);
            this.counts.put(item, 1);
        }

        public List<String> getItems() {
            return this.items;
        }

    }

    @JsonIgnoreProperties("first")
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    static class Secretive {

        private String first = "1";

        @JsonIgnore
        private String second = "2";

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        private String third = "3";

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        private String fourth = "4";

        private String fifth = "5";

        private List<String> empty = new ArrayList<>();

        @JsonIgnore
        public String getFifth() {
            return this.fifth;
        }

    }

    static class Masked {

        @JsonSerialize(using = Mask.class)
        private String card = "1234";

        @JsonIgnore
        Secretive nested = new Secretive();

    }

    static class Mask extends ValueSerializer<String> {

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString("****");
        }

    }

    static class Rounded {

        @JsonFormat(pattern = "yyyy-MM-dd HH:mm")
        private LocalDateTime time = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6);

        @JsonFormat(shape = JsonFormat.Shape.STRING)
        private double price = 0.1;

        private float share = Float.MIN_VALUE;

        private double[] doubles = { Double.MIN_VALUE, -0.0, Double.POSITIVE_INFINITY };

        private char letter = '\u0000';

    }

    static class Wrapping {

        @JsonUnwrapped(prefix = "a_")
        private Sku first = new Sku("a");

        @JsonUnwrapped
        private Sku second = new Sku("b");

    }

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.NONE, getterVisibility = JsonAutoDetect.Visibility.NONE)
    static class Undetected {

        private int value = 3;

    }

    static class Renamed {

        private final String name;

        private int count = 7;

        @JsonCreator
        Renamed(@JsonProperty("title") String name) {
            this.name = name;
        }

        @JsonProperty("title")
        public String getName() {
            return this.name;
        }

    }

    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {

        private final List<String> items;

        private Built(List<String> items) {
            this.items = items;
        }

        @JsonPOJOBuilder(withPrefix = "set")
        static final class Builder {

            private List<String> itemsOfBuilder = List.of();

            Builder setItems(List<String> items) {
                this.itemsOfBuilder = items;
                return this;
            }

            Built build() {
                return new Built(this.itemsOfBuilder);
            }

        }

    }

    static class Derived {

        private int net;

        Derived() {
        }

        Derived(int net) {
            this.net = net;
        }

        public int getNet() {
            return this.net * 2;
        }

        public void setNet(int net) {
            this.net = net * 3;
        }

        public int getGross() {
            throw new IllegalStateException("is not asked");
        }

    }

    static class Kotlinlike {

        private final Comparable<?> total$delegate = null;

        private boolean isActive = true;

        public boolean isActive() {
            return this.isActive;
        }

    }

    static class Labelled {

        private String name;

        private int size;

        Labelled() {
        }

        Labelled(String name, int size) {
            this.name = name;
            this.size = size;
        }

        @JsonValue
        public String label() {
            return this.name;
        }

    }

    static final class Coin {

        private final BigDecimal amount;

        private Coin(BigDecimal amount) {
            this.amount = amount;
        }

        @JsonCreator
        static Coin parse(String text) {
            return new Coin(new BigDecimal(text));
        }

        @JsonValue
        String text() {
            return this.amount.toString();
        }

    }

}
