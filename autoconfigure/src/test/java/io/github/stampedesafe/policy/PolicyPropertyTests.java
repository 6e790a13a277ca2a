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
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for any policy layers, and any duration, drawn from a seed. */
class PolicyPropertyTests {

    private static final int ROUNDS = 20_000;

    private final Random random = new Random(20261121);

    @Test
    void eachSettingComesFromTheFirstLayerThatHasIt() {
        for (int i = 0; i < ROUNDS; i++) {
            PolicyLayer[] layers = { layer(), layer(), layer() };
            Policy policy = Policy.resolve(layers);
            assertThat(policy.ttl()).isEqualTo(first(layers, PolicyLayer::ttl, Policy.resolve().ttl()));
            assertThat(policy.jitter()).isEqualTo(first(layers, PolicyLayer::jitter, Policy.resolve().jitter()));
            assertThat(policy.beta()).isEqualTo(first(layers, PolicyLayer::beta, Policy.resolve().beta()));
            assertThat(policy.staleIfError())
                .isEqualTo(first(layers, PolicyLayer::staleIfError, Policy.resolve().staleIfError()));
            assertThat(policy.failureTtl())
                .isEqualTo(first(layers, PolicyLayer::failureTtl, Policy.resolve().failureTtl()));
            assertThat(policy.waitTimeout()).isEqualTo(first(layers, PolicyLayer::waitTimeout, null));
            assertThat(policy.onWaitTimeout())
                .isEqualTo(first(layers, PolicyLayer::onWaitTimeout, Policy.resolve().onWaitTimeout()));
            assertThat(policy.maxConcurrentLoads())
                .isEqualTo(first(layers, PolicyLayer::maxConcurrentLoads, Policy.resolve().maxConcurrentLoads()));
        }
    }

    @Test
    void aLayerThatSaysNothingChangesNothing() {
        PolicyLayer nothing = PolicyLayer.from(SettingSource.properties("nothing")).build();
        for (int i = 0; i < ROUNDS; i++) {
            PolicyLayer layer = layer();
            assertThat(Policy.resolve(nothing, layer, nothing)).isEqualTo(Policy.resolve(layer));
        }
    }

    @Test
    void aDurationThatIsWrittenIsReadAsTheSame() {
        long[] scales = { 1, 1_000, 1_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L };
        for (int i = 0; i < ROUNDS; i++) {
            Duration duration = Duration
                .ofNanos((this.random.nextInt(200_000) - 100_000) * scales[this.random.nextInt(scales.length)]);
            assertThat(DurationStyle.detectAndParse(DurationText.of(duration))).isEqualTo(duration);
        }
    }

    private PolicyLayer layer() {
        return PolicyLayer.from(SettingSource.properties("layer"))
            .ttl(maybe(Duration.ofMillis(1 + this.random.nextInt(1_000_000))))
            .jitter(maybe(this.random.nextInt(10) / 10.0))
            .beta(maybe((double) this.random.nextInt(1_001)))
            .staleIfError(maybe(Duration.ofMillis(this.random.nextInt(1_000))))
            .failureTtl(maybe(Duration.ofMillis(this.random.nextInt(1_000))))
            .waitTimeout(maybe(Duration.ofMillis(1 + this.random.nextInt(1_000))))
            .onWaitTimeout(maybe(OnWaitTimeout.LOAD))
            .maxConcurrentLoads(maybe(this.random.nextInt(100)))
            .build();
    }

    private <T> T maybe(T value) {
        return this.random.nextBoolean() ? value : null;
    }

    private static <T> T first(PolicyLayer[] layers, Function<PolicyLayer, T> setting, T otherwise) {
        return Arrays.stream(layers).map(setting).filter(Objects::nonNull).findFirst().orElse(otherwise);
    }

}
