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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Expressions on the result of a method that can never be evaluated, and others. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidResultsTests {

    private static final String NO_RESULT = ", but the method brings no '#result'. Use the parameters instead.";

    private static final String NO_NUMBER = ", but io.github.stampedesafe.interceptor.InvalidResultsTests$Item has no property 'number'. Write one that it has.";

    record Item(String id, List<String> names) {
    }

    static class KeyOfNothing {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#result")
        public void call(String id) {
        }

    }

    static class KeysOfNothing {

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#result.![id]")
        public Mono<Void> call(List<String> ids) {
            return Mono.empty();
        }

    }

    static class VersionOfNothing {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#id", version = "#result")
        public CompletableFuture<Void> call(String id) {
            return CompletableFuture.completedFuture(null);
        }

    }

    static class KeyOfAList {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#result.id")
        public Flux<Item> call(String id) {
            return Flux.empty();
        }

    }

    static class ListWithAProperty {

        @StampedeSafeCacheable(cacheName = "a", unless = "#result.isMissing()")
        public Flux<Item> call(String id) {
            return Flux.empty();
        }

    }

    static class KeysOfElements {

        @StampedeSafeCachePut(cacheName = "a", keys = "#result.![number]", keyOf = "id")
        public Flux<Item> call(String id) {
            return Flux.empty();
        }

    }

    static class KeysOfAProperty {

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#result.number")
        public @Nullable Item call(String id) {
            return null;
        }

    }

    static class KeysOfFoundElements {

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#items.?[#this.number > 1]")
        public void call(Item[] items) {
        }

    }

    static class VersionOfAProperty {

        @StampedeSafeCacheable(cacheName = "a", version = "#result.number")
        public @Nullable Item call(String id) {
            return null;
        }

    }

    static class VersionOfARemoval {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#item.id", version = "#item.number")
        public void call(Item item) {
        }

    }

    static class VersionOfEach {

        @StampedeSafeCachePut(cacheName = "a", keys = "#ids", version = "#result.number")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class UnlessOfEach {

        @StampedeSafeCacheable(cacheName = "a", keys = "#ids", unless = "#result.number == 1")
        public @Nullable Map<String, Item> call(List<String> ids) {
            return null;
        }

    }

    static class Fine {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#result.id", condition = "#result != null")
        public void conditional(String id) {
        }

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#result", condition = "#result != null")
        public Mono<Void> conditionals(String id) {
            return Mono.empty();
        }

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#result.![id]", condition = "#result.size() < 9")
        public Flux<Item> elements(String id) {
            return Flux.empty();
        }

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#items.?[#this.id.empty].![names.![#this.trim()]]")
        public void nested(List<Item> items) {
        }

        @StampedeSafeCacheable(cacheName = "b", keys = "#ids", keyOf = "names.![#this.length()]",
                unless = "#result.id == 'x'", version = "#result.names.size()")
        public ArrayList<Item> each(List<List<Integer>> ids) {
            return new ArrayList<>();
        }

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#any.![anything]")
        public void any(Iterable<?> any) {
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(arguments(KeyOfNothing.class, "'key' is '#result' on KeyOfNothing.call(String)" + NO_RESULT),
                arguments(KeysOfNothing.class, "'keys' is '#result.![id]' on KeysOfNothing.call(List)" + NO_RESULT),
                arguments(VersionOfNothing.class,
                        "'version' is '#result' on VersionOfNothing.call(String)" + NO_RESULT),
                arguments(KeyOfAList.class,
                        "'key' is '#result.id' on KeyOfAList.call(String), but java.util.ArrayList has no property 'id'. Write one that it has."),
                arguments(ListWithAProperty.class,
                        "'unless' is '#result.isMissing()' on ListWithAProperty.call(String), but java.util.ArrayList has no method 'isMissing'. Write one that it has."),
                arguments(KeysOfElements.class,
                        "'keys' is '#result.![number]' on KeysOfElements.call(String)" + NO_NUMBER),
                arguments(KeysOfAProperty.class,
                        "'keys' is '#result.number' on KeysOfAProperty.call(String)" + NO_NUMBER),
                arguments(KeysOfFoundElements.class,
                        "'keys' is '#items.?[#this.number > 1]' on KeysOfFoundElements.call(Item[])" + NO_NUMBER),
                arguments(VersionOfAProperty.class,
                        "'version' is '#result.number' on VersionOfAProperty.call(String)" + NO_NUMBER),
                arguments(VersionOfARemoval.class,
                        "'version' is '#item.number' on VersionOfARemoval.call(Item)" + NO_NUMBER),
                arguments(VersionOfEach.class, "'version' is '#result.number' on VersionOfEach.call(List)" + NO_NUMBER),
                arguments(UnlessOfEach.class,
                        "'unless' is '#result.number == 1' on UnlessOfEach.call(List)" + NO_NUMBER));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

    @Test
    void whatCanBeEvaluatedIsNeitherRefusedNorWarnedOf(CapturedOutput output) {
        CacheContext.started((context) -> context.registerBean(Fine.class)).close();
        assertThat(output).doesNotContain("Fine.");
    }

}
