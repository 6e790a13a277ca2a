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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A clock that stands still until a test moves it. Wall time and nano time move together,
 * but only wall time can be set back.
 */
public final class MutableClock implements InstantSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Nano time begins anywhere, and after its largest number comes its smallest. */
    private static final long NANOS_AT_START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);

    private final List<Timer> timers = new ArrayList<>();

    private long nanos;

    private Duration setBack = Duration.ZERO;

    @Override
    public synchronized Instant instant() {
        return START.plusNanos(this.nanos).minus(this.setBack);
    }

    /** Returns the nano time, as {@link System#nanoTime()} does. */
    public synchronized long nanoTime() {
        return NANOS_AT_START + this.nanos;
    }

    /** Returns how much time has passed. */
    public synchronized Duration passed() {
        return Duration.ofNanos(this.nanos);
    }

    /** Moves time forward, then runs all that was to be run up to then, in its order. */
    public void advance(Duration time) {
        List<Timer> due;
        synchronized (this) {
            this.nanos += time.toNanos();
            due = this.timers.stream().filter((timer) -> timer.at <= this.nanos).toList();
            this.timers.removeAll(due);
        }
        due.stream().sorted(Comparator.comparingLong(Timer::at)).forEach((timer) -> timer.action.run());
    }

    /** Sets wall time back, as an administrator does. */
    public synchronized void setBack(Duration step) {
        this.setBack = this.setBack.plus(step);
    }

    /** Runs an action once time was moved far enough. */
    public synchronized void in(Duration time, Runnable action) {
        this.timers.add(new Timer(this.nanos + time.toNanos(), action));
    }

    private record Timer(long at, Runnable action) {
    }

}
