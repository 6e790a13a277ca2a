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

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.outage.OnUndeliveredChange;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;

/**
 * The guard that one instance has against outages, and the task that recovers from them.
 */
final class Recovery {

    /** How often an instance asks whether the store is back. */
    static final Duration PERIOD = Duration.ofMillis(250);

    /** Of more changed keys the cache is cleared. */
    private static final int MOST_PENDING = 1;

    private final World world;

    private final Node node;

    private final OutageGuard guard;

    private boolean isUnderWay;

    Recovery(World world, Node node, EntryStore store, LeaseProvider leases, LongSupplier nanoTime) {
        this.world = world;
        this.node = node;
        // It hears and asks without a boundary, because the guard holds monitors then.
        this.guard = new OutageGuard(store, leases, new OutageGuard.Settings(OnUndeliveredChange.THROW, MOST_PENDING),
                nanoTime, new CacheListener() {
                });
    }

    /** Returns the store as the engine is to see it. */
    EntryStore store() {
        return this.guard.store();
    }

    /** Returns the leases as the engine is to see them. */
    LeaseProvider leases() {
        return this.guard.leases();
    }

    /** Returns how many changes the store has not taken yet. */
    int pendingChanges() {
        return this.guard.status().undelivered();
    }

    /** Begins a round, unless one is under way. */
    void begin(SingleFlightCache engine) {
        if (this.isUnderWay) {
            return;
        }
        this.isUnderWay = true;
        this.world.scheduler.add(new Task(this.node + " recovery", this.node, true, this.world.scheduler.now(), () -> {
            try {
                this.world.surprising(() -> this.guard.recover(engine::receive));
            }
            finally {
                this.isUnderWay = false;
            }
        }));
    }

}
