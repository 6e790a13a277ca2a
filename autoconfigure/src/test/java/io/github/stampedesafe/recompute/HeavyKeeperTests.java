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

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.testing.ScriptedRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The sketch of keys that are not counted one by one. */
class HeavyKeeperTests {

    private final SplittableRandom random = new SplittableRandom(42);

    private final HeavyKeeper sketch = new HeavyKeeper(4096, this.random);

    @Test
    void aKeyAloneIsCountedExactly() {
        for (int i = 1; i <= 1000; i++) {
            assertThat(this.sketch.add("DE".hashCode())).isEqualTo(i);
        }
    }

    @Test
    void aScanOfAMillionKeysLeavesNoneOfThemPopular() {
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            most = Math.max(most, this.sketch.add(("scanned" + i).hashCode()));
        }
        // Two keys in one bucket with one fingerprint, one in 65536, look like one.
        assertThat(most).isLessThanOrEqualTo(4);
    }

    @Test
    void aPopularKeySurvivesAScan() {
        for (int i = 0; i < 100; i++) {
            this.sketch.add("DE".hashCode());
        }
        for (int i = 0; i < 1_000_000; i++) {
            this.sketch.add(("scanned" + i).hashCode());
        }
        assertThat(this.sketch.add("DE".hashCode())).isGreaterThan(50);
    }

    @Test
    void aCountIsWornDownBeforeItsBucketIsTakenOver() {
        HeavyKeeper narrow = new HeavyKeeper(1, this.random);
        for (int i = 0; i < 20; i++) {
            narrow.add("DE".hashCode());
        }
        for (int i = 0; i < 10; i++) {
            assertThat(narrow.add("FR".hashCode())).isZero();
        }
        assertThat(narrow.add("DE".hashCode())).isBetween(11, 21);
    }

    @Test
    void whoWearsACountDownTakesOverAfterItsLastOccurrence() {
        HeavyKeeper narrow = new HeavyKeeper(1, new ScriptedRandom()); // each wears down
        for (int i = 0; i < 3; i++) {
            narrow.add("DE".hashCode());
        }
        assertThat(narrow.add("FR".hashCode())).isZero();
        assertThat(narrow.add("FR".hashCode())).isZero();
        assertThat(narrow.add("FR".hashCode())).isOne();
        assertThat(narrow.add("FR".hashCode())).isEqualTo(2);
    }

    @Test
    void countsHalveWithAge() {
        for (int i = 0; i < 100; i++) {
            this.sketch.add("DE".hashCode());
        }
        this.sketch.age();
        assertThat(this.sketch.add("DE".hashCode())).isEqualTo(51);
        for (int i = 0; i < 10; i++) {
            this.sketch.age();
        }
        assertThat(this.sketch.add("DE".hashCode())).isEqualTo(1);
    }

    @Test
    void countsEndAtTheirBound() {
        int last = 0;
        for (int i = 0; i < 70_000; i++) {
            last = this.sketch.add(7);
        }
        assertThat(last).isEqualTo(65_535);
    }

    @Test
    void theWidthIsAPowerOfTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeavyKeeper(1000, this.random))
            .withMessage("The width must be a power of two but is 1000");
    }

}
