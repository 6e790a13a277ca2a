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

package io.github.stampedesafe.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.LongSupplier;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.protocol.RedisCommand;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.core.AnswerWait;
import io.github.stampedesafe.core.ListeningTime;

/**
 * The commands that one connection has sent and Redis has not answered yet, oldest first.
 * Replies arrive in the order of the commands, so only the oldest one has to be looked
 * at.
 * <p>
 * A command is unanswered after a time-out of {@link ListeningTime} without a reply.
 * While bytes arrive, Redis is answering, and more patience is due: as long as the wait
 * may ever take if one reply is so large that it takes several ticks, and three time-outs
 * if replies to other commands arrive, because a queue that moves is the sender's own.
 * <p>
 * Belongs to the event loop of the connection.
 */
final class PendingReplies {

    /** Ticks without a reply after which a queue does not move. */
    private static final int STANDSTILL_TICKS = 2;

    private static final int QUEUED = 3;

    private final Duration timeout;

    private final LongSupplier nanoTime;

    private final ListeningTime time;

    private final Deque<Pending> pending = new ArrayDeque<>();

    private @Nullable Pending oldest;

    /** Listening time at which another command became the oldest one. */
    private long moved;

    /** Listening time of the last byte of the oldest command's reply. */
    private @Nullable Long arriving;

    private boolean ticking;

    private boolean heard;

    PendingReplies(Duration timeout, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.time = new ListeningTime(AnswerWait.period(timeout), nanoTime.getAsLong());
    }

    /**
     * Adds a command that is being sent.
     * @return whether ticks have to begin
     */
    boolean add(RedisCommand<?, ?, ?> command) {
        dropAnswered();
        long now = this.nanoTime.getAsLong();
        boolean isFirst = !this.ticking;
        if (isFirst) {
            this.ticking = true;
            this.time.resume(now);
        }
        this.pending.addLast(new Pending(command, this.time.nanos(now)));
        return isFirst;
    }

    /** Notes that bytes arrived. */
    void heard() {
        this.heard = true;
    }

    /**
     * Ends a period, and fails the commands that are unanswered. To be called after what
     * was readable has been read.
     * @return whether commands are left, so that ticks go on
     */
    boolean tick() {
        this.time.tick(this.nanoTime.getAsLong());
        dropAnswered();
        listen();
        Pending oldest = this.pending.peekFirst();
        while (oldest != null && this.time.isSettled() && isUnanswered(oldest)) {
            oldest.command()
                .completeExceptionally(new RedisCommandTimeoutException(
                        "Command timed out after %d ms".formatted(this.timeout.toMillis())));
            dropAnswered();
            oldest = this.pending.peekFirst();
        }
        this.ticking = oldest != null;
        return this.ticking;
    }

    private void listen() {
        Pending oldest = this.pending.peekFirst();
        if (!Objects.equals(oldest, this.oldest)) {
            this.oldest = oldest;
            this.moved = this.time.nanos();
            this.arriving = null;
        }
        else if (this.heard) {
            this.arriving = this.time.nanos();
        }
        this.heard = false;
    }

    private boolean isUnanswered(Pending command) {
        long now = this.time.nanos();
        long waited = now - command.since();
        long timeout = this.timeout.toNanos();
        if (this.arriving != null) {
            return now - this.arriving >= timeout || waited >= AnswerWait.longest(this.timeout).toNanos();
        }
        boolean isMoving = now - this.moved < STANDSTILL_TICKS * AnswerWait.period(this.timeout).toNanos();
        return waited >= (isMoving ? QUEUED * timeout : timeout);
    }

    private void dropAnswered() {
        Pending oldest = this.pending.peekFirst();
        while (oldest != null && oldest.command().isDone()) {
            this.pending.removeFirst();
            oldest = this.pending.peekFirst();
        }
    }

    /**
     * A command without a reply.
     *
     * @param since listening time at which it was sent
     */
    private record Pending(RedisCommand<?, ?, ?> command, long since) {
    }

}
