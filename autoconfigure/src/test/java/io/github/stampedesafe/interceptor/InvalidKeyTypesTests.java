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

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Keys that cannot be made of the types of a method, which stops the start. */
class InvalidKeyTypesTests {

    private static final String ATOMIC = "no key can be made of a java.util.concurrent.atomic.AtomicInteger. "
            + "Write a 'key' such as '#order.id', or use a record.";

    record Point(long id, String name) {
    }

    record Counted(String name, AtomicInteger count) {
    }

    static class Order {

        public final Point point = new Point(1, "a");

        public Point getOrigin() {
            return this.point;
        }

    }

    sealed interface Closed permits ClosedCounter {

    }

    static final class ClosedCounter implements Closed {

    }

    static class NoKey {

        @StampedeSafeCacheable("a")
        public String call(String id, AtomicInteger count) {
            return id;
        }

    }

    static class NoKeyInARecord {

        @StampedeSafeCacheable(cacheName = "a", key = "#ids")
        public String call(Map<String, List<Counted>> ids) {
            return "";
        }

    }

    static class NoKeyOfAnEvict {

        @StampedeSafeCacheEvict("a")
        public String call(AtomicInteger[] counts) {
            return "";
        }

    }

    static class NoKeyOfAProperty {

        @StampedeSafeCacheable(cacheName = "a", key = "#p0.count")
        public String call(Counted counted) {
            return "";
        }

    }

    static class NoKeyOfASealedType {

        @StampedeSafeCacheable("a")
        public String call(Closed closed) {
            return "";
        }

    }

    static class NoGroup {

        @StampedeSafeCacheable(cacheName = "a", key = "#id", fairnessKey = "#count")
        public String call(long id, AtomicInteger count) {
            return "";
        }

    }

    static class NoProperty {

        @StampedeSafeCacheable(cacheName = "a", key = "#p.idd")
        public String call(Point p) {
            return "";
        }

    }

    static class NoPropertyInside {

        @StampedeSafeCacheable(cacheName = "a", key = "'x' + #order.origin.idd")
        public String call(Order order) {
            return "";
        }

    }

    static class NoPropertyOfAField {

        @StampedeSafeCacheEvict(cacheName = "a", condition = "#order.point.good", key = "#order.point.id")
        public String call(Order order) {
            return "";
        }

    }

    static class NoMethod {

        @StampedeSafeCacheable(cacheName = "a", unless = "#result.isMissing()")
        public String call(long id) {
            return "";
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(NoKey.class,
                        "The key of NoKey.call(String, AtomicInteger) is made of all its arguments, but " + ATOMIC),
                arguments(NoKeyInARecord.class, "'key' is '#ids' on NoKeyInARecord.call(Map), but " + ATOMIC),
                arguments(NoKeyOfAnEvict.class,
                        "The key of NoKeyOfAnEvict.call(AtomicInteger[]) is made of all its " + "arguments, but "
                                + ATOMIC),
                arguments(NoKeyOfAProperty.class,
                        "'key' is '#p0.count' on NoKeyOfAProperty.call(Counted), but " + ATOMIC),
                arguments(NoKeyOfASealedType.class,
                        "The key of NoKeyOfASealedType.call(Closed) is made of all its "
                                + "arguments, but no key can be made of a " + ClosedCounter.class.getName()
                                + ". Write a 'key' such as '#order.id', or use a record."),
                arguments(NoGroup.class,
                        "'fairnessKey' is '#count' on NoGroup.call(long, AtomicInteger), but no key can "
                                + "be made of a java.util.concurrent.atomic.AtomicInteger. Write one such as '#tenant.id'."),
                arguments(NoProperty.class,
                        "'key' is '#p.idd' on NoProperty.call(Point), but " + Point.class.getName()
                                + " has no property 'idd'. Write one that it has."),
                arguments(NoPropertyInside.class,
                        "'key' is ''x' + #order.origin.idd' on NoPropertyInside.call(Order), " + "but "
                                + Point.class.getName() + " has no property 'idd'. Write one that it has."),
                arguments(NoPropertyOfAField.class,
                        "'condition' is '#order.point.good' on " + "NoPropertyOfAField.call(Order), but "
                                + Point.class.getName() + " has no property 'good'. Write one that it has."),
                arguments(NoMethod.class, "'unless' is '#result.isMissing()' on NoMethod.call(long), but "
                        + "java.lang.String has no method 'isMissing'. Write one that it has."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatCanNeverWorkStopsTheStart(Class<?> mistaken, String message) {
        assertThatThrownBy(() -> CacheContext.started((context) -> context.registerBean("bean", mistaken)).close())
            .rootCause()
            .isInstanceOf(InvalidSettingException.class)
            .hasMessage(message);
    }

}
