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

class LoadGateTests {

    private int told;

    private final LoadGate gate = new LoadGate(2, 10_000, () -> this.told++);

    @Test
    void aTenantWithFiveThousandColdKeysDoesNotStarveAnother() {
        List<LoadGate.Permit> whale = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            whale.add(this.gate.enter("A"));
        }
        LoadGate.Permit other = this.gate.enter("B");
        assertThat(whale.stream().filter(LoadGate.Permit::isAdmitted)).hasSize(2);
        whale.get(0).close();
        assertThat(other.isAdmitted()).isFalse();
        whale.get(1).close();
        assertThat(other.isAdmitted()).isTrue();
        assertThat(whale.get(2).isAdmitted()).isTrue();
        assertThat(whale.get(3).isAdmitted()).isFalse();
        other.close();
        whale.forEach(LoadGate.Permit::close);
        assertThat(this.gate.count()).isZero();
    }

    @Test
    void aPlaceThatIsLeftIsNobodysTurn() {
        this.gate.enter("A");
        LoadGate.Permit running = this.gate.enter("A");
        LoadGate.Permit left = this.gate.enter("A");
        LoadGate.Permit next = this.gate.enter("A");
        left.close();
        running.close();
        assertThat(next.isAdmitted()).isTrue();
        assertThat(this.gate.count()).isEqualTo(2);
    }

    @Test
    void closingTwiceGivesOnePermitBack() {
        LoadGate.Permit permit = this.gate.enter("A");
        this.gate.enter("A");
        permit.close();
        permit.close();
        assertThat(this.gate.count()).isOne();
        assertThat(this.gate.tryEnter()).isNotNull();
        assertThat(this.gate.tryEnter()).isNull();
    }

    @Test
    void aFreePermitIsToldOfOnlyIfNobodyWaitsAndItIsNotCancelled() {
        LoadGate.Permit first = this.gate.enter("A");
        LoadGate.Permit second = this.gate.enter("A");
        LoadGate.Permit third = this.gate.enter("A");
        first.close();
        assertThat(this.told).isZero();
        second.cancel();
        assertThat(this.told).isZero();
        third.close();
        assertThat(this.told).isOne();
        assertThat(this.gate.count()).isZero();
    }

    @Test
    void whoBorrowsLeavesTheLineAndTakesNoPermit() {
        LoadGate.Permit running = this.gate.enter("A");
        this.gate.enter("A");
        LoadGate.Permit borrowing = this.gate.enter("A");
        LoadGate.Permit next = this.gate.enter("A");
        borrowing.borrow();
        assertThat(borrowing.isAdmitted()).isTrue();
        borrowing.close();
        assertThat(next.isAdmitted()).isFalse();
        running.close();
        assertThat(next.isAdmitted()).isTrue();
    }

}
