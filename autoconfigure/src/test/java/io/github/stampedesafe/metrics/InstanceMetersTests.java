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

package io.github.stampedesafe.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.recompute.HotKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** The meters that belong to no cache. */
class InstanceMetersTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private OutageStatus status = new OutageStatus(Circuit.CLOSED, Circuit.CLOSED, 0, 0, null);

    @Test
    void eachCircuitIsInOneState() {
        new OutageMeters(() -> this.status).bindTo(this.registry);
        assertThat(state("store", "closed")).isOne();
        assertThat(state("store", "open")).isZero();
        this.status = new OutageStatus(Circuit.OPEN, Circuit.HALF_OPEN, 3, 7, null);
        assertThat(state("store", "closed")).isZero();
        assertThat(state("store", "open")).isOne();
        assertThat(state("leases", "half_open")).isOne();
        assertThat(state("leases", "open")).isZero();
    }

    @Test
    void theReplayQueueShowsWhatWaitsAndWhatWasGivenUp() {
        new OutageMeters(() -> this.status).bindTo(this.registry);
        this.status = new OutageStatus(Circuit.OPEN, Circuit.OPEN, 3, 7, null);
        assertThat(this.registry.get("stampede.replay.undelivered").gauge().value()).isEqualTo(3);
        assertThat(this.registry.get("stampede.replay.undeliverable").functionCounter().count()).isEqualTo(7);
    }

    @Test
    void hotKeysAreCountedWhereThereIsARegistryOfThem() {
        HotKeys hotKeys = Mockito.mock(HotKeys.class);
        Mockito.when(hotKeys.tracked()).thenReturn(42);
        new HotKeyMeters(true, () -> hotKeys).bindTo(this.registry);
        assertThat(this.registry.get("stampede.hotkeys.tracked").gauge().value()).isEqualTo(42);
    }

    @Test
    void withoutOneThereIsNoMeterOfThem() {
        new HotKeyMeters(false, () -> null).bindTo(this.registry);
        assertThat(this.registry.getMeters()).isEmpty();
    }

    private double state(String circuit, String state) {
        return this.registry.get("stampede.circuit.state").tags("circuit", circuit, "state", state).gauge().value();
    }

}
