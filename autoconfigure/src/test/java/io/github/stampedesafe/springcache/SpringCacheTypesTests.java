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

package io.github.stampedesafe.springcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** As which type a value of Spring's {@code Cache} is written and read. */
class SpringCacheTypesTests extends SpringCacheTestSupport {

    @Test
    void valueOfTheTypeAskedForIsReturned() {
        this.cache.put("DE", new Total("DE", 42));
        assertThat(this.cache.get("DE", Total.class)).isEqualTo(new Total("DE", 42));
        assertThat(this.cache.get("DE", Object.class)).isEqualTo(new Total("DE", 42));
        assertThat(this.cache.get("DE", (Class<Total>) null)).isEqualTo(new Total("DE", 42));
        assertThat(this.cache.get("FR", Total.class)).isNull();
    }

    @Test
    void valueOfAnotherTypeIsAnError() {
        this.cache.put("DE", "text");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.cache.get("DE", Integer.class))
            .withMessage("The value of key 'DE' of cache 'totals' is a 'java.lang.String', not a 'java.lang.Integer'");
    }

    @Test
    void typeThatThisInstanceDoesNotKnowIsAbsentUntilItIsNamed() {
        this.cache.put("DE", new Total("DE", 42));
        assertThat(this.elsewhere.get("DE")).isNull();
        assertThat(this.b.listener().count("foreign totals:DE")).isEqualTo(1);
        assertThat(this.elsewhere.get("DE", Total.class)).isEqualTo(new Total("DE", 42));
        assertThat(value(this.elsewhere, "DE")).isEqualTo(new Total("DE", 42));
    }

    @Test
    void typesOfOneShapeAreToldApartOnlyByName() {
        this.cache.put("DE", new Total("DE", 42));
        assertThat(this.cache.get("DE", Sum.class)).isEqualTo(new Sum("DE", 42));
        assertThat(this.cache.get("DE")).isNull();
    }

    @Test
    void containersHaveTheTypeOfTheirElements() {
        List<Object> values = List.of(List.of(1, 2), List.of("a"), List.of(), Set.of(3L), Map.of("a", 1),
                List.of(new Total("DE", 1), new Total("FR", 2)), Map.of("DE", List.of(new Total("DE", 1))),
                new String[] { "a" }, Unit.EUR);
        for (Object value : values) {
            this.cache.put("key", value);
            assertThat(value(this.cache, "key")).isEqualTo(value);
        }
        this.cache.put("key", new ArrayList<>(List.of("a", "b")));
        assertThat(value(this.elsewhere, "key")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void valueThatShowsNoTypeIsNotStoredAndRemovesTheOldOne() {
        this.cache.put("DE", "old");
        this.cache.put("DE", List.of("text", 1));
        assertThat(this.cache.get("DE")).isNull();
        assertThat(this.a.listener().count("unwritable totals:DE")).isEqualTo(1);
    }

    @Test
    void valueIsWrittenAsTheInterfaceThatIsKnownOfTheCache() {
        ((SpringCache) this.cache).types().codec(Shape.class);
        this.cache.put("key", new Circle(2));
        ((SpringCache) this.elsewhere).types().codec(Shape.class);
        assertThat(value(this.elsewhere, "key")).isEqualTo(new Circle(2));
    }

    record Total(String country, int amount) {
    }

    record Sum(String country, int amount) {
    }

    enum Unit {

        EUR

    }

    sealed interface Shape {

    }

    record Circle(int radius) implements Shape {
    }

    record Square(int side) implements Shape {
    }

}
