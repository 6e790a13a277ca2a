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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a share of the time allows. */
class LoadBudgetTests {

    private final LoadBudget budget = new LoadBudget(0.5);

    @Test
    void theShareOfTenSecondsMayBeSpentAtOnce() {
        this.budget.spend(Duration.ofMillis(4900));
        assertThat(this.budget.isLeft()).isTrue();
        this.budget.spend(Duration.ofMillis(100));
        assertThat(this.budget.isLeft()).isFalse();
    }

    @Test
    void noMoreThanThatIsSaved() {
        this.budget.earn(1000);
        this.budget.spend(Duration.ofSeconds(5));
        assertThat(this.budget.isLeft()).isFalse();
    }

    @Test
    void whatALoadTookTooMuchIsEarnedBeforeTheNext() {
        this.budget.spend(Duration.ofSeconds(8));
        this.budget.earn(5);
        assertThat(this.budget.isLeft()).isFalse();
        this.budget.earn(1.1);
        assertThat(this.budget.isLeft()).isTrue();
    }

    @Test
    void savingsAreSpentWithoutADebt() {
        LoadBudget budget = new LoadBudget(0.5);
        budget.spendSavings(Duration.ofSeconds(3600));
        assertThat(budget.isLeft()).isFalse();
        budget.earn(0.25);
        assertThat(budget.isLeft()).isTrue();
        budget.spend(Duration.ofSeconds(10));
        budget.spendSavings(Duration.ofSeconds(3600));
        budget.earn(19);
        assertThat(budget.isLeft()).isFalse();
        budget.earn(1);
        assertThat(budget.isLeft()).isTrue();
    }

}
