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

import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;

/** The slow thing that is cached: each load takes its time, and may fail or hang. */
final class Source {

    private final World world;

    Source(World world) {
        this.world = world;
    }

    /** Returns the load of a key as callers of an instance would run it. */
    Load load(CacheKey key, Node node) {
        return load(key, node, null);
    }

    /** Returns the load that a call asks to run ahead of time. */
    Load ahead(Call recompute) {
        return load(recompute.key, recompute.node, recompute);
    }

    private Load load(CacheKey key, Node node, @Nullable Call recompute) {
        return new Load() {

            @Override
            public Object load() throws Throwable {
                return Source.this.run(key, node, recompute);
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return !Source.this.happens(Trouble.UNSTORABLE, 2);
            }

            @Override
            public @Nullable Long versionOf(@Nullable Object value) {
                return Source.this.world.history.versionOf((String) value);
            }

        };
    }

    private String run(CacheKey key, Node node, @Nullable Call recompute) throws SourceException, InterruptedException {
        History history = this.world.history;
        Scheduler scheduler = this.world.scheduler;
        Task task = scheduler.running();
        if (task == null) {
            throw new IllegalStateException("A signal must not load");
        }
        LoadRun run = new LoadRun(history.loads.size(), key, node, task.call, task.leasedAt, history.step(),
                scheduler.now());
        run.attempt = task.attempt;
        run.recompute = recompute;
        task.leasedAt = -1;
        task.attempt = null;
        history.loads.add(run);
        scheduler.trace.add(scheduler.now(), task.name, "begins load", run.id, "of", key);
        try {
            read(run);
            if (Thread.currentThread().isInterrupted() && scheduler.random.nextBoolean()) {
                throw new InterruptedException();
            }
            if (happens(Trouble.FAILING_LOADS, 2)) {
                SourceException failure = new SourceException(run);
                run.failure = failure;
                throw failure;
            }
            return run.value();
        }
        finally {
            run.end = history.step();
            run.endTime = scheduler.now();
            this.world.loaded.happened();
            run.waiters = history.calls.stream()
                .filter((call) -> call.node == node && call.key.equals(key) && call.waitingSince > run.begin)
                .toList();
            scheduler.trace.add(scheduler.now(), task.name, "ends load", run.id);
        }
    }

    private void read(LoadRun run) {
        Scheduler scheduler = this.world.scheduler;
        long duration = duration();
        if (!this.world.scenario.has(Trouble.VERSIONS)) {
            scheduler.sleep(duration);
            return;
        }
        long before = scheduler.random.nextLong(1 + duration);
        scheduler.sleep(before);
        run.version = this.world.registers.read(run.key, scheduler.random);
        if (!Thread.currentThread().isInterrupted()) {
            scheduler.sleep(duration - before);
        }
    }

    private long duration() {
        if (happens(Trouble.HANGING_LOADS, 3)) {
            return Scenario.HANG.toNanos();
        }
        SplittableRandom random = this.world.scheduler.random;
        long usual = this.world.scenario.loadTime();
        return random.nextBoolean() ? usual : usual / 2 + random.nextLong(1 + usual / 2);
    }

    private boolean happens(Trouble trouble, int oneIn) {
        return this.world.scenario.has(trouble) && this.world.scheduler.random.nextInt(oneIn) == 0;
    }

}
