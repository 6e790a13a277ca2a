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

package io.github.stampedesafe.policy;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PolicyTests {

    private static final SettingSource DEFAULTS = SettingSource.properties("stampede-safe.defaults");

    private static final SettingSource CACHE = SettingSource.properties("stampede-safe.caches.totals");

    private static final SettingSource METHOD = SettingSource.annotation("OrderService.totals(String)");

    @Test
    void withoutAnySettingTheBuiltInDefaultsHold() {
        assertThat(Policy.resolve()).isEqualTo(new Policy(Duration.ofMinutes(10), 0.1, 1.0, BetaChoice.FIXED, 0.001,
                Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(2), null,
                OnWaitTimeout.FAIL, 0, 1000, ByteSize.ofMegabytes(4), new ByteSize(0), OnUnfaithful.REFUSE));
    }

    static Stream<Setting<?>> settings() {
        return Stream.of(ofDuration("ttl", PolicyLayer.Builder::ttl, Policy::ttl),
                new Setting<>("jitter", PolicyLayer.Builder::jitter, Policy::jitter, List.of(0.2, 0.3, 0.4)),
                new Setting<>("beta", PolicyLayer.Builder::beta, Policy::beta, List.of(2.0, 3.0, 0.0)),
                new Setting<>("earlyExpiration", PolicyLayer.Builder::earlyExpiration, Policy::earlyExpiration,
                        List.of(BetaChoice.ADAPTIVE, BetaChoice.FIXED, BetaChoice.ADAPTIVE)),
                new Setting<>("targetWaitRate", PolicyLayer.Builder::targetWaitRate, Policy::targetWaitRate,
                        List.of(0.1, 0.01, 0.0001)),
                ofDuration("swr", PolicyLayer.Builder::staleWhileRevalidate, Policy::staleWhileRevalidate),
                ofDuration("sie", PolicyLayer.Builder::staleIfError, Policy::staleIfError),
                ofDuration("nullTtl", PolicyLayer.Builder::nullTtl, Policy::nullTtl),
                ofDuration("failureTtl", PolicyLayer.Builder::failureTtl, Policy::failureTtl),
                ofDuration("loadDeadline", PolicyLayer.Builder::loadDeadline, Policy::loadDeadline),
                ofDuration("waitTimeout", PolicyLayer.Builder::waitTimeout, Policy::waitTimeout),
                new Setting<>("onWaitTimeout", PolicyLayer.Builder::onWaitTimeout, Policy::onWaitTimeout,
                        List.of(OnWaitTimeout.LOAD, OnWaitTimeout.FAIL, OnWaitTimeout.LOAD)),
                new Setting<>("maxConcurrentLoads", PolicyLayer.Builder::maxConcurrentLoads, Policy::maxConcurrentLoads,
                        List.of(1, 2, 3)),
                new Setting<>("maxWaitingLoads", PolicyLayer.Builder::maxWaitingLoads, Policy::maxWaitingLoads,
                        List.of(1, 2, 3)),
                new Setting<>("maxEntrySize", PolicyLayer.Builder::maxEntrySize, Policy::maxEntrySize,
                        List.of(new ByteSize(1), new ByteSize(2), new ByteSize(3))),
                new Setting<>("compressAbove", PolicyLayer.Builder::compressAbove, Policy::compressAbove,
                        List.of(new ByteSize(1), new ByteSize(2), new ByteSize(3))),
                new Setting<>("onUnfaithful", PolicyLayer.Builder::onUnfaithful, Policy::onUnfaithful,
                        List.of(OnUnfaithful.STORE, OnUnfaithful.REFUSE, OnUnfaithful.STORE)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void theCachesPropertyWinsOverTheAnnotationAndThatOverTheDefault(Setting<T> setting) {
        PolicyLayer cache = setting.layer(CACHE, 0);
        PolicyLayer annotation = setting.layer(METHOD, 1);
        PolicyLayer defaults = setting.layer(DEFAULTS, 2);
        PolicyLayer silent = PolicyLayer.from(CACHE).build();
        assertThat(setting.of(Policy.resolve(cache, annotation, defaults))).isEqualTo(setting.values.get(0));
        assertThat(setting.of(Policy.resolve(silent, annotation, defaults))).isEqualTo(setting.values.get(1));
        assertThat(setting.of(Policy.resolve(silent, silent, defaults))).isEqualTo(setting.values.get(2));
        assertThat(setting.of(Policy.resolve(silent, silent, silent))).isEqualTo(setting.of(Policy.resolve()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void oneSettingChangesNoOther(Setting<T> setting) {
        Policy changed = Policy.resolve(setting.layer(CACHE, 0));
        settings().filter((other) -> !other.name.equals(setting.name))
            .forEach((other) -> assertThat(other.of(changed)).isEqualTo(other.of(Policy.resolve())));
    }

    static Stream<Arguments> mistakes() {
        Duration tooLong = Duration.ofDays(3650).plusMillis(1);
        return Stream.of(
                arguments(PolicyLayer.from(METHOD).ttl(Duration.ofSeconds(-5)),
                        "'ttl' must be positive but is '-5s' on OrderService.totals(String). Write a duration such as "
                                + "'10m', or leave it out to use 'stampede-safe.defaults.ttl'."),
                arguments(PolicyLayer.from(DEFAULTS).ttl(Duration.ZERO),
                        "'stampede-safe.defaults.ttl' must be positive but is '0s'. Write a duration such as '10m'."),
                arguments(PolicyLayer.from(CACHE).ttl(Duration.ofNanos(999_999)),
                        "'stampede-safe.caches.totals.ttl' must be at least 1ms but is '999999ns'. Write a duration "
                                + "such as '10m'."),
                arguments(PolicyLayer.from(CACHE).ttl(tooLong),
                        "'stampede-safe.caches.totals.ttl' must be at most 3650d but is '315360000001ms'. Write a "
                                + "duration such as '10m'."),
                arguments(PolicyLayer.from(METHOD).jitter(0.91),
                        "'jitter' must be between 0 and 0.9 but is '0.91' on OrderService.totals(String). Write a "
                                + "share of the ttl such as '0.1', or leave it out to use "
                                + "'stampede-safe.defaults.jitter'."),
                arguments(PolicyLayer.from(CACHE).jitter(Double.NaN),
                        "'stampede-safe.caches.totals.jitter' must be between 0 and 0.9 but is 'NaN'. Write a share "
                                + "of the ttl such as '0.1'."),
                arguments(PolicyLayer.from(CACHE).beta(-0.1),
                        "'stampede-safe.caches.totals.beta' must be between 0 and 1000 but is '-0.1'. Write a number "
                                + "such as '1.0', '0' to switch early renewal off."),
                arguments(PolicyLayer.from(CACHE).targetWaitRate(0.0),
                        "'stampede-safe.caches.totals.target-wait-rate' must be more than 0 and less than 1 but is "
                                + "'0.0'. Write a share of the renewals such as '0.001'."),
                arguments(PolicyLayer.from(DEFAULTS).targetWaitRate(1.0),
                        "'stampede-safe.defaults.target-wait-rate' must be more than 0 and less than 1 but is '1.0'. "
                                + "Write a share of the renewals such as '0.001'."),
                arguments(PolicyLayer.from(CACHE).staleWhileRevalidate(Duration.ofMillis(-1)),
                        "'stampede-safe.caches.totals.stale-while-revalidate' must not be negative but is '-1ms'. "
                                + "Write a duration such as '1h'."),
                arguments(PolicyLayer.from(METHOD).staleIfError(Duration.ofMinutes(-1)),
                        "'staleIfError' must not be negative but is '-1m' on OrderService.totals(String). Write a "
                                + "duration such as '1h', or leave it out to use "
                                + "'stampede-safe.defaults.stale-if-error'."),
                arguments(PolicyLayer.from(CACHE).nullTtl(Duration.ofHours(-1)),
                        "'stampede-safe.caches.totals.null-ttl' must not be negative but is '-1h'. Write a duration "
                                + "such as '1m'."),
                arguments(PolicyLayer.from(CACHE).failureTtl(Duration.ofDays(-1)),
                        "'stampede-safe.caches.totals.failure-ttl' must not be negative but is '-1d'. Write a "
                                + "duration such as '5s'."),
                arguments(PolicyLayer.from(CACHE).loadDeadline(Duration.ZERO),
                        "'stampede-safe.caches.totals.load-deadline' must be positive but is '0s'. Write a duration "
                                + "such as '2m'."),
                arguments(PolicyLayer.from(CACHE).waitTimeout(Duration.ZERO),
                        "'stampede-safe.caches.totals.wait-timeout' must be positive but is '0s'. Write a duration "
                                + "such as '3s'."),
                arguments(PolicyLayer.from(CACHE).maxConcurrentLoads(-1),
                        "'stampede-safe.caches.totals.max-concurrent-loads' must not be negative but is '-1'. Write "
                                + "a number such as '8', '0' for no limit."),
                arguments(PolicyLayer.from(CACHE).maxWaitingLoads(0),
                        "'stampede-safe.caches.totals.max-waiting-loads' must be between 1 and 1000000 but is '0'. "
                                + "Write a number such as '1000'."),
                arguments(PolicyLayer.from(CACHE).maxWaitingLoads(1_000_001),
                        "'stampede-safe.caches.totals.max-waiting-loads' must be between 1 and 1000000 but is "
                                + "'1000001'. Write a number such as '1000'."),
                arguments(PolicyLayer.from(CACHE).maxEntrySize(new ByteSize(0)),
                        "'stampede-safe.caches.totals.max-entry-size' must be between 1B and 512MB but is '0B'. Write a "
                                + "size such as '4MB'."),
                arguments(PolicyLayer.from(CACHE).maxEntrySize(ByteSize.ofMegabytes(513)),
                        "'stampede-safe.caches.totals.max-entry-size' must be between 1B and 512MB but is '513MB'. "
                                + "Write a size such as '4MB'."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhichSettingIsWrongWhereAndWhatToWrite(PolicyLayer.Builder wrong, String message) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(wrong::build)
            .withMessage(message)
            .satisfies((ex) -> assertThat(ex.problem() + " " + ex.remedy()).isEqualTo(message));
    }

    @Test
    void aPolicyCannotHoldAWrongValueEither() {
        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> new Policy(Duration.ZERO, 0.1, 1.0, BetaChoice.FIXED, 0.001, Duration.ZERO, Duration.ZERO,
                    Duration.ZERO, Duration.ZERO, Duration.ofMinutes(2), null, OnWaitTimeout.FAIL, 0, 1000,
                    ByteSize.ofMegabytes(4), new ByteSize(0), OnUnfaithful.REFUSE))
            .withMessage("'policy.ttl' must be positive but is '0s'. Write a duration such as '10m'.");
    }

    @Test
    void limitsThemselvesAreAllowed() {
        Duration longest = Duration.ofDays(3650);
        assertThat(Policy
            .resolve(PolicyLayer.from(CACHE)
                .ttl(Duration.ofMillis(1))
                .jitter(0.9)
                .beta(1000.0)
                .staleWhileRevalidate(longest)
                .staleIfError(longest)
                .nullTtl(Duration.ZERO)
                .loadDeadline(longest)
                .waitTimeout(Duration.ofMillis(1))
                .build())
            .staleWindow()).isEqualTo(longest);
    }

    private static Setting<Duration> ofDuration(String name,
            BiFunction<PolicyLayer.Builder, Duration, PolicyLayer.Builder> set,
            Function<Policy, @Nullable Duration> get) {
        return new Setting<>(name, set, get,
                List.of(Duration.ofSeconds(11), Duration.ofSeconds(22), Duration.ofSeconds(33)));
    }

    record Setting<T>(String name, BiFunction<PolicyLayer.Builder, T, PolicyLayer.Builder> set,
            Function<Policy, @Nullable T> get, List<T> values) {

        PolicyLayer layer(SettingSource source, int value) {
            return this.set.apply(PolicyLayer.from(source), this.values.get(value)).build();
        }

        @Nullable T of(Policy policy) {
            return this.get.apply(policy);
        }

        @Override
        public String toString() {
            return this.name;
        }

    }

}
