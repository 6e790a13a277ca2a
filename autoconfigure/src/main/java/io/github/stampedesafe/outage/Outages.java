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

package io.github.stampedesafe.outage;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.OutageEvent.OutageBegan;
import io.github.stampedesafe.event.OutageEvent.OutageEnded;

/** Tells of each outage at its beginning and at its end, and counts what is between. */
final class Outages {

    private final LongSupplier nanoTime;

    private final CacheListener listener;

    private final LongAdder reads = new LongAdder();

    private final LongAdder pending = new LongAdder();

    private final LongAdder delivered = new LongAdder();

    private @Nullable Long since;

    private volatile boolean stopped;

    Outages(LongSupplier nanoTime, CacheListener listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Whether the application stops: its connections end, and that is no outage. Nothing
     * delivers pending changes any more.
     */
    boolean isStopped() {
        return this.stopped;
    }

    /** Notes whether the application stops. */
    synchronized void stopped(boolean stopped) {
        this.stopped = stopped;
    }

    /** Notes the beginning of an outage, if there is none. */
    synchronized void begin(CacheUnavailableException failure) {
        if (this.since == null && !this.stopped) {
            this.since = this.nanoTime.getAsLong();
            this.listener.onEvent(new OutageBegan(failure));
        }
    }

    /**
     * Ends the outage, if there is one and it is over. Whoever makes it go on afterwards
     * begins another.
     */
    synchronized void endIf(BooleanSupplier isOver) {
        if (this.since != null && isOver.getAsBoolean()) {
            Duration lasted = Duration.ofNanos(this.nanoTime.getAsLong() - this.since);
            this.since = null;
            this.listener.onEvent(new OutageEnded(lasted, this.reads.sumThenReset(), this.pending.sumThenReset(),
                    this.delivered.sumThenReset()));
        }
    }

    /** Returns how long the outage lasts so far, {@code null} if there is none. */
    synchronized @Nullable Duration lasting() {
        return (this.since != null) ? Duration.ofNanos(this.nanoTime.getAsLong() - this.since) : null;
    }

    /** Counts a look that was not answered. */
    void unansweredRead() {
        this.reads.increment();
    }

    /** Counts a change that became pending. */
    void pendingChange() {
        this.pending.increment();
    }

    /** Counts a change that was delivered. */
    void deliveredChange() {
        this.delivered.increment();
    }

}
