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

package io.github.stampedesafe.event;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Reports to an operator that this instance stood still: the process was stopped,
 * collected garbage or got no processor. Then slow calls were slow because of the
 * instance, not because of Redis. Nothing is decided here: that a pause is not taken for
 * an outage is the rule of {@link io.github.stampedesafe.store.UnpausedTime}.
 * <p>
 * A tick comes every {@link #PERIOD}. The delay of a tick is the length of the pause, to
 * within one period, because the pause may have begun right before the tick was due. Only
 * the latest pause is kept. Not thread-safe, but for {@link #latest()}.
 */
public final class PauseReport {

    /** Time between two ticks. */
    public static final Duration PERIOD = Duration.ofMillis(100);

    /** Shorter pauses are normal and are not reported. */
    public static final Duration SHORTEST = Duration.ofMillis(250);

    private final LongSupplier nanoTime;

    private final InstantSource clock;

    private @Nullable Long lastTick;

    private volatile @Nullable InstancePause latest;

    /**
     * Creates the report. It measures from the first tick on.
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     * @param clock tells when a pause ended
     */
    public PauseReport(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /**
     * Ends a period.
     * @return the pause that the tick was late by, {@code null} if it was in time
     */
    public @Nullable InstancePause tick() {
        long now = this.nanoTime.getAsLong();
        Duration late = (this.lastTick != null) ? Duration.ofNanos(now - this.lastTick).minus(PERIOD) : Duration.ZERO;
        this.lastTick = now;
        if (late.compareTo(SHORTEST) < 0) {
            return null;
        }
        InstancePause pause = new InstancePause(this.clock.instant(), late);
        this.latest = pause;
        return pause;
    }

    /** Measures anew from the next tick on, because no more ticks come until then. */
    public void stop() {
        this.lastTick = null;
    }

    /** Returns the latest pause, {@code null} if there was none. */
    public @Nullable InstancePause latest() {
        return this.latest;
    }

}
