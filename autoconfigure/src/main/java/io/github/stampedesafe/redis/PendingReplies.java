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

import io.github.stampedesafe.store.AnswerWait;
import io.github.stampedesafe.store.UnpausedTime;

/**
 * The commands that one connection has sent and Redis has not answered yet, oldest first.
 * Replies arrive in the order of the commands, so only the oldest one has to be looked
 * at.
 * <p>
 * A command is unanswered after a time-out of {@link UnpausedTime} without a reply. While
 * bytes move, Redis is answering, so the wait is longer:
 * <ul>
 * <li>A command or a reply so large that it takes several ticks is a transfer. Its time
 * does not count for the commands behind it. It ends a time-out after its last byte, or
 * when it has taken as long as a wait may ever take. Then the command is given up, which
 * says nothing about Redis.
 * <li>If replies to other commands arrive, a command is awaited for three time-outs,
 * because a queue that moves is the sender's own.
 * </ul>
 * <p>
 * Belongs to the event loop of the connection.
 */
final class PendingReplies {

    /** Begin of the message of a command whose value took too long on its way. */
    static final String GIVEN_UP = "The value was still on its way";

    /** Ticks without a reply after which a queue does not move. */
    private static final int STANDSTILL_TICKS = 2;

    private static final int QUEUED = 3;

    private final Duration timeout;

    private final LongSupplier nanoTime;

    private final UnpausedTime time;

    private final Deque<Pending> pending = new ArrayDeque<>();

    private @Nullable Pending oldest;

    /** Unpaused time at which another command became the oldest one. */
    private long moved;

    /** Unpaused time of the last bytes of a transfer that the oldest command awaits. */
    private @Nullable Long transfer;

    /** Unpaused time that transfers took so far. */
    private long transfers;

    private long lastTick;

    private boolean ticking;

    private boolean received;

    private boolean sent;

    PendingReplies(Duration timeout, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.time = new UnpausedTime(AnswerWait.period(timeout), nanoTime.getAsLong());
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
            this.lastTick = this.time.nanos();
        }
        this.pending.addLast(new Pending(command, this.time.nanos(now), this.transfers));
        return isFirst;
    }

    /** Notes that bytes arrived. */
    void received() {
        this.received = true;
    }

    /** Notes that bytes left that could not leave at once. */
    void sent() {
        this.sent = true;
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
            oldest.command().completeExceptionally(new RedisCommandTimeoutException(verdict()));
            dropAnswered();
            oldest = this.pending.peekFirst();
        }
        this.ticking = oldest != null;
        return this.ticking;
    }

    private void listen() {
        long now = this.time.nanos();
        boolean isTransfer = this.sent;
        Pending oldest = this.pending.peekFirst();
        if (!Objects.equals(oldest, this.oldest)) {
            // What is left of a large reply may arrive in the tick in which it ends.
            isTransfer |= this.received && this.transfer != null;
            this.oldest = oldest;
            this.moved = now;
            this.transfer = this.sent ? now : null;
        }
        else if (this.received || this.sent) {
            isTransfer = true;
            this.transfer = now;
        }
        if (isTransfer) {
            this.transfers += now - this.lastTick;
        }
        this.lastTick = now;
        this.received = false;
        this.sent = false;
    }

    private boolean isUnanswered(Pending command) {
        long now = this.time.nanos();
        long waited = now - command.since();
        long timeout = this.timeout.toNanos();
        if (waited >= AnswerWait.longest(this.timeout).toNanos()) {
            return true;
        }
        if (this.transfer != null) {
            return now - this.transfer >= timeout;
        }
        boolean isMoving = now - this.moved < STANDSTILL_TICKS * AnswerWait.period(this.timeout).toNanos();
        return waited - (this.transfers - command.transfersBefore()) >= (isMoving ? QUEUED * timeout : timeout);
    }

    private String verdict() {
        boolean isTransfer = this.transfer != null && this.time.nanos() - this.transfer < this.timeout.toNanos();
        return isTransfer ? GIVEN_UP + " after %d ms".formatted(AnswerWait.longest(this.timeout).toMillis())
                : "Command timed out after %d ms".formatted(this.timeout.toMillis());
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
     * @param since unpaused time at which it was sent
     * @param transfersBefore unpaused time that transfers had taken until then
     */
    private record Pending(RedisCommand<?, ?, ?> command, long since, long transfersBefore) {
    }

}
