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

import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;

/** Whether this instance asks Redis, and what it has yet to tell it. */
public final class OutageMeters implements MeterBinder {

    private final Supplier<OutageStatus> status;

    /**
     * Creates the meters.
     * @param status asked whenever somebody looks
     */
    public OutageMeters(Supplier<OutageStatus> status) {
        this.status = status;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registerCircuit("store", OutageStatus::store, registry);
        registerCircuit("leases", OutageStatus::leases, registry);
        Gauge.builder("stampede.replay.undelivered", this, (meters) -> meters.status.get().undelivered())
            .description("Changes that wait to be delivered")
            .strongReference(true)
            .register(registry);
        FunctionCounter.builder("stampede.replay.undeliverable", this, (meters) -> meters.status.get().undeliverable())
            .description("Changes that were never delivered one by one")
            .register(registry);
    }

    private void registerCircuit(String name, Function<OutageStatus, Circuit> circuit, MeterRegistry registry) {
        for (Circuit state : Circuit.values()) {
            Gauge
                .builder("stampede.circuit.state", this,
                        (meters) -> (circuit.apply(meters.status.get()) == state) ? 1 : 0)
                .description("1 for the state in which the circuit is, 0 for the others")
                .tag("circuit", name)
                .tag("state", MeterTags.value(state))
                .strongReference(true)
                .register(registry);
        }
    }

}
