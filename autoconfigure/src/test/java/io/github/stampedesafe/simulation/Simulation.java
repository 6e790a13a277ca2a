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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.ModelEntryStore;

/** Plays schedules, each decided by a seed alone. Belongs to one thread. */
final class Simulation implements AutoCloseable {

    private static final long SETTLED = 3_000 * Latency.MILLI;

    /** How long a crash waits for a load to crash in. */
    private static final long LONGEST_WAIT = 2_000 * Latency.MILLI;

    /** Of so many schedules three have a planner, and one of these has both. */
    private static final int PLANNING = 48;

    private final Crew crew;

    private final Supplier<ModelEntryStore> stores;

    private final Set<Trouble> focus;

    /**
     * Creates a simulation.
     * @param name name of its threads
     * @param stores makes the store of each schedule
     * @param focus what can go wrong, empty to draw that for each schedule
     */
    Simulation(String name, Supplier<ModelEntryStore> stores, Set<Trouble> focus) {
        this.crew = new Crew(name);
        this.stores = stores;
        this.focus = focus;
    }

    /** Plays a schedule. */
    Result play(long seed, boolean traced) {
        SplittableRandom random = new SplittableRandom(seed);
        Scenario scenario = ScenarioDraw.draw(random, this.focus, drawBeside(seed));
        Strategy strategy = Strategy.draw(random);
        double fineness = random.nextInt(3) * 0.25;
        Trace trace = new Trace(traced);
        trace.add(0, "seed " + seed, strategy.toString(), "fineness", fineness, scenario);
        Scheduler scheduler = new Scheduler(random, strategy, fineness, this.crew, trace);
        World world = new World(scenario, scheduler, this.stores.get());
        try {
            play(world);
        }
        finally {
            scheduler.unwind();
        }
        List<String> violations = new ArrayList<>(world.history.surprises);
        if (scheduler.isExhausted()) {
            violations.add("The schedule did not come to an end");
        }
        for (Invariant invariant : Invariant.all()) {
            invariant.violations(world)
                .forEach((violation) -> violations.add(invariant.getClass().getSimpleName() + ": " + violation));
        }
        return new Result(seed, violations, trace.lines(), scheduler.choices());
    }

    /**
     * Draws what can go wrong beside the other draws, so that schedules without that are
     * what they were before there was such a trouble.
     */
    private Set<Trouble> drawBeside(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        Set<Trouble> drawn = EnumSet.noneOf(Trouble.class);
        if (this.focus.isEmpty()) {
            add(drawn, Trouble.NEAR, random.nextInt(6) == 0);
            add(drawn, Trouble.NESTED, random.nextInt(10) == 0);
            add(drawn, Trouble.OUTAGE_TTL, random.nextInt(20) == 0);
            add(drawn, Trouble.LEAVING, random.nextInt(10) == 0);
            add(drawn, Trouble.PUTS_IF_ABSENT, random.nextInt(10) == 0);
            add(drawn, Trouble.PENDING_CHANGES, random.nextInt(20) == 0);
            add(drawn, Trouble.SEVERAL, random.nextInt(8) == 0);
            int planners = random.nextInt(PLANNING);
            add(drawn, Trouble.SCHEDULED, planners == 0 || planners == 1);
            add(drawn, Trouble.HOT_KEYS, planners == 1 || planners == 2);
        }
        return drawn;
    }

    private static void add(Set<Trouble> drawn, Trouble trouble, boolean isDrawn) {
        if (isDrawn) {
            drawn.add(trouble);
        }
    }

    private static void play(World world) {
        Scenario scenario = world.scenario;
        scenario.prefills().forEach((prefill) -> prefill(world, prefill));
        List<CallerThread> callers = new ArrayList<>();
        for (Scenario.Caller caller : scenario.callers()) {
            callers.add(new CallerThread(world, callers.size(), caller));
        }
        scenario.faults().forEach((fault) -> schedule(world, callers, fault));
        scenario.clockSteps().forEach((step) -> schedule(world, step));
        if (scenario.planning().isOn()) {
            world.scheduler.add(new Task("the end", null, false, scenario.planning().until(), () -> {
            }));
        }
        world.scheduler.runTasks();
        world.scheduler.drain();
        askAtTheEnd(world);
    }

    /**
     * Lets every instance that lives read every key once more, in peace. After expiries
     * this is done when all have heard of them and no refresh rests, and again the other
     * way round, because an instance may have a thread for one refresh only; of two
     * releases one instance after the other, because they refresh a key one at a time.
     */
    private static void askAtTheEnd(World world) {
        List<CacheKey> keys = world.scenario.callers()
            .stream()
            .flatMap((caller) -> caller.steps().stream())
            .flatMap((step) -> step.keys().stream())
            .distinct()
            .collect(Collectors.toCollection(ArrayList::new));
        long arrived = PendingChangesArrive.pauseBeforeTheEnd(world);
        if (world.scenario.has(Trouble.EXPIRE_ALL)) {
            boolean isOneByOne = world.scenario.has(Trouble.RELEASES);
            (isOneByOne ? world.instances.stream().map(List::of) : Stream.of(world.instances)).forEach((instances) -> {
                ask(world, instances, Math.max(SETTLED, arrived), keys);
                Collections.reverse(keys);
                ask(world, instances, SETTLED, keys);
            });
        }
        else {
            ask(world, world.instances, arrived, keys);
        }
    }

    private static void ask(World world, List<SimulatedInstance> instances, long pause, List<CacheKey> keys) {
        List<Scenario.Step> steps = keys.stream()
            .map((key) -> new Scenario.Step(Call.Kind.GET, key, 0, false))
            .toList();
        for (SimulatedInstance instance : instances) {
            if (!instance.node.isCrashed()) {
                new CallerThread(world, 100 + instance.node.number,
                        new Scenario.Caller(instance.node.number, pause, steps));
            }
        }
        world.scheduler.runTasks();
        world.scheduler.drain();
    }

    private static void prefill(World world, Scenario.Prefill prefill) {
        Instant now = world.store.now();
        Instant freshUntil = now.plus(prefill.freshFor());
        LoadRun load = new LoadRun(world.history.loads.size(), prefill.key(), new Node(prefill.by()), null, -1,
                world.history.step(), 0);
        load.end = world.history.step();
        load.endTime = 0;
        world.history.loads.add(load);
        load.version = world.scenario.has(Trouble.VERSIONS) ? 0L : null;
        Entry entry = new Entry(freshUntil.minusSeconds(60), freshUntil, Duration.ofMillis(1), load.version,
                Entry.Kind.VALUE, Payload.of(StringCodec.bytes(load.value()), world.scenario.shape(prefill.by())));
        world.store.fill(prefill.key(), entry, world.store.steady().plusSeconds(60));
    }

    private static void schedule(World world, List<CallerThread> callers, Scenario.Fault fault) {
        Scheduler scheduler = world.scheduler;
        History history = world.history;
        scheduler.add(new Event("fault", null, false, fault.at(), (self) -> {
            LoadRun running = world.runningLoad();
            if (fault.isDuringLoad(world.scenario) && running == null && scheduler.now() < fault.at() + LONGEST_WAIT) {
                self.delayUntil(scheduler.now() + 10 * Latency.MILLI);
                return;
            }
            scheduler.trace.add(scheduler.now(), "fault", fault.toString());
            if (fault.trouble() == Trouble.INTERRUPTS) {
                interrupt(callers.get(fault.target()).task);
                return;
            }
            Node node = (running != null && fault.isDuringLoad(world.scenario)) ? running.node
                    : world.instances.get(fault.target()).node;
            history.stops.add(new History.Stop(history.step(), scheduler.now(), node, fault.until()));
            if (fault.trouble() == Trouble.CRASH) {
                node.crash();
            }
            else {
                node.pause(scheduler.now(), fault.until());
            }
        }));
    }

    private static void schedule(World world, ClockStep step) {
        Scheduler scheduler = world.scheduler;
        scheduler.add(new Event("clock", null, false, step.at(), () -> {
            scheduler.trace.add(scheduler.now(), "the store", step.toString());
            world.setClock(step);
        }));
    }

    private static void interrupt(Task task) {
        task.interrupt();
        task.strand.calls().stream().filter((call) -> !call.isAsync).forEach((call) -> call.interrupted = true);
    }

    int threads() {
        return this.crew.size();
    }

    @Override
    public void close() {
        this.crew.close();
    }

    /**
     * How a schedule ended.
     *
     * @param seed its seed
     * @param violations what was wrong
     * @param trace what happened, if asked for
     * @param choices how often somebody was chosen to go on
     */
    record Result(long seed, List<String> violations, List<String> trace, int choices) {
    }

}
