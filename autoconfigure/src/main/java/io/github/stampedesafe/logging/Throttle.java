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

package io.github.stampedesafe.logging;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Lets one event pass in a while and counts the others. Thread-safe. */
final class Throttle {

    private final LongSupplier nanoTime;

    private final long interval;

    private final AtomicLong nextPass;

    private final LongAdder heldBack = new LongAdder();

    Throttle(LongSupplier nanoTime, Duration interval) {
        this.nanoTime = nanoTime;
        this.interval = interval.toNanos();
        this.nextPass = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Whether an event passes.
     * @return the number of events held back since the last one that passed, or -1 if
     * this one is held back
     */
    long pass() {
        long now = this.nanoTime.getAsLong();
        long next = this.nextPass.get();
        if (now - next < 0 || !this.nextPass.compareAndSet(next, now + this.interval)) {
            this.heldBack.increment();
            return -1;
        }
        return this.heldBack.sumThenReset();
    }

}
