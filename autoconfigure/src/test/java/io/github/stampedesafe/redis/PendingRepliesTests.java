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

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PendingRepliesTests {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final Duration TICK = Duration.ofMillis(25);

    private static final int TICKS = 20;

    private long now = 7;

    private final PendingReplies replies = new PendingReplies(TIMEOUT, () -> this.now);

    @Test
    void aCommandThatRedisDoesNotAnswerFailsAfterTheTimeout() {
        AsyncCommand<?, ?, ?> command = send();
        ticks(TICKS - 1);
        assertThat(command.isDone()).isFalse();
        assertThat(tick(TICK)).isFalse();
        assertThatThrownBy(() -> command.toCompletableFuture().getNow(null))
            .hasRootCauseInstanceOf(RedisCommandTimeoutException.class)
            .hasRootCauseMessage("Command timed out after 500 ms");
    }

    @Test
    void aPauseOfTheProcessFailsNoCommand() {
        AsyncCommand<?, ?, ?> command = send();
        ticks(3);
        tick(Duration.ofMillis(800));
        assertThat(command.isDone()).isFalse();
        ticks(TICKS - 5);
        assertThat(command.isDone()).isFalse();
        ticks(1);
        assertThat(command.isDone()).isTrue();
    }

    @Test
    void aPauseAtTheEndLeavesOneMoreTickToReadTheReply() {
        AsyncCommand<?, ?, ?> command = send();
        ticks(TICKS - 1);
        tick(Duration.ofMillis(800));
        assertThat(command.isDone()).isFalse();
        ticks(1);
        assertThat(command.isDone()).isTrue();
    }

    @Test
    void aReplyThatIsArrivingIsWaitedFor() {
        AsyncCommand<?, ?, ?> large = send();
        AsyncCommand<?, ?, ?> behind = send();
        for (int i = 0; i < 5 * TICKS; i++) {
            this.replies.received();
            tick(TICK);
        }
        assertThat(large.isDone()).isFalse();
        assertThat(behind.isDone()).isFalse();
        ticks(TICKS - 1);
        assertThat(large.isDone()).isFalse();
        ticks(1);
        assertThat(large.isDone()).isTrue();
        assertThat(behind.isDone()).isTrue();
    }

    @Test
    void aReplyThatNeverEndsIsGivenUp() {
        AsyncCommand<?, ?, ?> endless = send();
        for (int i = 0; i < 10 * TICKS; i++) {
            this.replies.received();
            tick(TICK);
        }
        assertThatThrownBy(() -> endless.toCompletableFuture().getNow(null))
            .hasRootCauseInstanceOf(RedisCommandTimeoutException.class)
            .hasRootCauseMessage("The value was still on its way after 5000 ms");
    }

    @Test
    void aCommandThatIsLeavingIsWaitedFor() {
        AsyncCommand<?, ?, ?> large = send();
        AsyncCommand<?, ?, ?> behind = send();
        for (int i = 0; i < 5 * TICKS; i++) {
            this.replies.sent();
            tick(TICK);
        }
        assertThat(large.isDone()).isFalse();
        assertThat(behind.isDone()).isFalse();
        ticks(TICKS);
        assertThat(large.isDone()).isTrue();
        assertThat(behind.isDone()).isTrue();
    }

    @Test
    void theTimeOfALargeReplyDoesNotCountForTheCommandsBehindIt() {
        AsyncCommand<?, ?, ?>[] queue = { send(), send(), send(), send() };
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2 * TICKS; j++) {
                this.replies.received();
                tick(TICK);
            }
            queue[i].complete();
            this.replies.received();
            tick(TICK);
        }
        ticks(TICKS - 6);
        assertThat(queue[3].isDone()).isFalse();
        ticks(6);
        assertThat(queue[3].isDone()).isTrue();
    }

    @Test
    void aQueueThatMovesIsTheSendersOwn() {
        AsyncCommand<?, ?, ?>[] queue = new AsyncCommand<?, ?, ?>[2 * TICKS + 1];
        for (int i = 0; i < queue.length; i++) {
            queue[i] = send();
        }
        for (int i = 0; i < 2 * TICKS; i++) {
            queue[i].complete();
            this.replies.received();
            tick(TICK);
        }
        assertThat(queue[2 * TICKS].isDone()).isFalse();
    }

    @Test
    void aQueueThatMovesTooSlowlyIsGivenUpAfterThreeTimeouts() {
        AsyncCommand<?, ?, ?>[] queue = new AsyncCommand<?, ?, ?>[4 * TICKS];
        for (int i = 0; i < queue.length; i++) {
            queue[i] = send();
        }
        for (int i = 0; i < 3 * TICKS; i++) {
            assertThat(queue[queue.length - 1].isDone()).isFalse();
            queue[i].complete();
            this.replies.received();
            tick(TICK);
        }
        assertThat(queue[queue.length - 1].isDone()).isTrue();
    }

    @Test
    void ticksEndWithTheLastReplyAndBeginWithTheNextCommand() {
        AsyncCommand<?, ?, ?> answered = add(true);
        answered.complete();
        add(false).complete();
        assertThat(tick(TICK)).isFalse();
        this.now += Duration.ofHours(1).toNanos();
        AsyncCommand<?, ?, ?> next = add(true);
        ticks(TICKS - 1);
        assertThat(next.isDone()).isFalse();
        ticks(1);
        assertThat(next.isDone()).isTrue();
    }

    @Test
    void aCommandBetweenTwoTicksIsListenedForAWholeTimeout() {
        AsyncCommand<?, ?, ?> other = add(true);
        ticks(3);
        this.now += TICK.minusMillis(1).toNanos();
        AsyncCommand<?, ?, ?> command = add(false);
        other.complete();
        tick(Duration.ofMillis(1));
        ticks(TICKS - 1);
        assertThat(command.isDone()).isFalse();
        ticks(1);
        assertThat(command.isDone()).isTrue();
    }

    private void ticks(int number) {
        for (int i = 0; i < number; i++) {
            tick(TICK);
        }
    }

    private boolean tick(Duration after) {
        this.now += after.toNanos();
        return this.replies.tick();
    }

    private AsyncCommand<?, ?, ?> add(boolean begins) {
        AsyncCommand<?, ?, ?> command = command();
        assertThat(this.replies.add(command)).isEqualTo(begins);
        return command;
    }

    private AsyncCommand<?, ?, ?> send() {
        AsyncCommand<?, ?, ?> command = command();
        this.replies.add(command);
        return command;
    }

    private static AsyncCommand<String, String, String> command() {
        return new AsyncCommand<>(new Command<>(CommandType.PING, new StatusOutput<>(StringCodec.UTF8), null));
    }

}
