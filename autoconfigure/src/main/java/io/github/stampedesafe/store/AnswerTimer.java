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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Fails answers of another process that take too long. It judges as {@link AnswerWait}
 * does, by {@link UnpausedTime}, without a thread that waits: it ticks while answers are
 * pending, and a tick that is late shows that this process stood still.
 * <p>
 * All answers have the same time-out, so the oldest one is the first to be too late.
 * Thread-safe.
 */
public final class AnswerTimer {

    private final Duration timeout;

    private final LongSupplier nanoTime;

    private final Delay delay;

    private final Deque<Pending> pending = new ArrayDeque<>();

    private final UnpausedTime time;

    private boolean ticking;

    /**
     * Creates the timer.
     * @param timeout time to listen for each answer; positive
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     * @param delay runs the ticks
     */
    public AnswerTimer(Duration timeout, LongSupplier nanoTime, Delay delay) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.delay = delay;
        this.time = new UnpausedTime(AnswerWait.period(timeout), nanoTime.getAsLong());
    }

    /**
     * Fails an answer unless it completes within the time-out of listening, and within
     * ten time-outs however seldom this process runs. Returns at once.
     * @param answer the answer
     * @param failure makes what it fails with
     */
    public void limit(CompletableFuture<?> answer, Supplier<? extends Throwable> failure) {
        Duration first = null;
        synchronized (this) {
            dropAnswered();
            long now = this.nanoTime.getAsLong();
            if (!this.ticking) {
                this.ticking = true;
                this.time.resume(now);
                first = untilNextTick(0);
            }
            this.pending.addLast(new Pending(answer, failure, this.time.nanos(now), now));
        }
        if (first != null) {
            this.delay.run(first, this::tick);
        }
    }

    private void tick() {
        List<Pending> late = new ArrayList<>();
        Duration next;
        synchronized (this) {
            long now = this.nanoTime.getAsLong();
            this.time.tick(now);
            dropAnswered();
            for (Pending oldest = this.pending.peekFirst(); oldest != null
                    && isLate(oldest, now); oldest = this.pending.peekFirst()) {
                late.add(this.pending.removeFirst());
                dropAnswered();
            }
            next = nextTick();
        }
        late.forEach((answer) -> answer.future().completeExceptionally(answer.failure().get()));
        if (next != null) {
            this.delay.run(next, this::tick);
        }
    }

    private @Nullable Duration nextTick() {
        Pending oldest = this.pending.peekFirst();
        this.ticking = oldest != null;
        return (oldest != null) ? untilNextTick(this.time.nanos() - oldest.since()) : null;
    }

    /** A tick comes early if the time-out of the oldest answer ends before it. */
    private Duration untilNextTick(long listened) {
        Duration period = AnswerWait.period(this.timeout);
        Duration left = this.timeout.minusNanos(listened);
        boolean isEarly = left.compareTo(Duration.ZERO) > 0 && left.compareTo(period) < 0;
        return isEarly ? left : period;
    }

    private boolean isLate(Pending answer, long now) {
        boolean isUnheard = this.time.nanos() - answer.since() >= this.timeout.toNanos() && this.time.isSettled();
        return isUnheard || now - answer.sentAt() >= AnswerWait.longest(this.timeout).toNanos();
    }

    private void dropAnswered() {
        Pending oldest = this.pending.peekFirst();
        while (oldest != null && oldest.future().isDone()) {
            this.pending.removeFirst();
            oldest = this.pending.peekFirst();
        }
    }

    /**
     * An answer that is awaited.
     *
     * @param since unpaused time at which the wait began
     * @param sentAt time at which it did, in ns
     */
    private record Pending(CompletableFuture<?> future, Supplier<? extends Throwable> failure, long since,
            long sentAt) {
    }

}
