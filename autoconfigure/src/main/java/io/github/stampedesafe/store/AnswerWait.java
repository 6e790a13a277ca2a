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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for answers of another process, by {@link UnpausedTime}: a pause of this process
 * does not count as silence of the other. A wait consists of many short ones, because a
 * short wait that takes long shows that this process stood still.
 */
public final class AnswerWait {

    /** Short waits in a time-out. */
    private static final int PERIODS = 20;

    /**
     * The longest wait in time-outs of real time, however seldom this process runs.
     */
    private static final int LONGEST = 10;

    private final LongSupplier nanoTime;

    /**
     * Creates the wait.
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     */
    public AnswerWait(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns the time between two looks at the clock during a wait for a time-out. */
    public static Duration period(Duration timeout) {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), timeout.toNanos() / PERIODS));
    }

    /** Returns the longest real time of a wait with a time-out. */
    public static Duration longest(Duration timeout) {
        return timeout.multipliedBy(LONGEST);
    }

    /**
     * Waits for an answer, a failure included.
     * @param answer what to wait for
     * @param timeout time to listen for it; positive
     * @return whether it is there
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(Future<?> answer, Duration timeout) throws InterruptedException {
        // Each command asks for a connection that is mostly there.
        if (answer.isDone()) {
            return true;
        }
        Duration period = period(timeout);
        long begin = this.nanoTime.getAsLong();
        UnpausedTime time = new UnpausedTime(period, begin);
        long now = begin;
        while (!isOver(time, now - begin, timeout)) {
            long left = timeout.toNanos() - time.nanos();
            if (isDone(answer, (left > 0) ? Math.min(left, period.toNanos()) : period.toNanos())) {
                return true;
            }
            now = this.nanoTime.getAsLong();
            time.tick(now);
        }
        return answer.isDone();
    }

    private static boolean isOver(UnpausedTime time, long elapsed, Duration timeout) {
        return (time.nanos() >= timeout.toNanos() && time.isSettled()) || elapsed >= longest(timeout).toNanos();
    }

    private static boolean isDone(Future<?> answer, long nanos) throws InterruptedException {
        try {
            answer.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        }
        catch (TimeoutException ex) {
            return answer.isDone();
        }
        catch (ExecutionException | CancellationException ex) {
            return true;
        }
    }

}
