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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/** A load that keys of one call have in common, while it is under way. */
final class CommonLoad {

    private final List<BulkLane> lanes;

    private final List<Flight> flights;

    private final Load load;

    private final CompletableFuture<@Nullable Object> values;

    /**
     * Creates a load that has begun.
     * @param lanes the keys
     * @param load the load, whose value is a map from keys to values
     * @param values what it brings
     */
    CommonLoad(List<BulkLane> lanes, Load load, CompletableFuture<@Nullable Object> values) {
        this.lanes = lanes;
        this.load = load;
        this.flights = lanes.stream().map((lane) -> lane.attempt().flight()).toList();
        this.values = values;
    }

    /**
     * Cancels the load as soon as nobody waits for any of its keys, now that the caller
     * of the call does not. A load that cannot be cancelled goes on, and is stored: its
     * work would only be done again.
     * @param steps runs steps of the call
     */
    void leave(Consumer<Runnable> steps) {
        this.flights.forEach((flight) -> flight.leaveTo(() -> steps.accept(this::giveUp)));
    }

    /**
     * Gives each key, in a step of the call, what the load brought for it, or why it
     * failed.
     */
    void end(@Nullable Object brought, @Nullable Throwable failure) {
        if (failure != null) {
            fail(failure);
            return;
        }
        Map<?, ?> found;
        try {
            found = (Map<?, ?>) this.load.valueOf(brought);
        }
        catch (Throwable ex) {
            fail(ex);
            return;
        }
        this.lanes.forEach((lane) -> lane.loaded((found != null) ? found.get(lane.request().key()) : null, null));
    }

    private void fail(Throwable failure) {
        this.lanes.forEach((lane) -> lane.loaded(null, failure));
    }

    private void giveUp() {
        boolean isWanted = this.flights.stream().anyMatch((flight) -> flight.followers() > 0);
        if (!isWanted && Stages.tryCancel(this.values)) {
            this.lanes.forEach(BulkLane::loseCaller);
        }
    }

}
