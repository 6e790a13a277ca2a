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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.testing.ModelEntryStore;

/** Plays many schedules, as many at a time as there are processors. */
final class Schedules {

    private final Supplier<ModelEntryStore> stores;

    private final Set<Trouble> focus;

    private final long first;

    private final AtomicLong next;

    private final AtomicLong end;

    private final AtomicLong choices = new AtomicLong();

    private Schedules(Supplier<ModelEntryStore> stores, Set<Trouble> focus, long first, int count) {
        this.stores = stores;
        this.focus = focus;
        this.first = first;
        this.next = new AtomicLong(first);
        this.end = new AtomicLong(first + count);
    }

    /**
     * Plays schedules until one breaks an invariant.
     * @param stores makes the store of each
     * @param focus what can go wrong, empty to draw that for each
     * @param first seed of the first
     * @param count how many
     */
    static Report play(Supplier<ModelEntryStore> stores, Set<Trouble> focus, long first, int count) {
        return new Schedules(stores, focus, first, count).play();
    }

    /**
     * Plays schedules over a correct store; to be called across class loaders.
     * @param focus what can go wrong, by names with commas, empty for everything
     * @return what was wrong first, empty if nothing was
     */
    static String firstViolation(String focus, int count) {
        return play(ModelEntryStore::new, Trouble.parse(focus), 0, count).failureText();
    }

    private Report play() {
        int groups = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));
        ExecutorService executor = Executors.newFixedThreadPool(groups);
        try {
            List<Future<Simulation.@Nullable Result>> failures = new ArrayList<>();
            for (int i = 0; i < groups; i++) {
                String name = "simulation-" + i;
                failures.add(executor.submit(() -> playGroup(name)));
            }
            List<Simulation.Result> found = new ArrayList<>();
            for (Future<Simulation.@Nullable Result> failure : failures) {
                Simulation.Result result = failure.get();
                if (result != null) {
                    found.add(result);
                }
            }
            found.sort(Comparator.comparingLong(Simulation.Result::seed));
            return new Report(Math.min(this.next.get(), this.end.get()) - this.first, this.choices.get(),
                    found.isEmpty() ? null : found.get(0), this.focus);
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            executor.shutdown();
        }
    }

    private Simulation.@Nullable Result playGroup(String name) {
        try (Simulation simulation = new Simulation(name, this.stores, this.focus)) {
            long seed = this.next.getAndIncrement();
            while (seed < this.end.get()) {
                Simulation.Result result = simulation.play(seed, false);
                this.choices.addAndGet(result.choices());
                if (!result.violations().isEmpty()) {
                    long failed = seed;
                    this.end.updateAndGet((known) -> Math.min(known, failed));
                    return result;
                }
                seed = this.next.getAndIncrement();
            }
            return null;
        }
    }

    /**
     * What came of it.
     *
     * @param played how many schedules were played
     * @param choices how often somebody was chosen to go on, in all
     * @param failure the schedule with the least seed of those that broke an invariant,
     * {@code null} if none did
     * @param focus what could go wrong
     */
    record Report(long played, long choices, Simulation.@Nullable Result failure, Set<Trouble> focus) {

        /** Returns what was wrong and how to see it again, empty if nothing was. */
        String failureText() {
            if (this.failure == null) {
                return "";
            }
            String troubles = this.focus.isEmpty() ? "" : " -Dsimulation.troubles=" + Trouble.format(this.focus);
            return "Seed %d broke %s%nSee it step by step: ./mvnw -pl autoconfigure test -Dtest=SimulationTests -Dsimulation.seed=%d%s"
                .formatted(this.failure.seed(), this.failure.violations(), this.failure.seed(), troubles);
        }

    }

}
