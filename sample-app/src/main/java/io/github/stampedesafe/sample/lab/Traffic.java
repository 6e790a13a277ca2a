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

package io.github.stampedesafe.sample.lab;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Callers at a steady rate, whether or not the earlier ones were answered. They go to the
 * serving instances in turn, to the same one in both lanes.
 */
final class Traffic {

    private final Callers callers;

    private final Instances instances;

    private final ScheduledExecutorService clock;

    private IntSupplier keys = () -> Settings.MAIN_KEY;

    private int perSecond;

    private int turn;

    private @Nullable Future<?> ticks;

    Traffic(Callers callers, Instances instances, ScheduledExecutorService clock) {
        this.callers = callers;
        this.instances = instances;
        this.clock = clock;
    }

    /** Sends that many callers a second from now on, all to the main key. */
    void flow(int callersPerSecond) {
        flow(callersPerSecond, () -> Settings.MAIN_KEY);
    }

    /** Sends that many callers a second from now on, to the keys that are given. */
    synchronized void flow(int callersPerSecond, IntSupplier toKeys) {
        if (this.ticks != null) {
            this.ticks.cancel(false);
            this.ticks = null;
        }
        this.perSecond = callersPerSecond;
        this.keys = toKeys;
        if (callersPerSecond > 0) {
            this.ticks = this.clock.scheduleAtFixedRate(this::tick, 0, TimeUnit.SECONDS.toNanos(1) / callersPerSecond,
                    TimeUnit.NANOSECONDS);
        }
    }

    synchronized int perSecond() {
        return this.perSecond;
    }

    private synchronized void tick() {
        if (this.perSecond > 0) {
            send(1, this.keys);
        }
    }

    /** Sends that many callers at once, in turn to all instances. */
    void send(int number, IntSupplier toKeys) {
        send(number, toKeys, this.instances.serving());
    }

    /** Sends that many callers at once, in turn to those instances. */
    synchronized void send(int number, IntSupplier toKeys, List<Instance> to) {
        if (!to.isEmpty()) {
            for (int i = 0; i < number; i++) {
                this.turn = (this.turn + 1) % to.size();
                this.callers.ask(to.get(this.turn), toKeys.getAsInt());
            }
        }
    }

}
