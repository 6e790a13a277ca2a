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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadEvent.Recomputed;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;

/**
 * Begins the recomputes of one instance. Its planners, the registry of hot keys and the
 * schedule of each method, decide which keys are due. The dispatcher holds what they
 * share: the keys that are being recomputed, so that no key is begun twice, and the
 * budget of load time. One load per key in the cluster is the engine's part: an instance
 * that comes second finds a newer value, or the lease taken. Thread-safe.
 * <p>
 * One thread at a time dispatches. A recompute that ends while another thread, or a
 * caller further up the stack, is dispatching only makes room, which that thread sees
 * before it stops. So recomputes that end at once do not nest.
 */
public final class RecomputeDispatcher {

    private final Supplier<SingleFlightCache> engine;

    private final EngineResources resources;

    private final CacheListener listener;

    private final Workload workload;

    private final List<Planner> planners = new CopyOnWriteArrayList<>();

    private boolean isDispatching;

    /**
     * Creates a dispatcher without a planner.
     * @param engine recomputes; asked for when there is first something to recompute
     * @param resources the store's time, chance
     * @param listener hears how recomputes end
     * @param loadSeconds seconds of load time that recomputes of hot keys may take per
     * second
     */
    public RecomputeDispatcher(Supplier<SingleFlightCache> engine, EngineResources resources, CacheListener listener,
            double loadSeconds) {
        this.engine = engine;
        this.resources = resources;
        this.listener = listener;
        this.workload = new Workload(new LoadBudget(loadSeconds));
    }

    void add(Planner planner) {
        this.planners.add(planner);
    }

    EngineResources resources() {
        return this.resources;
    }

    CacheListener listener() {
        return this.listener;
    }

    synchronized boolean isRunning(CacheKey key) {
        return this.workload.isRunning(key);
    }

    /** Adds the load time that may be spent because time has passed. */
    synchronized void earn(double seconds) {
        this.workload.earn(seconds);
    }

    /**
     * Begins all recomputes that may begin now. Waits for nothing but what the
     * application does to put background loads into their context.
     */
    void dispatch() {
        if (!startDispatching()) {
            return;
        }
        try {
            for (Run next = next(); next != null; next = next()) {
                next.begin();
            }
        }
        catch (RuntimeException | Error ex) {
            stopDispatching();
            throw ex;
        }
    }

    private synchronized boolean startDispatching() {
        boolean isFirst = !this.isDispatching;
        this.isDispatching = true;
        return isFirst;
    }

    private synchronized void stopDispatching() {
        this.isDispatching = false;
    }

    /** Takes the next recompute, or stops: nothing that ends in between is missed. */
    private synchronized @Nullable Run next() {
        for (Planner planner : this.planners) {
            Recompute next = planner.next(this.workload);
            if (next != null) {
                this.workload.begin(next.request().key());
                return new Run(next);
            }
        }
        this.isDispatching = false;
        return null;
    }

    /** A recompute from its beginning to its end. */
    private final class Run {

        private final Recompute recompute;

        private boolean hasEnded;

        private boolean isStarted;

        private long startedAt;

        private Run(Recompute recompute) {
            this.recompute = recompute;
        }

        /**
         * Begins the recompute. One that fails to begin keeps no other from beginning.
         */
        private void begin() {
            SingleFlightCache engine = engine();
            try {
                engine.recompute(this.recompute.request(), this::isDue, this::end);
            }
            catch (RuntimeException | Error ex) {
                end(new RecomputeOutcome(RecomputeOutcome.Result.FAILED, null, ex));
                if (ex instanceof Error error) {
                    throw error;
                }
            }
        }

        private SingleFlightCache engine() {
            try {
                return RecomputeDispatcher.this.engine.get();
            }
            catch (RuntimeException | Error ex) {
                end(new RecomputeOutcome(RecomputeOutcome.Result.UNAVAILABLE, null, null));
                throw ex;
            }
        }

        private boolean isDue(@Nullable Entry found) {
            this.startedAt = nanoTime();
            this.isStarted = true;
            return this.recompute.isDue(found);
        }

        /**
         * Makes room for the next recompute. A recompute that is refused may have been
         * replaced by the refresh of a reader, on whose thread nothing else is begun.
         */
        private void end(RecomputeOutcome end) {
            Duration lag;
            synchronized (RecomputeDispatcher.this) {
                if (this.hasEnded) {
                    return;
                }
                this.hasEnded = true;
                lag = this.recompute.ended(end);
                RecomputeDispatcher.this.workload.end(this.recompute, spent());
            }
            if (lag != null) {
                RecomputeDispatcher.this.listener
                    .onEvent(new Recomputed(this.recompute.request().key(), end.result(), lag));
            }
            if (end.result() != RecomputeOutcome.Result.REFUSED) {
                dispatch();
            }
        }

        private Duration spent() {
            return this.isStarted ? Duration.ofNanos(nanoTime() - this.startedAt) : Duration.ZERO;
        }

        private long nanoTime() {
            return RecomputeDispatcher.this.resources.nanoTime().getAsLong();
        }

    }

}
