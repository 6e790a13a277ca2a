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

package io.github.stampedesafe.benchmarks.comparison;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlanTests {

    @Test
    void everythingIsComparedFiveTimes() {
        Plan plan = Plan.of();

        assertThat(plan.peers()).hasSize(PeerKind.values().length - 1).doesNotContain(PeerKind.OURS_STALE);
        assertThat(plan.scenarios()).containsExactly(Scenario.values());
        assertThat(plan.runs()).isEqualTo(5);
        assertThat(plan.processes()).isEqualTo(3);
        assertThat(plan.callers()).isEqualTo(32);
        assertThat(plan.output()).isEqualTo("benchmarks/results/comparison.json");
    }

    @Test
    void quickPlanComparesAllPeersOnceInFewScenarios() {
        Plan plan = Plan.of("--quick");

        assertThat(plan.peers()).hasSize(PeerKind.values().length - 1).doesNotContain(PeerKind.OURS_STALE);
        assertThat(plan.scenarios()).hasSizeLessThan(Scenario.values().length);
        assertThat(plan.processes()).isEqualTo(2);
        assertThat(plan.runs()).isEqualTo(1);
        assertThat(plan.output()).isEqualTo("benchmarks/target/comparison-quick.json");
    }

    @Test
    void optionsNarrowThePlan() {
        Plan plan = Plan.of("--quick", "--peers=ours,none", "--scenarios=cold", "--runs=2", "--processes=2",
                "--callers=4", "--output=here.json");

        assertThat(plan.peers()).containsExactly(PeerKind.OURS, PeerKind.NONE);
        assertThat(plan.scenarios()).containsExactly(Scenario.COLD);
        assertThat(plan).extracting(Plan::runs, Plan::processes, Plan::callers, Plan::output)
            .containsExactly(2, 2, 4, "here.json");
    }

    @Test
    void wrongOptionsAreRefusedWithWhatToWrite() {
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of("--fast"))
            .withMessage("Unknown: --fast. Write --quick, --peers=none,ours, --scenarios=cold,evict, --runs=5, "
                    + "--processes=3, --callers=32 or --output=FILE.");
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of("--runs=many"))
            .withMessage("'--runs' is a whole number, not 'many'.");
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of("--processes=1"))
            .withMessage("At least 1 run, 2 processes and 4 callers are needed, not 5, 1 and 32.");
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of("--peers=none,any"))
            .withMessageStartingWith("There is no peer 'any'. Name some of [none, spring, ");
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of("--scenarios=hot"))
            .withMessageStartingWith("There is no scenario 'hot'. Name some of [cold, ");
    }

}
