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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadLimitTests {

    private int told;

    private final LoadLimit limit = new LoadLimit(2, 10_000, () -> this.told++);

    @Test
    void aTenantWithFiveThousandColdKeysDoesNotStarveAnother() {
        List<LoadLimit.Permit> whale = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            whale.add(this.limit.enter("A"));
        }
        LoadLimit.Permit other = this.limit.enter("B");
        assertThat(whale.stream().filter(LoadLimit.Permit::isAdmitted)).hasSize(2);
        whale.get(0).close();
        assertThat(other.isAdmitted()).isFalse();
        whale.get(1).close();
        assertThat(other.isAdmitted()).isTrue();
        assertThat(whale.get(2).isAdmitted()).isTrue();
        assertThat(whale.get(3).isAdmitted()).isFalse();
        other.close();
        whale.forEach(LoadLimit.Permit::close);
        assertThat(this.limit.count()).isZero();
    }

    @Test
    void aPlaceThatIsLeftIsNobodysTurn() {
        this.limit.enter("A");
        LoadLimit.Permit running = this.limit.enter("A");
        LoadLimit.Permit left = this.limit.enter("A");
        LoadLimit.Permit next = this.limit.enter("A");
        left.close();
        running.close();
        assertThat(next.isAdmitted()).isTrue();
        assertThat(this.limit.count()).isEqualTo(2);
    }

    @Test
    void closingTwiceGivesOnePermitBack() {
        LoadLimit.Permit permit = this.limit.enter("A");
        this.limit.enter("A");
        permit.close();
        permit.close();
        assertThat(this.limit.count()).isOne();
        assertThat(this.limit.tryEnter()).isNotNull();
        assertThat(this.limit.tryEnter()).isNull();
    }

    @Test
    void aPermitThatIsSharedIsFreeWhenTheLastOneHasGivenItBack() {
        LoadLimit.Permit permit = this.limit.enter("A");
        LoadLimit.Permit second = permit.share();
        LoadLimit.Permit third = second.share();
        permit.close();
        permit.close();
        third.close();
        assertThat(this.limit.count()).isOne();
        assertThat(this.told).isZero();
        assertThat(second.isAdmitted()).isTrue();
        assertThat(second.isUsable()).isTrue();
        second.close();
        assertThat(this.limit.count()).isZero();
        assertThat(this.told).isOne();
        assertThat(second.isUsable()).isFalse();
    }

    @Test
    void aRefusedPermitCanNeitherBeSharedNorBorrow() {
        LoadLimit narrow = new LoadLimit(1, 1, () -> this.told++);
        narrow.enter("A");
        LoadLimit.Permit waiting = narrow.enter("A");
        assertThat(waiting.isUsable()).isTrue();
        LoadLimit.Permit refused = narrow.enter("A");
        assertThat(refused.isRefused()).isTrue();
        assertThat(refused.isUsable()).isFalse();
        refused.borrow();
        assertThat(refused.isAdmitted()).isFalse();
        assertThat(waiting.settled()).isNotDone();
        waiting.borrow();
        assertThat(waiting.settled()).isCompleted();
    }

    @Test
    void aFreePermitIsToldOfOnlyIfNobodyWaitsAndItIsNotCancelled() {
        LoadLimit.Permit first = this.limit.enter("A");
        LoadLimit.Permit second = this.limit.enter("A");
        LoadLimit.Permit third = this.limit.enter("A");
        first.close();
        assertThat(this.told).isZero();
        second.cancel();
        assertThat(this.told).isZero();
        third.close();
        assertThat(this.told).isOne();
        assertThat(this.limit.count()).isZero();
    }

    @Test
    void whoBorrowsLeavesTheLineAndTakesNoPermit() {
        LoadLimit.Permit running = this.limit.enter("A");
        this.limit.enter("A");
        LoadLimit.Permit borrowing = this.limit.enter("A");
        LoadLimit.Permit next = this.limit.enter("A");
        borrowing.borrow();
        assertThat(borrowing.isAdmitted()).isTrue();
        borrowing.close();
        assertThat(next.isAdmitted()).isFalse();
        running.close();
        assertThat(next.isAdmitted()).isTrue();
    }

}
