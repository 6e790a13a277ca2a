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
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadEvent.Recomputed;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.recompute.HotKeyRegistry;
import io.github.stampedesafe.recompute.RecomputeDispatcher;
import io.github.stampedesafe.recompute.RecomputeSchedule;
import io.github.stampedesafe.recompute.ScheduledMethod;
import io.github.stampedesafe.recompute.Trigger;

/**
 * The planners of one instance, and the dispatcher that they share. Each runs on a task
 * of its own, so that one may come while another dispatches. They ask for time and chance
 * without a boundary, because they do so within monitors; the boundaries are the engine
 * that is asked for, the events, and the tasks.
 */
final class Planners implements CacheListener {

    private static final Duration EXCHANGE = Duration.ofSeconds(1);

    private static final long LONGEST_EVALUATION = 100 * Latency.MILLI;

    final RecomputeDispatcher dispatcher;

    private final World world;

    private final Scheduler scheduler;

    private final SimulatedInstance instance;

    private final Planning planning;

    private final @Nullable HotKeyRegistry registry;

    private boolean isEngineThere;

    Planners(World world, SimulatedInstance instance, Link link) {
        this.world = world;
        this.scheduler = world.scheduler;
        this.instance = instance;
        this.planning = world.scenario.planning();
        EngineResources resources = new EngineResources(() -> instance.time().minusNanos(overtime()),
                () -> instance.nanoTime() - overtime(), this.scheduler.random.split(), Waiting.blocking(),
                Runnable::run);
        double loadSeconds = (this.planning.hotKeys() != null) ? this.planning.hotKeys().loadSeconds() : 1;
        this.dispatcher = new RecomputeDispatcher(this::engine, resources, this, loadSeconds);
        this.registry = registry(link);
        Trigger trigger = this.planning.trigger();
        if (trigger != null) {
            ScheduledMethod method = new ScheduledMethod("Source.load", trigger, this::arguments);
            RecomputeSchedule schedule = new RecomputeSchedule(() -> List.of(method), this.dispatcher, this::evaluate);
            repeat("schedule", Planning.BEAT, schedule::run);
        }
    }

    private @Nullable HotKeyRegistry registry(Link link) {
        if (this.planning.hotKeys() == null) {
            return null;
        }
        HotKeyRegistry hotKeys = new HotKeyRegistry(
                this.planning.hotKeys(), (cache) -> this.planning.rule(), (cache, period, scores, top) -> link
                    .call(false, "rank", cache, () -> this.world.ranking.exchange(cache, period, scores, top)),
                this.dispatcher);
        repeat("sweep", Planning.BEAT, hotKeys::sweep);
        repeat("exchange", EXCHANGE, hotKeys::exchange);
        return hotKeys;
    }

    /**
     * When planning is over the clock of the planners stands still: nothing falls due.
     */
    private long overtime() {
        return Math.max(0, this.scheduler.now() - this.planning.until());
    }

    /** Returns what counts the reads of the instance. */
    ReadRates readRates() {
        return (this.registry != null) ? this.registry : ReadRates.UNKNOWN;
    }

    private void repeat(String name, Duration period, Runnable job) {
        Node node = this.instance.node;
        long phase = this.scheduler.random.nextLong(period.toNanos());
        this.scheduler.add(new Task(node + " " + name, node, true, this.scheduler.now() + phase, () -> {
            while (this.scheduler.now() < this.planning.until()) {
                unlessMissing(job);
                this.scheduler.sleep(period.toNanos());
            }
        }));
    }

    private void evaluate(Runnable evaluation) {
        Node node = this.instance.node;
        this.scheduler
            .add(new Task(node + " evaluation", node, true, this.scheduler.now(), () -> unlessMissing(evaluation)));
    }

    private void unlessMissing(Runnable job) {
        this.world.surprising(() -> {
            try {
                job.run();
            }
            catch (CacheUnavailableException | MissingException ex) {
                // tried again
            }
        });
    }

    /** The engine may not be there when it is first asked for. */
    private SingleFlightCache engine() {
        this.scheduler.yieldPoint();
        if (!this.isEngineThere && fails(2)) {
            throw new MissingException("The engine is not there yet");
        }
        this.isEngineThere = true;
        return this.instance.engine;
    }

    private List<Request> arguments() {
        this.scheduler
            .sleep(this.scheduler.random.nextBoolean() ? 0 : this.scheduler.random.nextLong(LONGEST_EVALUATION));
        if (fails(8)) {
            throw new MissingException("Nobody knows the arguments");
        }
        this.world.history.listed.putIfAbsent(this.instance.node, this.scheduler.now());
        Source source = new Source(this.world);
        return this.planning.scheduled().stream().map((key) -> request(source, key)).toList();
    }

    private Request request(Source source, CacheKey key) {
        return new Request(key, this.world.scenario.policy(), this.instance.codec,
                new PlannedLoad(this.world, source.load(key, this.instance.node), LoadRun.Plan.SCHEDULED));
    }

    private boolean fails(int oneIn) {
        return this.world.scenario.has(Trouble.FAILING_LOADS) && this.scheduler.random.nextInt(oneIn) == 0;
    }

    @Override
    public void onEvent(CacheEvent event) {
        Task running = this.scheduler.running();
        if (running != null) {
            running.check(); // none that unwinds gets past it
        }
        History history = this.world.history;
        long now = this.scheduler.now();
        if (event instanceof Recomputed recomputed) {
            history.recomputed.add(new History.Recompute(history.step(), now, this.instance.node, recomputed.key(),
                    recomputed.result()));
        }
        this.scheduler.trace.add(now, this.instance.node.toString(), "plans", event);
        this.scheduler.yieldPoint();
    }

    /** Something is not there yet, and will be asked for again. */
    private static final class MissingException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private MissingException(String message) {
            super(message);
        }

    }

}
