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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Annotations about several keys, on methods whose value comes later, that cannot work.
 * Each class has one mistake, which stops its creation.
 */
class InvalidLaterKeysTests {

    record Item(String id) {
    }

    static class OneValue {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public Mono<Item> call(List<String> ids) {
            return Mono.empty();
        }

    }

    static class NoKeyOf {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public Flux<Item> call(List<String> ids) {
            return Flux.empty();
        }

    }

    static class Sorted {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public CompletableFuture<SortedMap<String, Item>> call(List<String> ids) {
            return new CompletableFuture<>();
        }

    }

    static class OtherIds {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public Mono<Map<Long, Item>> call(List<String> ids) {
            return Mono.empty();
        }

    }

    static class OtherKeys {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", keyOf = "id")
        public Flux<Item> call(List<Long> ids) {
            return Flux.empty();
        }

    }

    static class NoSuchProperty {

        @StampedeSafeCachePut(cacheName = "a", keys = "#ids", keyOf = "number")
        public CompletableFuture<List<Item>> call(List<String> ids) {
            return new CompletableFuture<>();
        }

    }

    static class Nothing {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public Mono<Void> call(List<String> ids) {
            return Mono.empty();
        }

    }

    static class ThreadThatWaits {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public Future<Map<String, Item>> call(List<String> ids) {
            return new CompletableFuture<>();
        }

    }

    static class Scheduled {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        @ScheduledRecompute(fixedRate = "1m", arguments = "{'a'}")
        public Mono<Map<String, Item>> call(List<String> ids) {
            return Mono.empty();
        }

    }

    static class OtherValues {

        @StampedeSafeCacheable(cacheName = "a", key = "#id")
        public Mono<String> one(String id) {
            return Mono.empty();
        }

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public Mono<Map<String, Item>> several(List<String> ids) {
            return Mono.empty();
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(OneValue.class,
                        "'keys' is '#ids' on OneValue.call(List), but the Item that is returned holds one value. "
                                + "Return a Map from ids to values, or a collection of values with 'keyOf'."),
                arguments(NoKeyOf.class,
                        "'keys' is '#ids' on NoKeyOf.call(List), but the values that are returned do not tell their keys. "
                                + "Write 'keyOf', such as 'id', or return a Map from ids to values."),
                arguments(Sorted.class,
                        "'keys' is '#ids' on Sorted.call(List), but a SortedMap cannot be made of values in the order of their keys. "
                                + "Return a Map, a Collection, a List or a Set."),
                arguments(OtherIds.class,
                        "'keys' is '#ids' on OtherIds.call(List), but the ids are of type String and the keys of the map that is returned of type Long. Make them the same."),
                arguments(OtherKeys.class,
                        "'keys' is '#ids' and 'keyOf' is 'id' on OtherKeys.call(List), but a String is never the key of a Long. Make their types the same."),
                arguments(NoSuchProperty.class,
                        "'keyOf' is 'number' on NoSuchProperty.call(List), but io.github.stampedesafe.interceptor.InvalidLaterKeysTests$Item has no property 'number'. Write one that it has."),
                arguments(Nothing.class,
                        "'@StampedeSafeCacheable' is on Nothing.call(List), which returns nothing that could be stored. Return the value, or remove the annotation."),
                arguments(ThreadThatWaits.class,
                        "'@StampedeSafeCacheable' is on ThreadThatWaits.call(List), which returns Future, and no value can be had of that without a thread that waits. "
                                + "Return the value itself, a CompletableFuture, a CompletionStage, a Mono or a Flux."),
                arguments(Scheduled.class,
                        "'keys' is '#ids' on Scheduled.call(List), but a method with several keys cannot be recomputed by a schedule. "
                                + "Remove '@ScheduledRecompute', or put it on a method with one key."),
                arguments(OtherValues.class,
                        "Cache 'a' holds what OtherValues.one(String) returns, 'java.lang.String', "
                                + "and what OtherValues.several(List) returns, 'io.github.stampedesafe.interceptor.InvalidLaterKeysTests$Item', "
                                + "but all values of a cache have one type. Write another 'cacheName' on one of them."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

}
