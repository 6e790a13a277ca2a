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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Expressions that cannot work. Each class has one mistake, which stops its creation. */
class InvalidExpressionsTests {

    static class BadSyntax {

        @StampedeSafeCacheable(cacheName = "a", condition = "#id.")
        public String call(String id) {
            return id;
        }

    }

    static class BlankExpression {

        @StampedeSafeCacheable(cacheName = "a", unless = " ")
        public String call(String id) {
            return id;
        }

    }

    static class UnknownParameter {

        @StampedeSafeCacheable(cacheName = "a", key = "'x' + #ident.trim()")
        public String call(String id, int number) {
            return id;
        }

    }

    static class UnknownParameterOfNone {

        @StampedeSafeCacheable(cacheName = "a", key = "#p0")
        public String call() {
            return "";
        }

    }

    static class ResultTooEarly {

        @StampedeSafeCacheable(cacheName = "a", condition = "#result != null")
        public String call(String id) {
            return id;
        }

    }

    static class ResultBeforeEvict {

        @StampedeSafeCacheEvict(cacheName = "a", key = "#result", beforeInvocation = true)
        public String call(String id) {
            return id;
        }

    }

    static class ForgottenHash {

        @StampedeSafeCacheable(cacheName = "a", key = "'x-' + id.trim()")
        public String call(String id) {
            return id;
        }

    }

    static class FairByResult {

        @StampedeSafeCacheable(cacheName = "a", fairnessKey = "#result")
        public String call(String id) {
            return id;
        }

    }

    static class FairByUnknown {

        @StampedeSafeCacheable(cacheName = "a", fairnessKey = "#tenant")
        public String call(String id) {
            return id;
        }

    }

    static class FairBySyntaxError {

        @StampedeSafeCacheable(cacheName = "a", fairnessKey = "#id.")
        public String call(String id) {
            return id;
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(BadSyntax.class, "'condition' must be a SpEL expression but is '#id.' on "
                        + "BadSyntax.call(String) (EL1044E: Unexpectedly ran out of input). Write an expression such "
                        + "as '#country', with texts in single quotes."),
                arguments(BlankExpression.class, "'unless' must be a SpEL expression but is ' ' on "
                        + "BlankExpression.call(String) ('expressionString' must not be null or blank). Write an "
                        + "expression such as '#country', with texts in single quotes."),
                arguments(UnknownParameter.class, "'key' is ''x' + #ident.trim()' on "
                        + "UnknownParameter.call(String, int), but '#ident' is unknown. Use one of '#root', '#id', "
                        + "'#number'."),
                arguments(UnknownParameterOfNone.class,
                        "'key' is '#p0' on UnknownParameterOfNone.call(), but '#p0' "
                                + "is unknown. Use one of '#root'."),
                arguments(ResultTooEarly.class,
                        "'condition' is '#result != null' on ResultTooEarly.call(String), but "
                                + "is evaluated before there is a '#result'. Use the parameters instead."),
                arguments(ResultBeforeEvict.class,
                        "'key' is '#result' on ResultBeforeEvict.call(String), but is "
                                + "evaluated before there is a '#result'. Use the parameters instead."),
                arguments(FairByResult.class,
                        "'fairnessKey' is '#result' on FairByResult.call(String), but is evaluated before there is a "
                                + "'#result'. Use the parameters instead."),
                arguments(FairByUnknown.class,
                        "'fairnessKey' is '#tenant' on FairByUnknown.call(String), but '#tenant' is unknown. Use one "
                                + "of '#root', '#id'."),
                arguments(FairBySyntaxError.class,
                        "'fairnessKey' must be a SpEL expression but is '#id.' on FairBySyntaxError.call(String) "
                                + "(EL1044E: Unexpectedly ran out of input). Write an expression such as '#country', "
                                + "with texts in single quotes."),
                arguments(ForgottenHash.class, "'key' is ''x-' + id.trim()' on ForgottenHash.call(String), but 'id' "
                        + "is no property of '#root'. Write '#id' for a parameter, and put a text in single quotes."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

}
