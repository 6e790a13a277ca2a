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

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The subscription of an instance with near caches: signals and answers to heartbeats
 * come in the order in which they were sent. A signal that is lost takes the connection
 * with it, and everything that is on its way; nobody notices until the instance has
 * subscribed again.
 */
final class Subscription {

    private static final long HEARTBEAT = 100 * Latency.MILLI;

    private static final long LONGEST_GAP = 2_000 * Latency.MILLI;

    private final World world;

    private final SimulatedInstance instance;

    private final Scheduler scheduler;

    private final Deque<Delivery> inOrder = new ArrayDeque<>();

    private int connection;

    private boolean up = true;

    Subscription(World world, SimulatedInstance instance) {
        this.world = world;
        this.instance = instance;
        this.scheduler = world.scheduler;
        long phase = this.scheduler.random.nextLong(HEARTBEAT);
        this.scheduler.add(new Event("heartbeat", instance.node, true, phase, (self) -> {
            ping();
            self.delayUntil(this.scheduler.now() + HEARTBEAT);
        }));
    }

    /** Sends a signal, which may be lost. */
    void send(History.Sent sent) {
        if (!this.up) {
            return;
        }
        if (isLost()) {
            breakDown();
            return;
        }
        deliver("signal", this.world.scenario.signalDelay(this.scheduler.random), () -> {
            this.world.history.received.add(new History.Received(this.world.history.step(), this.instance.node, sent));
            this.instance.hear(sent.signal(), sent.change());
        });
    }

    private boolean isLost() {
        return this.world.scenario.losesSignal(this.scheduler.random)
                || this.world.scenario.isDown(this.scheduler.now());
    }

    private void ping() {
        long sent = this.instance.nanoTime();
        int over = this.connection;
        long there = this.scheduler.now() + this.world.scenario.latency().draw(this.scheduler.random);
        this.scheduler.add(new Event("ping", null, true, there, () -> {
            if (this.up && over == this.connection && !this.world.scenario.isDown(this.scheduler.now())) {
                deliver("pong", this.world.scenario.latency().draw(this.scheduler.random),
                        () -> this.instance.engine.near().heard(sent));
            }
        }));
    }

    private void breakDown() {
        this.up = false;
        this.connection++;
        this.inOrder.forEach(Event::cancel);
        this.inOrder.clear();
        long again = this.scheduler.now() + this.scheduler.random.nextLong(LONGEST_GAP);
        this.scheduler.add(new Event("subscribe", this.instance.node, true, again, (self) -> {
            if (this.world.scenario.isDown(this.scheduler.now())) {
                self.delayUntil(this.scheduler.now() + HEARTBEAT);
                return;
            }
            this.up = true;
            deliver("subscribed", this.world.scenario.latency().draw(this.scheduler.random),
                    this.instance.engine::missedSignals);
        }));
    }

    private void deliver(String name, long delay, Runnable action) {
        Delivery delivery = new Delivery(name, this.scheduler.now() + delay, () -> this.world.surprising(action));
        this.inOrder.add(delivery);
        this.scheduler.add(delivery);
    }

    private final class Delivery extends Event {

        private Delivery(String name, long at, Runnable action) {
            super(name, Subscription.this.instance.node, false, at, (self) -> {
                Subscription.this.inOrder.remove(self);
                action.run();
            });
        }

        @Override
        long readyAt() {
            return (Subscription.this.inOrder.peek() == this) ? super.readyAt() : NEVER;
        }

    }

}
