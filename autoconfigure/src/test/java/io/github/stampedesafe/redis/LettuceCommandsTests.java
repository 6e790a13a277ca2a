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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;

import io.github.stampedesafe.store.AnswerTimer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class LettuceCommandsTests {

    private static final byte[] KEY = { 'k' };

    private final Deque<Runnable> ticks = new ArrayDeque<>();

    private long now;

    private final AnswerTimer timer = new AnswerTimer(Duration.ofMillis(10), () -> this.now, (after, task) -> {
        this.now += after.toNanos();
        this.ticks.add(task);
    });

    private final AsyncCommand<byte[], byte[], byte[]> command = new AsyncCommand<>(
            new Command<>(CommandType.GET, new ValueOutput<>(ByteArrayCodec.INSTANCE)));

    @SuppressWarnings("unchecked")
    private final RedisClusterAsyncCommands<byte[], byte[]> lettuce = Mockito.mock(RedisClusterAsyncCommands.class);

    private final LettuceCommands commands = new LettuceCommands(this.lettuce,
            (failure) -> new RedisSystemException("translated", failure), this.timer);

    @BeforeEach
    void send() {
        Mockito.when(this.lettuce.get(KEY)).thenReturn(this.command);
    }

    @Test
    void aCommandWithoutAReplyFailsAndIsNotSentLater() {
        CompletableFuture<byte[]> answer = this.commands.get(KEY).toCompletableFuture();
        while (!this.ticks.isEmpty()) {
            this.ticks.remove().run();
        }
        assertThat(answer).isDone();
        assertFailure(answer).hasCauseInstanceOf(RedisCommandTimeoutException.class);
        assertThat(this.command.isCancelled()).isTrue();
    }

    @Test
    void anErrorFailsAsTheBlockingCommandDoes() {
        CompletableFuture<byte[]> answer = this.commands.get(KEY).toCompletableFuture();
        this.command.completeExceptionally(new RedisCommandExecutionException("ERR refused"));
        assertFailure(answer).hasCauseInstanceOf(RedisCommandExecutionException.class)
            .cause()
            .hasMessage("ERR refused");
    }

    @Test
    void aCommandThatCannotBeSentFailsTheStage() {
        Mockito.when(this.lettuce.get(KEY)).thenThrow(new RedisException("Connection is closed"));
        assertFailure(this.commands.get(KEY).toCompletableFuture()).hasCauseInstanceOf(RedisException.class);
        assertThat(this.ticks).isEmpty();
    }

    private static AbstractThrowableAssert<?, ?> assertFailure(CompletableFuture<?> answer) {
        return assertThat(catchThrowable(answer::join)).isInstanceOf(CompletionException.class)
            .cause()
            .isInstanceOf(DataAccessException.class)
            .hasMessage("translated");
    }

}
