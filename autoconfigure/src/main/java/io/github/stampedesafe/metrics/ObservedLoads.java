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

import java.util.concurrent.CompletionStage;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.LoadCause;

/**
 * Observes every load as {@code stampede.load}. See {@link LoadContext} for what it nests
 * under.
 */
public final class ObservedLoads implements LoadScope {

    private static final LoadConvention CONVENTION = new LoadConvention();

    private final ObservationRegistry registry;

    private final @Nullable Observation origin;

    /**
     * Creates the observer.
     * @param registry where observations go
     */
    public ObservedLoads(ObservationRegistry registry) {
        this(registry, null);
    }

    private ObservedLoads(ObservationRegistry registry, @Nullable Observation origin) {
        this.registry = registry;
        this.origin = origin;
    }

    @Override
    public CompletionStage<@Nullable Object> start(Request request, LoadCause cause) {
        if (this.registry.isNoop()) {
            return request.load().start();
        }
        Observation observation = observation(new LoadContext(request, cause, this.origin)).start();
        CompletionStage<@Nullable Object> value = started(observation, request);
        value.whenComplete((loaded, failure) -> {
            if (failure != null) {
                observation.error(failure);
            }
            observation.stop();
        });
        return value;
    }

    /** A load on another thread than its caller's nests under the caller's, too. */
    private Observation observation(LoadContext context) {
        Observation observation = Observation.createNotStarted(null, CONVENTION, () -> context, this.registry);
        boolean isOfCaller = this.origin != null && !context.isBackground();
        return isOfCaller ? observation.parentObservation(this.origin) : observation;
    }

    private static CompletionStage<@Nullable Object> started(Observation observation, Request request) {
        Observation.Scope scope = observation.openScope();
        try {
            return request.load().start();
        }
        finally {
            scope.close();
        }
    }

    @Override
    public LoadScope captured() {
        Observation current = this.registry.getCurrentObservation();
        return (current != null) ? new ObservedLoads(this.registry, current) : this;
    }

}
