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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Annotations about several keys that cannot work. Each class has one mistake, which
 * stops its creation.
 */
class InvalidKeysTests {

    record Item(String id) {
    }

    static class KeyBeside {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", key = "#ids")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class GeneratorBeside {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", keyGenerator = "ids")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class KeyOfAlone {

        @StampedeSafeCacheable(cacheName = "a", keyOf = "id")
        public @Nullable List<Item> call(List<String> ids) {
            return null;
        }

    }

    static class TwoCaches {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        @StampedeSafeCacheable(cacheName = "b", keys = "#ids")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class Scheduled {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        @ScheduledRecompute(fixedRate = "1m", arguments = "{'a'}")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class Expression {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids.subList(0, 1)")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class Unknown {

        @StampedeSafeCacheable(cacheName = "a", keys = "#keys")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class NoKeyOf {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable Set<Item> call(List<String> ids) {
            return null;
        }

    }

    static class KeyOfMap {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", keyOf = "id")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class OtherKeys {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", keyOf = "id")
        public @Nullable Collection<Item> call(List<Long> ids) {
            return null;
        }

    }

    static class NoSuchProperty {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", keyOf = "number")
        public @Nullable Collection<Item> call(List<Long> ids) {
            return null;
        }

    }

    static class NoExpression {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", keyOf = "id(")
        public @Nullable Collection<Item> call(List<Long> ids) {
            return null;
        }

    }

    static class OtherValues {

        @StampedeSafeCacheable(cacheName = "a", key = "#id")
        public @Nullable Map<String, Item> one(String id) {
            return null;
        }

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids")
        public @Nullable Map<String, Item> several(List<String> ids) {
            return null;
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(arguments(KeyBeside.class,
                "'keys' is '#ids' and 'key' is '#ids' on KeyBeside.call(List), but only one can make the keys. Remove one of them."),
                arguments(GeneratorBeside.class,
                        "'keys' is '#ids' and 'keyGenerator' is 'ids' on GeneratorBeside.call(List), but only one can make the keys. Remove one of them."),
                arguments(KeyOfAlone.class,
                        "'keyOf' is 'id' on KeyOfAlone.call(List), but there are no 'keys'. Write 'keys', or remove it."),
                arguments(TwoCaches.class,
                        "'keys' is '#ids' on TwoCaches.call(List), but only one cache can be asked for several keys. Keep one '@StampedeSafeCacheable'."),
                arguments(Scheduled.class,
                        "'keys' is '#ids' on Scheduled.call(List), but a method with several keys cannot be recomputed by a schedule. "
                                + "Remove '@ScheduledRecompute', or put it on a method with one key."),
                arguments(Expression.class,
                        "'keys' is '#ids.subList(0, 1)' on Expression.call(List), but the method has to be called with some of the keys only. "
                                + "Write a parameter such as '#ids', or a projection of one such as '#ids.![#tenant + ':' + #this]'."),
                arguments(Unknown.class,
                        "'keys' is '#keys' on Unknown.call(List), but '#keys' is unknown. Use one of '#root', '#ids'."),
                arguments(NoKeyOf.class,
                        "'keys' is '#ids' on NoKeyOf.call(List), but the values that are returned do not tell their keys. "
                                + "Write 'keyOf', such as 'id', or return a Map from ids to values."),
                arguments(KeyOfMap.class,
                        "'keys' is '#ids' and 'keyOf' is 'id' on KeyOfMap.call(List), but the map that is returned tells the keys. Remove 'keyOf'."),
                arguments(OtherKeys.class,
                        "'keys' is '#ids' and 'keyOf' is 'id' on OtherKeys.call(List), but a String is never the key of a Long. Make their types the same."),
                arguments(NoSuchProperty.class,
                        "'keyOf' is 'number' on NoSuchProperty.call(List), but io.github.stampedesafe.interceptor.InvalidKeysTests$Item has no property 'number'. Write one that it has."),
                arguments(NoExpression.class,
                        "'keyOf' must be a SpEL expression but is 'id(' on NoExpression.call(List) (EL1051E: Unexpectedly ran out of arguments). "
                                + "Write an expression such as '#country', with texts in single quotes."),
                arguments(OtherValues.class,
                        "Cache 'a' holds what OtherValues.one(String) returns, 'java.util.Map<java.lang.String, io.github.stampedesafe.interceptor.InvalidKeysTests$Item>', "
                                + "and what OtherValues.several(List) returns, 'io.github.stampedesafe.interceptor.InvalidKeysTests$Item', "
                                + "but all values of a cache have one type. Write another 'cacheName' on one of them."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

}
