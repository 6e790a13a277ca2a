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
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Methods with several keys whose parameter or result cannot hold some of them. Each
 * class has one mistake, which stops its creation.
 */
class InvalidBulkTypesTests {

    record Item(String id) {
    }

    static class OneId {

        @StampedeSafeCacheable(cacheName = "a", keys = "#id")
        public @Nullable Map<String, Item> call(String id) {
            return null;
        }

    }

    static class OwnCollection {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable Map<String, Item> call(BlockingQueue<String> ids) {
            return null;
        }

    }

    static class NoKeyType {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable Map<Thread, Item> call(List<Thread> ids) {
            return null;
        }

    }

    static class OneValue {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable Item call(List<String> ids) {
            return null;
        }

    }

    static class Nothing {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public void call(List<String> ids) {
        }

    }

    static class Sorted {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable SortedMap<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class Concurrent {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable ConcurrentMap<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class OtherIds {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable Map<Long, Item> call(int... ids) {
            return null;
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(arguments(OneId.class,
                "'keys' is '#id' on OneId.call(String), but a String holds one key. Write 'key' instead, or make the parameter a collection or an array."),
                arguments(OwnCollection.class,
                        "'keys' is '#ids' on OwnCollection.call(BlockingQueue), but a BlockingQueue that holds some of the keys only cannot be made. "
                                + "Make the parameter a Collection, a List, a Set or an array."),
                arguments(NoKeyType.class,
                        "'keys' is '#ids' on NoKeyType.call(List), but no key can be made of a java.lang.Thread. Write a 'key' such as '#order.id', or use a record."),
                arguments(OneValue.class,
                        "'keys' is '#ids' on OneValue.call(List), but the Item that is returned holds one value. "
                                + "Return a Map from ids to values, or a collection of values with 'keyOf'."),
                arguments(Nothing.class,
                        "'@StampedeSafeCacheable' is on Nothing.call(List), which returns nothing that could be stored. Return the value, or remove the annotation."),
                arguments(Sorted.class,
                        "'keys' is '#ids' on Sorted.call(List), but a SortedMap cannot be made of values in the order of their keys. Return a Map, a Collection, a List or a Set."),
                arguments(Concurrent.class,
                        "'keys' is '#ids' on Concurrent.call(List), but a ConcurrentMap cannot be made of values in the order of their keys. Return a Map, a Collection, a List or a Set."),
                arguments(OtherIds.class,
                        "'keys' is '#ids' on OtherIds.call(int[]), but the ids are of type Integer and the keys of the map that is returned of type Long. Make them the same."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

}
