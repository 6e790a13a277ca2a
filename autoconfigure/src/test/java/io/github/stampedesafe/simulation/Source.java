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

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;

/** The slow thing that is cached: each load takes its time, and may fail or hang. */
final class Source {

    /** The key that loads of other keys need. */
    static final CacheKey NEEDED = new CacheKey("c", "needed");

    final World world;

    Source(World world) {
        this.world = world;
    }

    /** Returns the load of a key as callers of an instance would run it. */
    Load load(CacheKey key, Node node) {
        return load(key, node, null);
    }

    /** Returns the load of an asynchronous call: some of its runs hold no thread. */
    Load loadAsync(Call call) {
        Load blocking = load(call.key, call.node);
        return new Load() {

            @Override
            public @Nullable Object load() throws Throwable {
                return blocking.load();
            }

            @Override
            public CompletionStage<@Nullable Object> start() {
                return holdsThread() ? blocking.start() : Source.this.start(call.key, call.node);
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return blocking.isStorable(value);
            }

            @Override
            public @Nullable Long versionOf(@Nullable Object value) {
                return blocking.versionOf(value);
            }

        };
    }

    /** Decides whether an asynchronous load holds a thread. */
    boolean holdsThread() {
        return this.world.scheduler.random.nextBoolean();
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
            public @Nullable Load repeatable() {
                return PlannedLoad.ofHotKey(Source.this.world, this);
            }

            @Override
            public @Nullable Long versionOf(@Nullable Object value) {
                return Source.this.world.history.versionOf((String) value);
            }

        };
    }

    private String run(CacheKey key, Node node, @Nullable Call recompute) throws SourceException, InterruptedException {
        LoadRun run = begin(key, node, recompute);
        try {
            nest(run);
            read(run);
            if (Thread.currentThread().isInterrupted() && this.world.scheduler.random.nextBoolean()) {
                throw new InterruptedException();
            }
            return result(run);
        }
        finally {
            end(run);
        }
    }

    /** Asks the cache for another key, and goes on whatever comes of it. */
    private void nest(LoadRun run) {
        if (run.key.equals(NEEDED) || !happens(Trouble.NESTED, 2)) {
            return;
        }
        Strand strand = this.world.strand("nest");
        Call outer = strand.call;
        List<Call> calls = this.world.history.calls;
        Call call = new Call(calls.size(), Call.Kind.GET, run.node, NEEDED);
        calls.add(call);
        this.world.begin(call, "a load");
        call.interrupted = Thread.currentThread().isInterrupted();
        run.nested = call;
        strand.begin(call);
        String value = null;
        Throwable failure = null;
        try {
            SimulatedInstance instance = this.world.instances.get(run.node.number);
            value = (String) instance.engine.get(NEEDED, this.world.scenario.policy(), instance.codec,
                    load(NEEDED, run.node));
        }
        catch (Crashed ex) {
            throw ex;
        }
        catch (Throwable ex) {
            failure = ex;
        }
        this.world.end(call, value, failure, "a load");
        strand.resume(outer);
        if (outer != null) {
            outer.interrupted |= call.interrupted;
        }
    }

    /** Runs a load that holds no thread. */
    private CompletionStage<@Nullable Object> start(CacheKey key, Node node) {
        LoadRun run = begin(key, node, null);
        Work value = new Work(() -> {
            run.isCancelled = true;
            end(run);
        });
        run.work = value;
        Scheduler scheduler = this.world.scheduler;
        boolean isVersioned = this.world.scenario.has(Trouble.VERSIONS);
        long duration = duration(key);
        long before = isVersioned ? scheduler.random.nextLong(1 + duration) : 0;
        later(node, before, () -> {
            if (value.isDone()) {
                return;
            }
            run.version = isVersioned ? this.world.registers.read(key, scheduler.random) : null;
            later(node, duration - before, () -> {
                if (value.isDone()) {
                    return;
                }
                end(run);
                try {
                    value.complete(result(run));
                }
                catch (SourceException ex) {
                    value.completeExceptionally(ex);
                }
            });
        });
        return value;
    }

    void later(Node node, long time, Runnable action) {
        Scheduler scheduler = this.world.scheduler;
        scheduler.add(new Event("source", node, false, scheduler.now() + time, action));
    }

    LoadRun begin(CacheKey key, Node node, @Nullable Call recompute) {
        History history = this.world.history;
        Strand strand = this.world.strand("load");
        LoadRun run = new LoadRun(history.loads.size(), key, node, strand.call(key), strand.takeLease(key),
                history.step(), this.world.scheduler.now());
        run.attempt = strand.takeFence(key);
        run.recompute = recompute;
        run.plan = strand.takePlan();
        history.loads.add(run);
        this.world.begun.happened();
        this.world.scheduler.trace.add(run.beginTime, node.toString(), "begins load", run.id, "of", key);
        return run;
    }

    String result(LoadRun run) throws SourceException {
        if (happens(Trouble.FAILING_LOADS, 2)) {
            SourceException failure = new SourceException(run);
            run.failure = failure;
            throw failure;
        }
        return run.value();
    }

    void end(LoadRun run) {
        History history = this.world.history;
        run.end = history.step();
        run.endTime = this.world.scheduler.now();
        this.world.loaded.happened();
        run.waiters = history.calls.stream()
            .filter((call) -> call.node == run.node && call.key.equals(run.key) && call.waitingSince > run.begin)
            .toList();
        this.world.scheduler.trace.add(run.endTime, run.node.toString(), "ends load", run.id);
    }

    void read(LoadRun run) {
        Scheduler scheduler = this.world.scheduler;
        long duration = duration(run.key);
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

    long duration(CacheKey key) {
        if (happens(Trouble.HANGING_LOADS, 3)) {
            return Scenario.HANG.toNanos();
        }
        SplittableRandom random = this.world.scheduler.random;
        long usual = this.world.scenario.planning().loadTime(key, this.world.scenario.loadTime());
        return random.nextBoolean() ? usual : usual / 2 + random.nextLong(1 + usual / 2);
    }

    private boolean happens(Trouble trouble, int oneIn) {
        return this.world.scenario.has(trouble) && this.world.scheduler.random.nextInt(oneIn) == 0;
    }

}
