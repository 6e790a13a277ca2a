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

import io.github.stampedesafe.key.CacheKey;

/**
 * Recomputes the values of methods at set times. All instances run the same schedule; the
 * lease and the time of the stored value let one of them load. Thread-safe, but run by
 * one thread. When hot keys are recomputed, {@code HotKeyDeadlines} decides.
 */
public final class RecomputeSchedule {

    private final Supplier<List<ScheduledMethod>> methods;

    private final RecomputeDispatcher dispatcher;

    private final Executor evaluator;

    private volatile @Nullable List<MethodSchedule> schedules;

    /**
     * Creates the schedule.
     * @param methods the methods, asked for at the first run
     * @param dispatcher begins recomputes
     * @param evaluator evaluates the arguments of one method per thread; not the threads
     * of refreshes, which an evaluation could occupy for long
     */
    public RecomputeSchedule(Supplier<List<ScheduledMethod>> methods, RecomputeDispatcher dispatcher,
            Executor evaluator) {
        this.methods = methods;
        this.dispatcher = dispatcher;
        this.evaluator = evaluator;
    }

    /**
     * Begins what is due now. To be called a few times a second: nothing is recomputed
     * more precisely than that. Waits for nothing but what the application does to put
     * background loads into their context. A method that fails does not affect the
     * others; its exception is thrown after all have run.
     */
    public void run() {
        Throwable failure = null;
        for (MethodSchedule schedule : schedules()) {
            failure = first(failure, failureOf(schedule::run));
        }
        rethrow(first(failure, failureOf(this.dispatcher::dispatch)));
    }

    private List<MethodSchedule> schedules() {
        List<MethodSchedule> all = this.schedules;
        if (all == null) {
            all = this.methods.get()
                .stream()
                .map((method) -> new MethodSchedule(method, this.dispatcher, this.evaluator))
                .toList();
            all.forEach(this.dispatcher::add);
            this.schedules = all;
        }
        return all;
    }

    /**
     * Has a key recomputed at the next run, in the background, however fresh it is; until
     * it could be loaded, it is tried again. Never blocks.
     * @param key the key
     * @return whether it is one that is recomputed at set times
     */
    public boolean recompute(CacheKey key) {
        List<MethodSchedule> all = this.schedules;
        return all != null && all.stream().anyMatch((schedule) -> schedule.recompute(key));
    }

    private static @Nullable Throwable failureOf(Runnable step) {
        try {
            step.run();
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
