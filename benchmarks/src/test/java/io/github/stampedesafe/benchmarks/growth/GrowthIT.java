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

package io.github.stampedesafe.benchmarks.growth;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the measurement of growth counts, on a small scale. */
@Tag("any-jdk")
class GrowthIT {

    private static final GrowthPlan PLAN = new GrowthPlan(List.of(1, 3), List.of(1_000), List.of(1, 50), List.of(1, 20),
            50);

    @Test
    void countsArePlausible() {
        GrowthResults results = Growth.measure(PLAN);
        assertThat(results.instances()).extracting(GrowthResults.Instances::instances).containsExactly(1, 3);
        assertThat(results.instances()).allSatisfy((row) -> {
            assertThat(row.loads()).isEqualTo(1);
            assertThat(row.hit()).isBetween(1.0, 1.5);
            assertThat(row.miss()).isGreaterThan(3);
            assertThat(row.missBytes()).isPositive();
            assertThat(row.evict()).isGreaterThanOrEqualTo(2);
        });
        assertThat(results.signals()).extracting(GrowthResults.Signals::subscribers).containsExactly(1, 20);
        assertThat(results.waiters()).extracting(GrowthResults.Waiters::loads).containsExactly(1L, 1L);
        assertThat(results.waiters().get(1).commands()).isGreaterThan(50);
        assertThat(results.waits()).hasSize(4).allSatisfy((row) -> assertThat(row.medianMicros()).isPositive());
        assertThat(results.keys()).singleElement().satisfies((row) -> {
            assertThat(row.bytes()).isBetween(400.0, 2_000.0);
            assertThat(row.hitMicros()).isPositive();
        });
        assertThat(results.entries()).allSatisfy((row) -> {
            assertThat(row.ours()).isBetween((long) row.characters(), row.springJdk());
            assertThat(row.springJson()).isGreaterThan(row.characters());
        });
    }

    @Test
    void theLargestNumbersAreWhatTheCommandLineSays() {
        assertThat(GrowthPlan.of())
            .isEqualTo(new GrowthPlan(List.of(1, 2, 4, 8, 16), List.of(1_000, 10_000, 100_000, 1_000_000),
                    List.of(1, 10, 100, 1_000, 10_000), List.of(1, 10, 100, 1_000), 500));
        assertThat(GrowthPlan.of("5", "2000", "9"))
            .isEqualTo(new GrowthPlan(List.of(1, 2, 4), List.of(1_000), List.of(1), List.of(1, 10, 100, 1_000), 500));
    }

}
