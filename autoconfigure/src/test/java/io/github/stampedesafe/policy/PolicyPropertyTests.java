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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.FAILURE_TTL;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
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
            PolicySettings.all()
                .forEach((setting) -> assertThat((Object) setting.of(policy)).isEqualTo(first(layers, setting)));
        }
    }

    @Test
    void aLayerThatSaysNothingChangesNothing() {
        PolicyLayer nothing = PolicyLayer.from(SettingSource.properties("nothing"));
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
            .with(TTL, maybe(Duration.ofMillis(1 + this.random.nextInt(1_000_000))))
            .with(JITTER, maybe(this.random.nextInt(10) / 10.0))
            .with(BETA, maybe((double) this.random.nextInt(1_001)))
            .with(STALE_IF_ERROR, maybe(Duration.ofMillis(this.random.nextInt(1_000))))
            .with(FAILURE_TTL, maybe(Duration.ofMillis(this.random.nextInt(1_000))))
            .with(WAIT_TIMEOUT, maybe(Duration.ofMillis(1 + this.random.nextInt(1_000))))
            .with(ON_WAIT_TIMEOUT, maybe(OnWaitTimeout.LOAD))
            .with(MAX_CONCURRENT_LOADS, maybe(this.random.nextInt(100)));
    }

    private <T> @Nullable T maybe(T value) {
        return this.random.nextBoolean() ? value : null;
    }

    private static @Nullable Object first(PolicyLayer[] layers, Setting<?> setting) {
        return Arrays.stream(layers)
            .<@Nullable Object>map((layer) -> layer.get(setting))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(setting.builtIn());
    }

}
