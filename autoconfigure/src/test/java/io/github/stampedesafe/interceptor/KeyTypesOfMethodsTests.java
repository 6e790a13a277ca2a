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

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What can be known of keys from the types of a method. */
@ExtendWith(OutputCaptureExtension.class)
class KeyTypesOfMethodsTests {

    record Point(long id, String name) {

        String nameOf(int number) {
            return this.name + number;
        }

    }

    static class Order {

        public final Point point = new Point(1, "a");

        public Point getOrigin() {
            return this.point;
        }

        public String label(String language) {
            return language;
        }

    }

    static class DetailedOrder extends Order {

        public String getDetail() {
            return "detail";
        }

    }

    interface Shape {

        String name();

    }

    static class Fine {

        @StampedeSafeCacheable(cacheName = "a",
                key = "{#order.point.name, #order.origin.id, #order.label('x').length(), #order.origin?.name, #id.intValue()}")
        public String nested(Order order, long id) {
            return "";
        }

        @StampedeSafeCacheable("b")
        public String open(Object one, Serializable two, Comparable<?> three, Number four, CharSequence five,
                Collection<?> six, Optional<Point> seven, int[] eight, List<? extends Point> nine) {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "c", key = "#ids.length + #shape.anything + #map.key + #point['x']")
        public String unknown(int[] ids, Shape shape, Map<String, String> map, Object point) {
            return "";
        }

        @StampedeSafeCacheEvict(cacheName = "d", allEntries = true)
        public String all(AtomicInteger count) {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "e", key = "#count.get()")
        public String atomic(AtomicInteger count) {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "f", key = "#list.![name]")
        public String projected(List<Point> list) {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "g", keyGenerator = "generator")
        public String generated(AtomicInteger count) {
            return "";
        }

    }

    static class Doubtful {

        @StampedeSafeCacheable("pages")
        public String page(Pageable page) {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "details", key = "#order.detail")
        public String detail(Order order) {
            return "";
        }

        @StampedeSafeCacheable("lists")
        public String list(String id, List<Supplier<String>> suppliers) {
            return "";
        }

        @StampedeSafeCacheable("any")
        public String any(Object any) {
            return "";
        }

    }

    @Test
    void whatMayWorkIsNeitherRefusedNorWarnedOf(CapturedOutput output) {
        CacheContext.started((context) -> {
            context.registerBean(Fine.class);
            context.registerBean("generator", KeysOfCallsTests.MethodNames.class);
        }).close();
        assertThat(output).doesNotContain("Fine.");
    }

    @Test
    void whatOnlyASubclassCouldMakeWorkIsWarnedOf(CapturedOutput output) {
        try (CacheContext context = CacheContext.of(Doubtful.class)) {
            assertThat(output)
                .containsOnlyOnce(
                        "The key of Doubtful.page(Pageable) is made of all its arguments, but a key can be made "
                                + "of a org.springframework.data.domain.Pageable only if it is a record, an enum or a "
                                + "collection: other calls fail. Write a 'key' such as '#order.id', or use a record.")
                .containsOnlyOnce(
                        "The key of Doubtful.list(String, List) is made of all its arguments, but a key can be "
                                + "made of a java.util.function.Supplier only if")
                .containsOnlyOnce("'key' is '#order.detail' on Doubtful.detail(Order), but " + Order.class.getName()
                        + " has no property 'detail': calls fail unless it is of a subclass that has one.");
            Doubtful doubtful = context.bean(Doubtful.class);
            doubtful.detail(new DetailedOrder());
            assertThat(context.keys()).containsExactly("details:detail");
            assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> doubtful.detail(new Order()))
                .withMessage(
                        "Doubtful.detail(Order) has no key in cache 'details': 'key' is '#order.detail', which cannot "
                                + "be evaluated (EL1008E: Property or field 'detail' cannot be found on object of type '"
                                + Order.class.getName() + "' - maybe not public or not valid?). Write another one.");
        }
    }

    @Test
    void keyThatCannotBeMadeNamesMethodAndCache() {
        try (CacheContext context = CacheContext.of(Doubtful.class)) {
            Doubtful doubtful = context.bean(Doubtful.class);
            assertThatExceptionOfType(UnsupportedKeyException.class)
                .isThrownBy(() -> doubtful.page(PageRequest.of(0, 10)))
                .withMessageStartingWith("Doubtful.page(Pageable) has no key in cache 'pages': Cannot make a key of a "
                        + PageRequest.class.getName() + ", because ");
            assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> doubtful.any(new AtomicLong()))
                .withMessageStartingWith("Doubtful.any(Object) has no key in cache 'any': Cannot make a key of a ");
        }
    }

}
