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
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.EffectivePolicy.Applied;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;

class EffectivePolicyTests {

    private static final SettingSource CACHE = SettingSource.properties("stampede-safe.caches.totals");

    private static final SettingSource METHOD = SettingSource.annotation("OrderService.totals(String)");

    private static final SettingSource DEFAULTS = SettingSource.properties("stampede-safe.defaults");

    @Test
    void everySettingKnowsWhoSetIt() {
        EffectivePolicy effective = EffectivePolicy.resolve(
                PolicyLayer.from(CACHE).with(TTL, Duration.ofMinutes(5)).with(ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD),
                PolicyLayer.from(METHOD)
                    .with(TTL, Duration.ofMinutes(1))
                    .with(STALE_WHILE_REVALIDATE, Duration.ofHours(1)),
                PolicyLayer.from(DEFAULTS).with(BETA, 0.5).with(STALE_WHILE_REVALIDATE, Duration.ofHours(2)));
        assertThat(effective.settings())
            .contains(new Applied("ttl", "5m", "stampede-safe.caches.totals.ttl"),
                    new Applied("stale-while-revalidate", "1h", "staleWhileRevalidate on OrderService.totals(String)"),
                    new Applied("on-wait-timeout", "load", "stampede-safe.caches.totals.on-wait-timeout"),
                    new Applied("beta", "0.5", "stampede-safe.defaults.beta"), new Applied("jitter", "0.1", "built in"),
                    new Applied("wait-timeout", null, "built in"))
            .map(Applied::name)
            .containsExactlyElementsOf(names());
    }

    @Test
    void whatItSaysIsWhatApplies() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 1000; i++) {
            PolicyLayer[] layers = { layer(CACHE, random), layer(METHOD, random), layer(DEFAULTS, random) };
            EffectivePolicy effective = EffectivePolicy.resolve(layers);
            assertThat(effective.policy()).isEqualTo(Policy.resolve(layers));
            assertThat(origin(effective, "ttl")).isEqualTo(Arrays.stream(layers)
                .filter((layer) -> effective.policy().ttl().equals(layer.get(TTL)))
                .findFirst()
                .map((layer) -> layer.source().origin("ttl"))
                .orElse("built in"));
        }
    }

    @Test
    void aPolicyOfAnotherMakerIsHis() {
        assertThat(EffectivePolicy.of(Policy.resolve(), "com.acme.Policies").settings())
            .allSatisfy((setting) -> assertThat(setting.origin()).isEqualTo("com.acme.Policies"))
            .map(Applied::name)
            .containsExactlyElementsOf(names());
        Policies lambda = (cache, annotation) -> Policy.resolve();
        assertThat(lambda.effective("totals", null).policy()).isEqualTo(Policy.resolve());
    }

    private static List<String> names() {
        return PolicySettings.all().stream().map(Setting::name).toList();
    }

    private static String origin(EffectivePolicy effective, String name) {
        return effective.settings()
            .stream()
            .filter((setting) -> setting.name().equals(name))
            .findFirst()
            .orElseThrow()
            .origin();
    }

    /** No two layers set the same value. */
    private static PolicyLayer layer(SettingSource source, RandomGenerator random) {
        return PolicyLayer.from(source)
            .with(TTL, maybe(random, Duration.ofMillis(random.nextLong(1, 1L << 38))))
            .with(BETA, maybe(random, random.nextDouble(1000)))
            .with(MAX_WAITING_LOADS, maybe(random, random.nextInt(1, 1_000_000)));
    }

    private static <T> @Nullable T maybe(RandomGenerator random, T value) {
        return random.nextBoolean() ? value : null;
    }

}
