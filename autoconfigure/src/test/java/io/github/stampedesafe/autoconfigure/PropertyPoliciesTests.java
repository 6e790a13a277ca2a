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
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import io.github.stampedesafe.policy.BetaChoice;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.OnUnfaithful;
import io.github.stampedesafe.policy.OnWaitTimeout;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyPoliciesTests {

    private static final PolicyLayer ANNOTATION = PolicyLayer.from(SettingSource.annotation("Shop.totals()"))
        .ttl(Duration.ofSeconds(7))
        .beta(2.0)
        .build();

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

    @Test
    void everySettingOfACacheReachesItsPolicy() {
        String prefix = "stampede-safe.caches.totals.";
        Policies policies = policies(prefix + "ttl=1s", prefix + "jitter=0.2", prefix + "beta=3",
                prefix + "early-expiration=adaptive", prefix + "target-wait-rate=0.01",
                prefix + "stale-while-revalidate=4s", prefix + "stale-if-error=5s", prefix + "null-ttl=6s",
                prefix + "failure-ttl=7s", prefix + "load-deadline=8s", prefix + "wait-timeout=9s",
                prefix + "on-wait-timeout=load", prefix + "max-concurrent-loads=11", prefix + "max-waiting-loads=12",
                prefix + "max-entry-size=13KB", prefix + "compress-above=14B", prefix + "on-unfaithful=store");
        assertThat(policies.policy("totals", null)).isEqualTo(new Policy(Duration.ofSeconds(1), 0.2, 3,
                BetaChoice.ADAPTIVE, 0.01, Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6),
                Duration.ofSeconds(7), Duration.ofSeconds(8), Duration.ofSeconds(9), OnWaitTimeout.LOAD, 11, 12,
                new ByteSize(13 * 1024), new ByteSize(14), OnUnfaithful.STORE));
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
            .collect(Collectors.toMap(EffectivePolicy.Setting::name, EffectivePolicy.Setting::origin));
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
