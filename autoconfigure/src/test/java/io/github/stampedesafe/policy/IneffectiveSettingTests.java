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

import org.junit.jupiter.api.Test;

import static io.github.stampedesafe.policy.PolicySettings.EARLY_EXPIRATION;
import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TARGET_WAIT_RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class IneffectiveSettingTests {

    private final PolicyLayer layer = PolicyLayer.from(SettingSource.properties("stampede-safe.caches.totals"));

    @Test
    void defaultsAreNoMistake() {
        assertThat(IneffectiveSetting.of(EffectivePolicy.resolve())).isEmpty();
    }

    @Test
    void shorterStaleIfErrorAddsNothing() {
        PolicyLayer hour = this.layer.with(STALE_WHILE_REVALIDATE, Duration.ofHours(1));
        for (Duration useless : new Duration[] { Duration.ofMinutes(1), Duration.ofHours(1) }) {
            assertThat(of(hour.with(STALE_IF_ERROR, useless))).isEqualTo(
                    "stampede-safe.caches.totals.stale-if-error: 'stale-while-revalidate' is '1h' and serves old values as long, whether loads fail or not");
        }
        assertThat(of(hour.with(STALE_IF_ERROR, Duration.ofHours(2)))).isEmpty();
        assertThat(of(hour.with(STALE_IF_ERROR, Duration.ZERO))).isEmpty();
    }

    @Test
    void targetOfAnotherModeIsNotRead() {
        PolicyLayer target = this.layer.with(TARGET_WAIT_RATE, 0.01);
        assertThat(of(target)).isEqualTo("stampede-safe.caches.totals.target-wait-rate: 'early-expiration' is 'fixed'");
        assertThat(of(target.with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE))).isEmpty();
    }

    @Test
    void boundOfAWaitThatNeverIsBoundsNothing() {
        PolicyLayer waiting = this.layer.with(MAX_WAITING_LOADS, 5);
        assertThat(of(waiting)).isEqualTo(
                "stampede-safe.caches.totals.max-waiting-loads: 'max-concurrent-loads' is '0', so that no load waits");
        assertThat(of(waiting.with(MAX_CONCURRENT_LOADS, 1))).isEmpty();
    }

    @Test
    void annotationIsNamedAsItIsWritten() {
        PolicyLayer annotation = PolicyLayer.from(SettingSource.annotation("Orders.totals(String)"))
            .with(STALE_IF_ERROR, Duration.ofMinutes(1));
        assertThat(IneffectiveSetting
            .of(EffectivePolicy.resolve(this.layer.with(STALE_WHILE_REVALIDATE, Duration.ofHours(1)), annotation)))
            .extracting((found) -> found.setting().origin(), (found) -> found.setting().value())
            .containsExactly(tuple("staleIfError on Orders.totals(String)", "1m"));
    }

    private static String of(PolicyLayer layer) {
        return IneffectiveSetting.of(EffectivePolicy.resolve(layer))
            .stream()
            .map((found) -> found.setting().origin() + ": " + found.reason())
            .reduce("", String::concat);
    }

}
