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

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Surroundings;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;

/**
 * Recomputes the values of methods at set times, on this instance as on all others: the
 * engine's lease and what is stored see to it that one of them loads. Thread-safe, but
 * run by one thread.
 */
public final class RecomputeSchedule {

    private final Supplier<List<ScheduledMethod>> methods;

    private final SingleFlightCache engine;

    private final Surroundings surroundings;

    private final Executor evaluator;

    private final CacheListener listener;

    private volatile @Nullable List<MethodSchedule> schedules;

    /**
     * Creates the schedule.
     * @param methods the methods, asked for at the first run
     * @param engine loads
     * @param surroundings the engine's
     * @param evaluator runs what the application lists arguments with, one for each
     * method at one time; not the threads of renewals, which that could occupy for long
     * @param listener hears how recomputes end
     */
    public RecomputeSchedule(Supplier<List<ScheduledMethod>> methods, SingleFlightCache engine,
            Surroundings surroundings, Executor evaluator, CacheListener listener) {
        this.methods = methods;
        this.engine = engine;
        this.surroundings = surroundings;
        this.evaluator = evaluator;
        this.listener = listener;
    }

    /**
     * Begins what is due now. To be called a few times a second: nothing is recomputed
     * more precisely than that. Never blocks. A method that fails to begin keeps none of
     * the others from it; what it threw is thrown when all have had their turn.
     */
    public void run() {
        List<MethodSchedule> all = this.schedules;
        if (all == null) {
            all = this.methods.get()
                .stream()
                .map((method) -> new MethodSchedule(method, this.engine, this.surroundings, this.evaluator,
                        this.listener))
                .toList();
            this.schedules = all;
        }
        Throwable failure = null;
        for (MethodSchedule schedule : all) {
            failure = first(failure, run(schedule));
        }
        rethrow(failure);
    }

    /**
     * Has a key recomputed at the next run, in the background, however fresh it is; while
     * somebody else is loading it, it is tried again. Never blocks.
     * @param key the key
     * @return whether it is one that is recomputed at set times
     */
    public boolean recompute(CacheKey key) {
        List<MethodSchedule> all = this.schedules;
        return all != null && all.stream().anyMatch((schedule) -> schedule.recompute(key));
    }

    /** Runs one, so that it keeps none of the others from running. */
    private static @Nullable Throwable run(MethodSchedule schedule) {
        try {
            schedule.run();
            return null;
        }
        catch (RuntimeException | Error ex) {
            return ex;
        }
    }

    private static @Nullable Throwable first(@Nullable Throwable first, @Nullable Throwable next) {
        if (first != null && next != null && !first.equals(next)) {
            first.addSuppressed(next);
        }
        return (first != null) ? first : next;
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

}
