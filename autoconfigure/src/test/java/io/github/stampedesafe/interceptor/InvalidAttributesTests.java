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

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Attributes that contradict each other. Each class has one mistake, which stops its
 * creation.
 */
class InvalidAttributesTests {

    static class NoName {

        @StampedeSafeCacheable(key = "#id")
        public String call(String id) {
            return id;
        }

    }

    static class BadName {

        @StampedeSafeCacheEvict("a:b")
        public String call(String id) {
            return id;
        }

    }

    static class TwoKeys {

        @StampedeSafeCacheable(cacheName = "a", key = "#id", keyGenerator = "ids")
        public String call(String id) {
            return id;
        }

    }

    static class AllEntriesWithKey {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#id", allEntries = true)
        public String call(String id) {
            return id;
        }

    }

    static class AllEntriesWithGenerator {

        @StampedeSafeCacheEvict(cacheName = "a", keyGenerator = "ids", allEntries = true)
        public String call(String id) {
            return id;
        }

    }

    static class VersionedExpire {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#id", version = "#id.length()", mode = EvictMode.EXPIRE)
        public String call(String id) {
            return id;
        }

    }

    static class VersionOfAll {

        @StampedeSafeCacheEvict(cacheName = "a", version = "#id.length()", allEntries = true)
        public String call(String id) {
            return id;
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(NoName.class,
                        "'cacheName' must have at least one character and no colon, brace, blank or "
                                + "control character but is '' on NoName.call(String). Write a name such as 'totals'."),
                arguments(BadName.class, "'cacheName' must have at least one character and no colon, brace, blank or "
                        + "control character but is 'a:b' on BadName.call(String). Write a name such as 'totals'."),
                arguments(TwoKeys.class,
                        "'key' is '#id' and 'keyGenerator' is 'ids' on TwoKeys.call(String), but only "
                                + "one can make the key. Remove one of them."),
                arguments(AllEntriesWithKey.class,
                        "'allEntries' is 'true' and 'key' is '#id' on "
                                + "AllEntriesWithKey.call(String), but all entries have no key. Remove one of them."),
                arguments(AllEntriesWithGenerator.class, "'allEntries' is 'true' and 'keyGenerator' is 'ids' on "
                        + "AllEntriesWithGenerator.call(String), but all entries have no key. Remove one of them."),
                arguments(VersionedExpire.class,
                        "'version' is '#id.length()' and 'mode' is 'EXPIRE' on VersionedExpire.call(String), but only "
                                + "the removal of one entry has a version. Remove one of them."),
                arguments(VersionOfAll.class,
                        "'version' is '#id.length()' and 'allEntries' is 'true' on VersionOfAll.call(String), but only "
                                + "the removal of one entry has a version. Remove one of them."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

    @Test
    void secondMistakeOfAClassIsFoundThoughSpringStopsAtTheFirstMatch() {
        class Second {

            @StampedeSafeCacheable("a")
            public String first(String id) {
                return id;
            }

            @StampedeSafeCacheable("a b")
            public String second(String id) {
                return id;
            }

        }
        Throwable failure = catchThrowable(
                () -> CacheContext.started((context) -> context.registerBean("bean", Second.class, Second::new))
                    .close());
        assertThat(failure).rootCause().hasMessageContaining("'a b' on Second.second(String)");
    }

}
