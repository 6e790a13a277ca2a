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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.PolicySettings;
import io.github.stampedesafe.policy.Setting;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.testing.SampleValues;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PropertyPoliciesTests {

    private static final PolicyLayer ANNOTATION = PolicyLayer.from(SettingSource.annotation("Shop.totals()"))
        .with(TTL, Duration.ofSeconds(7))
        .with(BETA, 2.0);

    @Test
    void withoutAnyPropertyThePolicyIsTheBuiltInOne() {
        assertThat(policies().policy("totals", null)).isEqualTo(Policy.resolve());
    }

    @Test
    void theDefaultsReplaceWhatIsBuiltIn() {
        Policies policies = policies("stampede-safe.defaults.ttl=1h");
        assertThat(policies.policy("totals", null).ttl()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theAnnotationWinsOverTheDefaults() {
        Policies policies = policies("stampede-safe.defaults.ttl=1h", "stampede-safe.defaults.beta=3",
                "stampede-safe.defaults.jitter=0.3");
        Policy policy = policies.policy("totals", ANNOTATION);
        assertThat(policy.ttl()).isEqualTo(Duration.ofSeconds(7));
        assertThat(policy.beta()).isEqualTo(2.0);
        assertThat(policy.jitter()).isEqualTo(0.3);
    }

    @Test
    void thePropertiesOfTheCacheWinOverTheAnnotation() {
        Policies policies = policies("stampede-safe.caches.totals.ttl=3m", "stampede-safe.caches.other.beta=9");
        Policy policy = policies.policy("totals", ANNOTATION);
        assertThat(policy.ttl()).isEqualTo(Duration.ofMinutes(3));
        assertThat(policy.beta()).isEqualTo(2.0);
        assertThat(policies.policy("more", ANNOTATION).ttl()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void everySettingOfACacheReachesItsPolicy(Setting<T> setting) {
        T value = SampleValues.of(setting).get(0);
        Policies policies = policies("stampede-safe.caches.totals.%s=%s".formatted(setting.name(), Setting.text(value)),
                "stampede-safe.defaults.%s=%s".formatted(setting.name(),
                        Setting.text(SampleValues.of(setting).get(1))));
        assertThat(setting.of(policies.policy("totals", null))).isEqualTo(value);
        assertThat(setting.of(policies.policy("other", null))).isEqualTo(SampleValues.of(setting).get(1));
    }

    static List<Setting<?>> settings() {
        return PolicySettings.all();
    }

    @Test
    void aNegativeSizeIsRefused() {
        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> policies("stampede-safe.caches.totals.compress-above=-1B"))
            .withMessage("'stampede-safe.caches.totals.compress-above' must not be negative but is '-1B'. Write a size "
                    + "such as '4KB', '0' to compress nothing.");
    }

    @Test
    void everySettingNamesThePropertyThatSetIt() {
        String prefix = "stampede-safe.caches[my.totals].";
        Policies policies = policies(prefix + "ttl=1s", "stampede-safe.caches.my-orders.null-ttl=6s",
                "stampede-safe.defaults.failure-ttl=7s");
        assertThat(origins(policies, "my.totals")).containsEntry("ttl", prefix + "ttl")
            .containsEntry("beta", "beta on Shop.totals()")
            .containsEntry("failure-ttl", "stampede-safe.defaults.failure-ttl")
            .containsEntry("load-deadline", "built in");
        assertThat(origins(policies, "my-orders")).containsEntry("null-ttl", "stampede-safe.caches.my-orders.null-ttl");
    }

    private static Map<String, String> origins(Policies policies, String cache) {
        return policies.effective(cache, ANNOTATION)
            .settings()
            .stream()
            .collect(Collectors.toMap(EffectivePolicy.Applied::name, EffectivePolicy.Applied::origin));
    }

    private static Policies policies(String... properties) {
        MockEnvironment environment = new MockEnvironment();
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            environment.setProperty(parts[0], parts[1]);
        }
        return new PropertyPolicies(
                Binder.get(environment).bindOrCreate("stampede-safe", StampedeSafeProperties.class));
    }

}
