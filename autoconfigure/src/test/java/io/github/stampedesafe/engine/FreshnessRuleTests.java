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

package io.github.stampedesafe.engine;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

class FreshnessRuleTests {

    private static final Instant FILLED = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0} s old, expired {1}, swr {2} s, sie {3} s: {4}")
    @CsvSource({ // age, expired, swr, sie, judgement
            "0, false, 0, 0, FRESH", "9.999, false, 0, 0, FRESH", "10, false, 0, 0, ABSENT", "10, false, 60, 0, STALE",
            "69.999, false, 60, 0, STALE", "70, false, 60, 0, ABSENT", "10, false, 0, 60, STALE_IF_ERROR",
            "69.999, false, 0, 60, STALE_IF_ERROR", "70, false, 0, 60, ABSENT", "30, false, 20, 60, STALE_IF_ERROR",
            "29.999, false, 20, 60, STALE", "69.999, false, 60, 20, STALE", "70, false, 60, 20, ABSENT",
            "0, true, 0, 0, STALE", "9.999, true, 0, 0, STALE", "10, true, 0, 0, ABSENT",
            "10, true, 0, 60, STALE_IF_ERROR", "9, false, 0, 0, FRESH", "10, false, 60, 0, STALE" })
    void judgesByTime(double age, boolean expired, long swr, long sie, Freshness judgement) {
        // A load of one second that ended at FILLED, fresh for ten seconds.
        Entry entry = new Entry(FILLED.minusSeconds(1), FILLED.plusSeconds(10), Duration.ofSeconds(1), null,
                Entry.Kind.VALUE, Payload.of(new byte[0]));
        Policy policy = Scene.policy(Scene.rules()
            .with(BETA, 1.0)
            .with(STALE_WHILE_REVALIDATE, Scene.seconds(swr))
            .with(STALE_IF_ERROR, Scene.seconds(sie)));
        Instant now = FILLED.plusMillis(Math.round(age * 1000));
        assertThat(FreshnessRule.of(entry, expired, policy, now)).isEqualTo(judgement);
    }

    @Test
    void nullHasNoStaleWindowHoweverLongItIsKept() {
        Entry entry = new Entry(FILLED, FILLED.plusSeconds(10), Duration.ofSeconds(1), 3L, Entry.Kind.VALUE,
                Payload.ofNull());
        Policy policy = Scene.policy(
                Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)).with(STALE_IF_ERROR, Scene.seconds(60)));
        assertThat(FreshnessRule.of(entry, false, policy, FILLED.plusMillis(9_999))).isEqualTo(Freshness.FRESH);
        assertThat(FreshnessRule.of(entry, false, policy, FILLED.plusSeconds(10))).isEqualTo(Freshness.ABSENT);
    }

    @Test
    void anEntryFromAnInstanceWhoseClockIsAheadIsFresh() {
        Entry entry = new Entry(FILLED.plusSeconds(5), FILLED.plusSeconds(15), Duration.ofSeconds(1), null,
                Entry.Kind.VALUE, Payload.ofNull());
        assertThat(FreshnessRule.of(entry, false, Scene.policy(Scene.rules().with(BETA, 1000.0)), FILLED))
            .isEqualTo(Freshness.FRESH);
    }

}
