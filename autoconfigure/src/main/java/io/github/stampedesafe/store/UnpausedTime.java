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

package io.github.stampedesafe.store;

import java.time.Duration;

/**
 * Measures the time in which this instance could receive an answer, so that a pause of
 * the instance is not taken for an outage. Its owner reports a tick at the end of each
 * period. The time by which a tick is late does not count, because the process stood
 * still (stopped, in a garbage collection, without a processor). Not thread-safe.
 */
public final class UnpausedTime {

    private final long period;

    private long lastTick;

    private long listened;

    private boolean settled = true;

    /**
     * Creates the measurement.
     * @param period time between two ticks; positive
     * @param now begin of the first period, in ns
     */
    public UnpausedTime(Duration period, long now) {
        this.period = period.toNanos();
        this.lastTick = now;
    }

    /** Begins a period anew, after a time without ticks. */
    public void resume(long now) {
        this.lastTick = now;
        this.settled = true;
    }

    /**
     * Notes that a period ended. A tick that comes at more than twice its time is late.
     * @param now the time, in ns
     */
    public void tick(long now) {
        long elapsed = now - this.lastTick;
        boolean isLate = elapsed > 2 * this.period;
        this.lastTick = now;
        this.listened += isLate ? this.period : elapsed;
        this.settled = !isLate || !this.settled;
    }

    /**
     * Returns the time listened so far, the period that has not ended included, in ns.
     * @param now the time, in ns
     */
    public long nanos(long now) {
        return this.listened + Math.min(Math.max(now - this.lastTick, 0), this.period);
    }

    /** Returns the time listened until the last tick, in ns. */
    public long nanos() {
        return this.listened;
    }

    /**
     * Whether a whole period passed since the process last stood still, so that answers
     * that arrived meanwhile have been read. Where every tick is late, every second one
     * counts as settled.
     */
    public boolean isSettled() {
        return this.settled;
    }

}
