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

package io.github.stampedesafe.test.redis;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A reply that a relay holds back for a time, which can be shortened. */
final class HeldReply {

    private final ScheduledExecutorService deliveries;

    private final Runnable delivery;

    private final Consumer<HeldReply> done;

    private @Nullable ScheduledFuture<?> due;

    HeldReply(ScheduledExecutorService deliveries, Runnable delivery, Consumer<HeldReply> done) {
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.done = done;
    }

    /** Delivers after this time, unless it is due earlier. */
    synchronized void hasten(Duration delay) {
        ScheduledFuture<?> due = this.due;
        if (due == null || (due.getDelay(TimeUnit.NANOSECONDS) > delay.toNanos() && due.cancel(false))) {
            this.due = this.deliveries.schedule(this::deliver, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void deliver() {
        try {
            this.delivery.run();
        }
        finally {
            this.done.accept(this);
        }
    }

}
