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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Decides alone who runs next, and what time it is. Exactly one thread holds the baton;
 * at each of its boundaries it chooses the next one itself and goes on if that is itself.
 * Time stands still while anybody can run.
 */
final class Scheduler {

    private static final int MOST_CHOICES = 20_000;

    private static final long STUCK_SECONDS = 60;

    final SplittableRandom random;

    final Trace trace;

    private final Crew crew;

    private final Strategy strategy;

    private final double fineness;

    private final List<Actor> actors = new ArrayList<>();

    private final List<Actor> ready = new ArrayList<>();

    private final Thread driver = Thread.currentThread();

    private volatile boolean driverHasBaton = true;

    private @Nullable Task running;

    private boolean inEvent;

    private boolean callersOnly;

    private boolean unwinding;

    private long now;

    private int choices;

    Scheduler(SplittableRandom random, Strategy strategy, double fineness, Crew crew, Trace trace) {
        this.random = random;
        this.strategy = strategy;
        this.fineness = fineness;
        this.crew = crew;
        this.trace = trace;
    }

    /** Returns the time since the schedule began, in ns. */
    long now() {
        return this.now;
    }

    int choices() {
        return this.choices;
    }

    boolean isExhausted() {
        return this.choices > MOST_CHOICES;
    }

    /** Returns the task that holds the baton, {@code null} during an event. */
    @Nullable Task running() {
        return this.inEvent ? null : this.running;
    }

    void add(Actor actor) {
        actor.priority = this.random.nextLong() & Long.MAX_VALUE;
        this.actors.add(actor);
    }

    /** Runs everything until all tasks in the foreground are done. To be called first. */
    void runTasks() {
        this.callersOnly = true;
        drive();
    }

    /** Runs on until nothing is left to happen but in the background. */
    void drain() {
        this.callersOnly = false;
        drive();
    }

    /** Unwinds every task that has not ended. */
    void unwind() {
        for (Actor actor : List.copyOf(this.actors)) {
            if (actor instanceof Task task && !task.isOver() && task.isStarted()) {
                task.leaveStanding();
                this.running = task;
                this.unwinding = true;
                this.driverHasBaton = false;
                task.giveBaton();
                awaitDriver();
            }
        }
    }

    /** A boundary without a wait: somebody else may run. */
    void yieldPoint() {
        Task me = running();
        if (me == null) {
            return;
        }
        me.check();
        if (this.fineness > 0 && this.random.nextDouble() < this.fineness) {
            me.waitFor(null, this.now, false);
            switchFrom(me);
        }
    }

    /** A boundary with a wait of a fixed time, ended early by an interrupt. */
    void sleep(long nanos) {
        await(null, nanos, true);
    }

    /** A boundary with a wait, for an event or a time or perhaps an interrupt. */
    void await(@Nullable CompletableFuture<?> event, long nanos, boolean orInterrupt) {
        Task me = running();
        if (me == null) {
            throw new IllegalStateException("An event must not block");
        }
        me.check();
        me.waitFor(event, this.now + Math.max(0, nanos), orInterrupt);
        switchFrom(me);
    }

    private void switchFrom(Task me) {
        Task next = choose();
        if (next == me) {
            me.resumed(Thread.interrupted());
            return;
        }
        handOver(next);
        me.awaitBaton();
    }

    /** Hands the baton on after the running task has ended. */
    void passOn() {
        handOver(this.unwinding ? null : choose());
    }

    private void handOver(@Nullable Task next) {
        if (next == null) {
            this.driverHasBaton = true;
            LockSupport.unpark(this.driver);
        }
        else if (next.isStarted()) {
            next.giveBaton();
        }
        else {
            this.crew.start(next, this);
        }
    }

    private void drive() {
        this.running = null;
        Task first = choose();
        if (first != null) {
            this.driverHasBaton = false;
            handOver(first);
            awaitDriver();
        }
    }

    private void awaitDriver() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STUCK_SECONDS);
        while (!this.driverHasBaton) {
            LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("A thread ran for " + STUCK_SECONDS + " s without a boundary");
            }
        }
    }

    /** Lets events happen until a task is chosen; {@code null} if the run is over. */
    private @Nullable Task choose() {
        while (this.choices <= MOST_CHOICES) {
            long next = collect();
            if (next == Actor.NEVER) {
                return null;
            }
            if (this.ready.isEmpty()) {
                this.now = next;
                continue;
            }
            this.choices++;
            Actor chosen = this.strategy.choose(this.ready, this.running);
            if (chosen instanceof Task task) {
                this.running = task;
                return task;
            }
            this.inEvent = true;
            ((Event) chosen).happen();
            this.inEvent = false;
        }
        return null;
    }

    /** Finds who is ready; returns when the next one is, never if the run is over. */
    private long collect() {
        this.ready.clear();
        long next = Actor.NEVER;
        boolean goesOn = false;
        int kept = 0;
        for (int i = 0; i < this.actors.size(); i++) {
            Actor actor = this.actors.get(i);
            if (actor.isOver() || (actor instanceof Event && actor.isCrashed())) {
                continue;
            }
            this.actors.set(kept++, actor);
            long at = actor.earliest();
            if (at == Actor.NEVER) {
                continue;
            }
            goesOn |= !actor.background && (!this.callersOnly || actor instanceof Task);
            if (at <= this.now) {
                this.ready.add(actor);
            }
            next = Math.min(next, Math.max(at, this.now));
        }
        this.actors.subList(kept, this.actors.size()).clear();
        return goesOn ? next : Actor.NEVER;
    }

}
