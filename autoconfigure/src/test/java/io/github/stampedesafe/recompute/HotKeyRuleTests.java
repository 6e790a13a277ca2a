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

package io.github.stampedesafe.recompute;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who enters the hot keys, who stays, and what counts where there is not room for all.
 */
class HotKeyRuleTests {

    private final HotKeyRule rule = new HotKeyRule(true, 10, 3, null);

    @ParameterizedTest
    @CsvSource({ "0, 3.0, true", "9, 3.0, true", "10, 3.0, false", "9, 2.9, false" })
    void aKeyEntersByItsRankAndItsRate(int rank, double rate, boolean isHot) {
        assertThat(this.rule.isMet(false, rank, rate)).isEqualTo(isHot);
    }

    @ParameterizedTest
    @CsvSource({ "14, 2.0, true", "15, 2.0, false", "14, 1.9, false" })
    void aHotKeyStaysForHalfAsMuchMore(int rank, double rate, boolean isHot) {
        assertThat(this.rule.isMet(true, rank, rate)).isEqualTo(isHot);
    }

    @Test
    void aHotKeyIsWorthHalfAsMuchMoreThanOneOfItsScore() {
        TrackedKey key = new TrackedKey(new CacheKey("totals", "DE"));
        key.updateRank(10, 8, this.rule);
        assertThat(key.worth()).isEqualTo(8);
        key.updateRank(9, 8, this.rule);
        assertThat(key.worth()).isEqualTo(12);
    }

}
