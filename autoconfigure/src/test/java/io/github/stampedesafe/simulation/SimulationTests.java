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

package io.github.stampedesafe.simulation;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.testing.ModelEntryStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The engine under interleavings and faults that a seed decides. More of them:
 * {@code -Dsimulation.schedules=1000000}; others: {@code -Dsimulation.first=20000}; one
 * of them step by step: {@code -Dsimulation.seed=17}; only with some troubles:
 * {@code -Dsimulation.troubles=CHANGES,OUTAGE}.
 */
@Tag("any-jdk")
class SimulationTests {

    private static final Long SEED = Long.getLong("simulation.seed");

    private static final Set<Trouble> FOCUS = Trouble.parse(System.getProperty("simulation.troubles", ""));

    @Test
    void everyInvariantHoldsInEverySchedule() {
        assumeTrue(SEED == null);
        int count = Integer.getInteger("simulation.schedules", 20_000);
        Schedules.Report report = Schedules.play(ModelEntryStore::new, FOCUS, Long.getLong("simulation.first", 0),
                count);
        assertThat(report.failureText()).isEmpty();
        assertThat(report.played()).isEqualTo(count);
    }

    @Test
    void aSeedAloneDecidesWhatHappens() {
        for (long seed = 0; seed < 300; seed++) {
            assertThat(trace(seed)).as("seed %d", seed).isNotEmpty().isEqualTo(trace(seed));
        }
    }

    @Test
    void nothingIsDifferentWhenSomebodyLooks() {
        try (Simulation simulation = new Simulation("looked at", ModelEntryStore::new, Set.of())) {
            for (long seed = 0; seed < 100; seed++) {
                assertThat(simulation.play(seed, true).choices()).isEqualTo(simulation.play(seed, false).choices());
            }
        }
    }

    @Test
    void theGivenSeedHoldsEveryInvariant() {
        assumeTrue(SEED != null, "-Dsimulation.seed is not set");
        try (Simulation simulation = new Simulation("replay", ModelEntryStore::new, FOCUS)) {
            Simulation.Result result = simulation.play(SEED, true);
            result.trace().forEach(System.out::println);
            assertThat(result.violations()).isEmpty();
        }
    }

    private static List<String> trace(long seed) {
        try (Simulation simulation = new Simulation("replay", ModelEntryStore::new, Set.of())) {
            return simulation.play(seed, true).trace();
        }
    }

}
