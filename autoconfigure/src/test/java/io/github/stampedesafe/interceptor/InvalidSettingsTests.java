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
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is only known when all beans are there. Each class has one mistake, which stops
 * the start.
 */
class InvalidSettingsTests {

    private static final String DURATION = "Write a duration such as '10m', or leave it out to use "
            + "'stampede-safe.defaults.ttl'.";

    static class UnknownGenerator {

        @StampedeSafeCacheable(cacheName = "a", keyGenerator = "ids")
        public String call(String id) {
            return id;
        }

    }

    static class WrongGenerator {

        @StampedeSafeCacheEvict(cacheName = "a", keyGenerator = "bean")
        public String call(String id) {
            return id;
        }

    }

    static class BadDuration {

        @StampedeSafeCacheable(cacheName = "a", ttl = "10 minutes")
        public String call(String id) {
            return id;
        }

    }

    static class HugeDuration {

        @StampedeSafeCacheable(cacheName = "a", ttl = "99999999999999999d")
        public String call(String id) {
            return id;
        }

    }

    static class BadPlaceholder {

        @StampedeSafeCacheable(cacheName = "a", ttl = "${totals.bad}")
        public String call(String id) {
            return id;
        }

    }

    static class UnknownPlaceholder {

        @StampedeSafeCachePut(cacheName = "a", nullTtl = "${totals.unknown}")
        public String call(String id) {
            return id;
        }

    }

    static class NegativeDuration {

        @StampedeSafeCacheable(cacheName = "a", ttl = "-5s")
        public String call(List<String> ids, int... numbers) {
            return "";
        }

    }

    static class NoUnit {

        @StampedeSafeCachePut(cacheName = "a", staleIfError = "${totals.number}")
        public String call(String id) {
            return id;
        }

    }

    static class ScheduledWithoutUnit {

        @ScheduledRecompute(fixedRate = "5")
        @StampedeSafeCacheable("a")
        public String call() {
            return "";
        }

    }

    static class BadJitter {

        @StampedeSafeCachePut(cacheName = "a", jitter = 1)
        public String call(String id) {
            return id;
        }

    }

    static class Unstorable {

        @StampedeSafeCacheable("a")
        public Thread call(String id) {
            return Thread.currentThread();
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(UnknownGenerator.class, "'keyGenerator' must be the name of a KeyGenerator bean but is 'ids' "
                        + "on UnknownGenerator.call(String). Write the name of a bean of type "
                        + "'org.springframework.cache.interceptor.KeyGenerator', or leave it out to use the arguments."),
                arguments(WrongGenerator.class, "'keyGenerator' must be the name of a KeyGenerator bean but is 'bean' "
                        + "on WrongGenerator.call(String). Write the name of a bean of type "
                        + "'org.springframework.cache.interceptor.KeyGenerator', or leave it out to use the arguments."),
                arguments(BadDuration.class,
                        "'ttl' must be a duration but is '10 minutes' on BadDuration.call(String). " + DURATION),
                arguments(HugeDuration.class,
                        "'ttl' must be a duration but is '99999999999999999d' on HugeDuration.call(String). "
                                + DURATION),
                arguments(BadPlaceholder.class,
                        "'ttl' must be a duration but is '${totals.bad} = 10 minutes' on "
                                + "BadPlaceholder.call(String). " + DURATION),
                arguments(UnknownPlaceholder.class, "'nullTtl' must have no unknown placeholder but is "
                        + "'${totals.unknown}' on UnknownPlaceholder.call(String). Define the property, give it a "
                        + "default such as '${totals.ttl:10m}', or leave it out to use "
                        + "'stampede-safe.defaults.null-ttl'."),
                arguments(NegativeDuration.class,
                        "'ttl' must be positive but is '-5s' on " + "NegativeDuration.call(List, int[]). " + DURATION),
                arguments(NoUnit.class,
                        "'staleIfError' must have a unit but is '${totals.number} = 30' on NoUnit.call(String). "
                                + "Write '30s', or '30ms' for milliseconds, or leave it out to use "
                                + "'stampede-safe.defaults.stale-if-error'."),
                arguments(ScheduledWithoutUnit.class,
                        "'fixedRate' must have a unit but is '5' on ScheduledWithoutUnit.call(). "
                                + "Write '5s', or '5ms' for milliseconds."),
                arguments(BadJitter.class,
                        "'jitter' must be between 0 and 0.9 but is '1.0' on BadJitter.call(String). "
                                + "Write a share of the ttl such as '0.1', or leave it out to use "
                                + "'stampede-safe.defaults.jitter'."),
                arguments(Unstorable.class, "What Unstorable.call(String) returns cannot be stored in cache 'a' "
                        + "(Threads cannot be written). Return another type, or define a serializer for the cache."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheStart(Class<?> mistaken, String message) {
        assertThatThrownBy(() -> start(mistaken)).isInstanceOf(InvalidSettingException.class).hasMessage(message);
    }

    private static void start(Class<?> mistaken) {
        CacheContext.started((context) -> context.registerBean("bean", mistaken)).close();
    }

}
