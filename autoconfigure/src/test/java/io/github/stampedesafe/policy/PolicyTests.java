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

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.testing.SampleValues;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.FAILURE_TTL;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.LOAD_DEADLINE;
import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_ENTRY_SIZE;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TARGET_WAIT_RATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PolicyTests {

    private static final SettingSource DEFAULTS = SettingSource.properties("stampede-safe.defaults");

    private static final SettingSource CACHE = SettingSource.properties("stampede-safe.caches.totals");

    private static final SettingSource METHOD = SettingSource.annotation("OrderService.totals(String)");

    static List<Setting<?>> settings() {
        return PolicySettings.all();
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void theCachesPropertyWinsOverTheAnnotationAndThatOverTheDefault(Setting<T> setting) {
        List<T> values = SampleValues.of(setting);
        PolicyLayer cache = PolicyLayer.from(CACHE).with(setting, values.get(0));
        PolicyLayer annotation = PolicyLayer.from(METHOD).with(setting, values.get(1));
        PolicyLayer defaults = PolicyLayer.from(DEFAULTS).with(setting, values.get(2));
        PolicyLayer silent = PolicyLayer.from(CACHE);
        assertThat(setting.of(Policy.resolve(cache, annotation, defaults))).isEqualTo(values.get(0));
        assertThat(setting.of(Policy.resolve(silent, annotation, defaults))).isEqualTo(values.get(1));
        assertThat(setting.of(Policy.resolve(silent, silent, defaults))).isEqualTo(values.get(2));
        assertThat(setting.of(Policy.resolve(silent, silent, silent))).isEqualTo(setting.builtIn());
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void oneSettingChangesNoOther(Setting<T> setting) {
        Policy changed = Policy.resolve(PolicyLayer.from(CACHE).with(setting, SampleValues.of(setting).get(0)));
        settings().stream()
            .filter((other) -> other != setting)
            .forEach((other) -> assertThat(other.of(changed)).isEqualTo(other.builtIn()));
    }

    @Test
    void everyComponentOfAPolicyIsTheSettingOfItsName() {
        assertThat(Arrays.stream(Policy.class.getRecordComponents())
            .map((component) -> component.getName() + " of "
                    + MethodType.methodType(component.getType()).wrap().returnType()))
            .containsExactlyElementsOf(
                    settings().stream().map((setting) -> setting.attribute() + " of " + setting.type()).toList());
    }

    @Test
    void aValueThatIsTakenBackIsLeftToTheNextLayer() {
        PolicyLayer layer = PolicyLayer.from(CACHE).with(TTL, Duration.ofSeconds(7));
        assertThat(layer.get(TTL)).hasSeconds(7);
        assertThat(layer.with(TTL, null).get(TTL)).isNull();
        assertThat(layer.with(TTL, Duration.ofSeconds(8)).get(TTL)).hasSeconds(8);
        assertThat(layer.get(TTL)).hasSeconds(7);
    }

    static Stream<Arguments> mistakes() {
        Duration tooLong = Duration.ofDays(3650).plusMillis(1);
        return Stream.of(
                arguments(METHOD, TTL, Duration.ofSeconds(-5),
                        "'ttl' must be positive but is '-5s' on OrderService.totals(String). Write a duration such as "
                                + "'10m', or leave it out to use 'stampede-safe.defaults.ttl'."),
                arguments(DEFAULTS, TTL, Duration.ZERO,
                        "'stampede-safe.defaults.ttl' must be positive but is '0s'. Write a duration such as '10m'."),
                arguments(CACHE, TTL, Duration.ofNanos(999_999),
                        "'stampede-safe.caches.totals.ttl' must be at least 1ms but is '999999ns'. Write a duration "
                                + "such as '10m'."),
                arguments(CACHE, TTL, tooLong,
                        "'stampede-safe.caches.totals.ttl' must be at most 3650d but is '315360000001ms'. Write a "
                                + "duration such as '10m'."),
                arguments(METHOD, JITTER, 0.91,
                        "'jitter' must be between 0 and 0.9 but is '0.91' on OrderService.totals(String). Write a "
                                + "share of the ttl such as '0.1', or leave it out to use "
                                + "'stampede-safe.defaults.jitter'."),
                arguments(CACHE, JITTER, Double.NaN,
                        "'stampede-safe.caches.totals.jitter' must be between 0 and 0.9 but is 'NaN'. Write a share "
                                + "of the ttl such as '0.1'."),
                arguments(CACHE, BETA, -0.1,
                        "'stampede-safe.caches.totals.beta' must be between 0 and 1000 but is '-0.1'. Write a number "
                                + "such as '1.0', '0' to switch early refresh off."),
                arguments(CACHE, TARGET_WAIT_RATE, 0.0,
                        "'stampede-safe.caches.totals.target-wait-rate' must be more than 0 and less than 1 but is "
                                + "'0.0'. Write a share of the refreshes such as '0.001'."),
                arguments(DEFAULTS, TARGET_WAIT_RATE, 1.0,
                        "'stampede-safe.defaults.target-wait-rate' must be more than 0 and less than 1 but is '1.0'. "
                                + "Write a share of the refreshes such as '0.001'."),
                arguments(CACHE, STALE_WHILE_REVALIDATE, Duration.ofMillis(-1),
                        "'stampede-safe.caches.totals.stale-while-revalidate' must not be negative but is '-1ms'. "
                                + "Write a duration such as '1h'."),
                arguments(METHOD, STALE_IF_ERROR, Duration.ofMinutes(-1),
                        "'staleIfError' must not be negative but is '-1m' on OrderService.totals(String). Write a "
                                + "duration such as '1h', or leave it out to use "
                                + "'stampede-safe.defaults.stale-if-error'."),
                arguments(CACHE, NULL_TTL, Duration.ofHours(-1),
                        "'stampede-safe.caches.totals.null-ttl' must not be negative but is '-1h'. Write a duration "
                                + "such as '1m'."),
                arguments(CACHE, FAILURE_TTL, Duration.ofDays(-1),
                        "'stampede-safe.caches.totals.failure-ttl' must not be negative but is '-1d'. Write a "
                                + "duration such as '5s'."),
                arguments(CACHE, LOAD_DEADLINE, Duration.ZERO,
                        "'stampede-safe.caches.totals.load-deadline' must be positive but is '0s'. Write a duration "
                                + "such as '2m'."),
                arguments(CACHE, WAIT_TIMEOUT, Duration.ZERO,
                        "'stampede-safe.caches.totals.wait-timeout' must be positive but is '0s'. Write a duration "
                                + "such as '3s'."),
                arguments(CACHE, MAX_CONCURRENT_LOADS, -1,
                        "'stampede-safe.caches.totals.max-concurrent-loads' must not be negative but is '-1'. Write "
                                + "a number such as '8', '0' for no limit."),
                arguments(CACHE, MAX_WAITING_LOADS, 0,
                        "'stampede-safe.caches.totals.max-waiting-loads' must be between 1 and 1000000 but is '0'. "
                                + "Write a number such as '1000'."),
                arguments(CACHE, MAX_WAITING_LOADS, 1_000_001,
                        "'stampede-safe.caches.totals.max-waiting-loads' must be between 1 and 1000000 but is "
                                + "'1000001'. Write a number such as '1000'."),
                arguments(CACHE, MAX_ENTRY_SIZE, new ByteSize(0),
                        "'stampede-safe.caches.totals.max-entry-size' must be between 1B and 512MB but is '0B'. Write a "
                                + "size such as '4MB'."),
                arguments(CACHE, MAX_ENTRY_SIZE, ByteSize.ofMegabytes(513),
                        "'stampede-safe.caches.totals.max-entry-size' must be between 1B and 512MB but is '513MB'. "
                                + "Write a size such as '4MB'."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    <T> void saysWhichSettingIsWrongWhereAndWhatToWrite(SettingSource source, Setting<T> setting, T wrong,
            String message) {
        PolicyLayer layer = PolicyLayer.from(source);
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> layer.with(setting, wrong))
            .withMessage(message)
            .satisfies((ex) -> assertThat(ex.problem() + " " + ex.remedy()).isEqualTo(message));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aPolicyCannotHoldAWrongValueEither(SettingSource source, Setting<?> setting, Object wrong) {
        @Nullable Object[] values = settings().stream().map((other) -> (other == setting) ? wrong : other.builtIn()).toArray();
        Class<?>[] types = Arrays.stream(Policy.class.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class[]::new);
        assertThatExceptionOfType(InvocationTargetException.class)
            .isThrownBy(() -> Policy.class.getConstructor(types).newInstance(values))
            .havingCause()
            .isInstanceOf(InvalidSettingException.class)
            .withMessageStartingWith("'policy.%s' must ", setting.name());
    }

    @Test
    void aPolicyThatChecksFewerSettingsThanAreDeclaredIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> PolicySettings.check(Duration.ofMinutes(1)))
            .withMessage("A policy has %d settings, not 1".formatted(settings().size()));
    }

    @Test
    void limitsThemselvesAreAllowed() {
        Duration longest = Duration.ofDays(3650);
        assertThat(Policy
            .resolve(PolicyLayer.from(CACHE)
                .with(TTL, Duration.ofMillis(1))
                .with(JITTER, 0.9)
                .with(BETA, 1000.0)
                .with(STALE_WHILE_REVALIDATE, longest)
                .with(STALE_IF_ERROR, longest)
                .with(NULL_TTL, Duration.ZERO)
                .with(LOAD_DEADLINE, longest)
                .with(WAIT_TIMEOUT, Duration.ofMillis(1))
                .with(MAX_WAITING_LOADS, 1_000_000)
                .with(MAX_ENTRY_SIZE, ByteSize.ofMegabytes(512)))
            .staleWindow()).isEqualTo(longest);
    }

}
