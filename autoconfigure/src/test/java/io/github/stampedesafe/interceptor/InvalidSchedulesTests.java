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
import org.springframework.core.NestedExceptionUtils;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Schedules that cannot work. Each class has one mistake, which stops the start. */
class InvalidSchedulesTests {

    static class Uncached {

        @ScheduledRecompute(fixedRate = "1m")
        public String call() {
            return "";
        }

    }

    static class Twice {

        @StampedeSafeCacheable("near")
        @StampedeSafeCacheable("far")
        @ScheduledRecompute(fixedRate = "1m")
        public String call() {
            return "";
        }

    }

    static class Never {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute
        public String call() {
            return "";
        }

    }

    static class Both {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "1m", cron = "0 0 * * * *")
        public String call() {
            return "";
        }

    }

    static class ZoneOfNothing {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "1m", zone = "Europe/Berlin")
        public String call() {
            return "";
        }

    }

    static class NoArguments {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "1m")
        public String call(String id) {
            return id;
        }

    }

    static class NeedlessArguments {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "1m", arguments = "{1}")
        public String call() {
            return "";
        }

    }

    static class BadArguments {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "1m", arguments = "{1")
        public String call(String id) {
            return id;
        }

    }

    static class ArgumentsOfNoCall {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "1m", arguments = "{#id}")
        public String call(String id) {
            return id;
        }

    }

    static class NoSupplier {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "1m", arguments = "bean")
        public String call(String id) {
            return id;
        }

    }

    static class BadCron {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(cron = "0 6 * * *")
        public String call() {
            return "";
        }

    }

    static class BadZone {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(cron = "0 0 6 * * *", zone = "Berlin")
        public String call() {
            return "";
        }

    }

    static class BadRate {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedRate = "${totals.bad}")
        public String call() {
            return "";
        }

    }

    static class NoDelay {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedDelay = "0s")
        public String call() {
            return "";
        }

    }

    static class UnknownPlaceholder {

        @StampedeSafeCacheable("a")
        @ScheduledRecompute(fixedDelay = "${totals.unknown}")
        public String call() {
            return "";
        }

    }

    static class SlowerThanLife {

        @StampedeSafeCacheable(cacheName = "a", ttl = "10m", jitter = 0.2, staleWhileRevalidate = "1m")
        @ScheduledRecompute(fixedRate = "541s")
        public String call() {
            return "";
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(Uncached.class,
                        "'@ScheduledRecompute' is on Uncached.call(), which has no '@StampedeSafeCacheable'. Add it, "
                                + "or remove the annotation."),
                arguments(Twice.class,
                        "'@ScheduledRecompute' is on Twice.call(), which has 2 '@StampedeSafeCacheable', and only one "
                                + "can be recomputed. Keep one of them, or remove the annotation."),
                arguments(Never.class,
                        "'@ScheduledRecompute' on Never.call() does not say when. Set one of 'fixedRate', "
                                + "'fixedDelay' and 'cron'."),
                arguments(Both.class,
                        "'fixedRate' is '1m' and 'cron' is '0 0 * * * *' on Both.call(), but only one can say when. "
                                + "Remove the others."),
                arguments(ZoneOfNothing.class,
                        "'zone' is 'Europe/Berlin' on ZoneOfNothing.call(), but there is no 'cron' that it could be "
                                + "of. Remove it."),
                arguments(NoArguments.class,
                        "'@ScheduledRecompute' on NoArguments.call(String) does not say with which 'arguments'. Write "
                                + "an expression such as '@countries.busiest()', or the name of a Supplier bean."),
                arguments(NeedlessArguments.class,
                        "'arguments' is '{1}' on NeedlessArguments.call(), which has no parameters. Remove it."),
                arguments(BadArguments.class,
                        "'arguments' must be a SpEL expression but is '{1' on BadArguments.call(String) (EL1044E: "
                                + "Unexpectedly ran out of input). Write an expression such as "
                                + "'@countries.busiest()' or '{'DE', 'FR'}'."),
                arguments(ArgumentsOfNoCall.class,
                        "'arguments' is '{#id}' on ArgumentsOfNoCall.call(String), but there is no call whose "
                                + "parameters it could use. Write an expression such as '@countries.busiest()' or "
                                + "'{'DE', 'FR'}'."),
                arguments(NoSupplier.class,
                        "'arguments' must be an expression or the name of a Supplier or Callable bean but is 'bean' "
                                + "on NoSupplier.call(String). Write the name of such a bean, or an expression such "
                                + "as '@bean.busiest()'."),
                arguments(BadCron.class,
                        "'cron' must be a cron expression of six fields but is '0 6 * * *' on BadCron.call(). Write "
                                + "one such as '0 0 6 * * MON-FRI', or '-' to switch it off."),
                arguments(BadZone.class,
                        "'zone' must be a time zone but is 'Berlin' on BadZone.call(). Write one such as "
                                + "'Europe/Berlin'."),
                arguments(BadRate.class,
                        "'fixedRate' must be a duration but is '10 minutes' on BadRate.call(). Write a duration such "
                                + "as '10m'."),
                arguments(NoDelay.class,
                        "'fixedDelay' must be at least 1ms but is '0s' on NoDelay.call(). Write a duration such as "
                                + "'10m'."),
                arguments(UnknownPlaceholder.class,
                        "'fixedDelay' must have no unknown placeholder but is '${totals.unknown}' on "
                                + "UnknownPlaceholder.call(). Define the property, give it a default such as "
                                + "'${totals.rate:10m}'."),
                arguments(SlowerThanLife.class,
                        "'fixedRate' is '541s' on SlowerThanLife.call(), but a value may live for only 9m ('ttl' less "
                                + "'jitter', and 'staleWhileRevalidate'), so that there would be none in between. "
                                + "Make it shorter, or let values live longer."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheStart(Class<?> mistaken, String message) {
        Throwable failure = catchThrowable(
                () -> CacheContext.started((context) -> context.registerBean("bean", mistaken)).close());
        assertThat(NestedExceptionUtils.getMostSpecificCause(failure)).isInstanceOf(InvalidSettingException.class)
            .hasMessage(message);
    }

}
