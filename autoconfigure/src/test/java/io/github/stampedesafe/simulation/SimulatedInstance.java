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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.engine.EngineHooks;
import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.EngineSettings;
import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.recompute.RecomputeDispatcher;
import io.github.stampedesafe.store.Signal;

/** One instance: a real engine, with everything around it in the scheduler's hands. */
final class SimulatedInstance {

    final Node node;

    final SingleFlightCache engine;

    /** Of the type as the release of this instance knows it. */
    final StringCodec codec;

    private final World world;

    private final Deque<Runnable> waitingRefreshes = new ArrayDeque<>();

    private final long skewNanos;

    private final long nanoOrigin;

    private final @Nullable Subscription subscription;

    private final @Nullable Recovery recovery;

    private final @Nullable Planners planners;

    private long knownClockShift;

    private int runningRefreshes;

    private boolean refreshing;

    SimulatedInstance(World world, int number) {
        this.world = world;
        this.node = new Node(number);
        Scenario scenario = world.scenario;
        this.codec = new StringCodec(scenario.shape(number));
        SplittableRandom random = world.scheduler.random;
        this.skewNanos = random.nextLong(-20, 21) * Latency.MILLI;
        this.nanoOrigin = random.nextLong();
        Scheduler scheduler = world.scheduler;
        Link link = new Link(scheduler, this.node, scenario.latency(), scenario.outages());
        EngineResources resources = new EngineResources(() -> {
            scheduler.yieldPoint();
            return time();
        }, () -> {
            scheduler.yieldPoint();
            return nanoTime();
        }, random.split(), this::await, this::refresh, this::carryStrand, this::step, this::delay);
        RemoteLeases leases = new RemoteLeases(world, link);
        RemoteStore store = new RemoteStore(world, link);
        Recovery recovery = scenario.has(Trouble.PENDING_CHANGES)
                ? new Recovery(world, this.node, store, leases, this::nanoTime) : null;
        this.recovery = recovery;
        Planners planners = scenario.planning().isOn() ? new Planners(world, this, link) : null;
        this.planners = planners;
        ReadRates readRates = (planners != null) ? planners.readRates() : ReadRates.UNKNOWN;
        this.engine = new SingleFlightCache((recovery != null) ? recovery.store() : store,
                (recovery != null) ? recovery.leases() : leases,
                new EngineSettings(Scenario.LEASE, scenario.onStoreFailure(), scenario.outageTtl()), resources,
                new EngineHooks(new YieldingListener(scheduler), readRates, LoadScope.NONE,
                        YieldingMap.maps(scheduler)));
        this.subscription = scenario.has(Trouble.NEAR) ? new Subscription(world, this) : null;
        recur("lease extension", Scenario.LEASE.dividedBy(4), () -> {
            this.engine.extendLeases();
            leases.sendExtensions();
        });
        recur("refresh of marks", Duration.ofSeconds(1), this::refreshMarks);
        if (recovery != null) {
            recur("recovery", Recovery.PERIOD, () -> recovery.begin(this.engine));
        }
    }

    /** Lets the instance ask for the time, as it does every second. */
    void noticeClock() {
        Scheduler scheduler = this.world.scheduler;
        long at = scheduler.now() + scheduler.random.nextLong(1_000 * Latency.MILLI);
        scheduler.add(new Event("clock", this.node, true, at, () -> this.knownClockShift = this.world.clockShift()));
    }

    /** Lets the engine hear of a signal, or not, some time from now. */
    void send(Signal signal, int step) {
        Scenario scenario = this.world.scenario;
        Scheduler scheduler = this.world.scheduler;
        if (scenario.losesSignal(scheduler.random) || scenario.isDown(scheduler.now())) {
            return;
        }
        long at = scheduler.now() + scenario.signalDelay(scheduler.random);
        scheduler.add(new Event("signal", this.node, false, at, () -> hear(signal, step)));
    }

    /** Sends a signal to the subscription of an instance with near caches. */
    void send(History.Sent sent) {
        Objects.requireNonNull(this.subscription).send(sent);
    }

    /** Lets the engine hear of a signal. */
    void hear(Signal signal, int step) {
        Scheduler scheduler = this.world.scheduler;
        scheduler.trace.add(scheduler.now(), this.node.toString(), "hears", signal);
        this.world.surprising(() -> this.engine.receive(signal));
        History history = this.world.history;
        if (signal instanceof Signal.Cleared) {
            history.heard.add(new History.Heard(history.step(), this.node, -1, step));
        }
        if (signal instanceof Signal.Expired expired) {
            history.heardExpiries
                .add(new History.HeardExpiry(history.step(), this.node, history.expiry(expired.mark())));
        }
    }

    private boolean await(CompletableFuture<?> event, Duration atMost) throws InterruptedException {
        Call call = this.world.runningCall();
        if (call != null) {
            call.waits++;
        }
        if (event.isDone()) {
            return true;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (call != null) {
            call.waitingSince = this.world.history.step();
        }
        this.world.scheduler.await(event, atMost.toNanos(), true);
        if (call != null) {
            call.waitingSince = -1;
        }
        if (!event.isDone() && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return event.isDone();
    }

    /** Lets the steps of an asynchronous call run on the strand of that call. */
    private Runnable carryStrand(Runnable work) {
        Strand strand = this.world.strand("call");
        return () -> {
            Task task = this.world.scheduler.running();
            if (task != null && task.isStep) {
                task.strand = strand;
            }
            work.run();
        };
    }

    private void step(Runnable step) {
        Task task = new Task(this.node + " step", this.node, false, this.world.scheduler.now(),
                () -> this.world.surprising(step));
        task.isStep = true;
        this.world.scheduler.add(task);
    }

    private Runnable delay(Duration time, Runnable task) {
        Call call = this.world.runningCall();
        if (call != null) {
            call.waits++;
            call.waitingSince = this.world.history.step();
        }
        Runnable end = () -> {
            if (call != null) {
                call.waitingSince = -1;
            }
        };
        Scheduler scheduler = this.world.scheduler;
        boolean isOfCaller = call != null; // who goes on without it
        Event expiry = new Event("delay", this.node, isOfCaller, scheduler.now() + Math.max(0, time.toNanos()), () -> {
            end.run();
            task.run();
        });
        scheduler.add(expiry);
        return () -> {
            end.run();
            expiry.cancel();
        };
    }

    private void refresh(Runnable refresh) {
        if (this.runningRefreshes < this.world.scenario.refreshThreads()) {
            startRefresh(refresh);
        }
        else if (this.waitingRefreshes.size() < this.world.scenario.refreshQueue()) {
            this.waitingRefreshes.add(refresh);
        }
        else {
            throw new RejectedExecutionException("Full");
        }
    }

    private void startRefresh(Runnable refresh) {
        this.runningRefreshes++;
        this.world.scheduler.add(new Task(this.node + " refresh", this.node, false, this.world.scheduler.now(), () -> {
            this.world.surprising(refresh);
            this.runningRefreshes--;
            Runnable next = this.waitingRefreshes.poll();
            if (next != null) {
                startRefresh(next);
            }
        }));
    }

    private void recur(String name, Duration period, Runnable job) {
        Scheduler scheduler = this.world.scheduler;
        scheduler.add(new Event(name, this.node, true, scheduler.random.nextLong(period.toNanos()), (self) -> {
            this.world.surprising(job);
            self.delayUntil(scheduler.now() + period.toNanos());
        }));
    }

    private void refreshMarks() {
        if (this.refreshing) {
            return;
        }
        this.refreshing = true;
        History history = this.world.history;
        Task refresh = new Task(this.node + " refresh", this.node, true, this.world.scheduler.now(), () -> {
            int upTo = history.step();
            try {
                this.engine.refreshMarks();
                history.heard.add(new History.Heard(history.step(), this.node, upTo, null));
            }
            catch (CacheUnavailableException ex) {
                // tried again in a second
            }
            finally {
                this.refreshing = false;
            }
        });
        this.world.scheduler.add(refresh);
    }

    /** Returns how many changes the store has not taken yet. */
    int pendingChanges() {
        return (this.recovery != null) ? this.recovery.pendingChanges() : 0;
    }

    /** Returns the dispatcher of recomputes, {@code null} if nobody plans any. */
    @Nullable RecomputeDispatcher dispatcher() {
        return (this.planners != null) ? this.planners.dispatcher : null;
    }

    /** Returns the time by which this instance measures durations. */
    long nanoTime() {
        return this.nanoOrigin + this.world.scheduler.now();
    }

    /** Returns the time of the store as this instance sees it. */
    Instant time() {
        return this.world.steady().plusNanos(this.skewNanos + this.knownClockShift);
    }

}
