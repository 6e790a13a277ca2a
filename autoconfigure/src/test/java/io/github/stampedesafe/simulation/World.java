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
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.testing.InMemoryRanking;
import io.github.stampedesafe.testing.ModelEntryStore;

/** What the instances of a schedule share: the store, time, and the history. */
final class World {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Scenario scenario;

    final Scheduler scheduler;

    final ModelEntryStore store;

    final History history = new History();

    final Registers registers = new Registers();

    final InMemoryRanking ranking = new InMemoryRanking();

    final List<SimulatedInstance> instances = new ArrayList<>();

    /** A change returns or throws. */
    final Occasion changed = new Occasion();

    /** A load begins. */
    final Occasion begun = new Occasion();

    /** A load ends. */
    final Occasion loaded = new Occasion();

    /** The store carries out the end of a load. */
    final Occasion published = new Occasion();

    /** Whether the store expires a key at the moment. */
    boolean isExpiring;

    private long clockShift;

    private long owners;

    World(Scenario scenario, Scheduler scheduler, ModelEntryStore store) {
        this.scenario = scenario;
        this.scheduler = scheduler;
        this.store = store;
        store.connect(this::time, this::steady, this::send);
        for (int i = 0; i < scenario.instances(); i++) {
            this.instances.add(new SimulatedInstance(this, i));
        }
    }

    /** Returns the store's time. */
    Instant time() {
        return steady().plusNanos(this.clockShift);
    }

    /** Returns what the store's time would be if nobody had set its clock. */
    Instant steady() {
        return START.plusNanos(this.scheduler.now());
    }

    /** Returns by how much the store's clock was set forward so far, in ns. */
    long clockShift() {
        return this.clockShift;
    }

    /** Sets the store's clock; each instance notices that within a second. */
    void setClock(ClockStep step) {
        this.clockShift += step.nanos();
        this.instances.forEach(SimulatedInstance::noticeClock);
    }

    /** Returns what the scheduler calls an instant of the store's time. */
    long nanosOf(Instant time) {
        return Duration.between(START, time).toNanos();
    }

    /** Returns the call whose thread has the baton, {@code null} if it works for none. */
    @Nullable Call runningCall() {
        return runningCall(this);
    }

    /** Returns the same for a key, if the thread works for several. */
    @Nullable Call runningCall(Object subject) {
        Task task = this.scheduler.running();
        return (task != null) ? task.strand.call(subject) : null;
    }

    /**
     * Returns what runs now.
     * @throws IllegalStateException if that is a signal or an answer, which may neither
     * block nor ask
     */
    Strand strand(String what) {
        Task task = this.scheduler.running();
        if (task == null) {
            throw new IllegalStateException("No thread of an instance would have to " + what);
        }
        return task.strand;
    }

    Long nextOwner() {
        return ++this.owners;
    }

    /**
     * Whether whoever reads an entry now may serve it, whatever the skew of its clock and
     * the time the answer takes.
     */
    boolean isSurelyServable(CacheKey key, Entry entry) {
        Instant latest = time().plusSeconds(1);
        Instant end = entry.freshUntil().plus(this.scenario.policy().staleWhileRevalidate());
        boolean cleared = this.history.changes.stream()
            .anyMatch((change) -> change.kind() == Call.Kind.CLEAR && change.concerns(key));
        return entry.kind() != Entry.Kind.TOMBSTONE && latest.isBefore(end) && !cleared;
    }

    /** Returns the shape that a value has. */
    long shapeOf(String value) {
        return this.scenario.shape(this.history.origin(value).node().number);
    }

    /** Returns the last load that began and is running, {@code null} if none is. */
    @Nullable LoadRun runningLoad() {
        LoadRun running = null;
        for (LoadRun load : this.history.loads) {
            running = (load.end == Call.NEVER && !load.node.isCrashed()) ? load : running;
        }
        return running;
    }

    /** Whether a load runs without a lease, for a call at its wait limit. */
    boolean isImpatient(LoadRun load) {
        return load.leasedAt < 0 && load.call != null
                && load.beginTime - load.call.startTime >= this.scenario.waitLimit().toNanos();
    }

    /** Whether what began to load at an instant of the store's time is younger. */
    boolean isYounger(Instant loadStart, Call than) {
        return nanosOf(loadStart) > than.startTime;
    }

    /** Runs something that must not throw. */
    void surprising(Runnable action) {
        try {
            action.run();
        }
        catch (RuntimeException ex) {
            if (ex.getCause() instanceof Crashed crashed) {
                throw crashed;
            }
            this.history.surprises.add("Background work threw " + ex);
        }
    }

    /** Writes down that a call begins. */
    void begin(Call call, String thread) {
        call.start = this.history.step();
        call.startTime = this.scheduler.now();
        this.scheduler.trace.add(call.startTime, thread, "begins", call);
    }

    /** Writes down how a call ended. */
    void end(Call call, @Nullable String value, @Nullable Throwable failure, String thread) {
        call.value = value;
        call.thrown = failure;
        call.endTime = this.scheduler.now();
        call.end = this.history.step();
        if (call.kind.isChange()) {
            this.changed.happened();
        }
        this.scheduler.trace.add(call.endTime, thread, "ends", call, "→", (failure != null) ? failure : value);
    }

    private void send(Signal signal) {
        int step = this.history.changes.isEmpty() ? -1
                : this.history.changes.get(this.history.changes.size() - 1).step();
        if (!this.scenario.has(Trouble.NEAR)) {
            this.instances.forEach((instance) -> instance.send(signal, step));
            return;
        }
        History.Sent sent = new History.Sent(this.history.step(), this.scheduler.now(), signal, this.isExpiring, step);
        this.history.sent.add(sent);
        this.instances.forEach((instance) -> instance.send(sent));
    }

}
