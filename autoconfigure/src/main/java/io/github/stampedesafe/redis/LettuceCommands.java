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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceConverters;

import io.github.stampedesafe.store.AnswerTimer;

/**
 * Lettuce's asynchronous commands on one connection. A reply completes its stage on the
 * thread that reads from the connection. A command without a reply fails after the
 * time-out of the timer, and is cancelled, so that it is not sent by a later connection.
 */
final class LettuceCommands implements Commands {

    private final RedisClusterAsyncCommands<byte[], byte[]> commands;

    private final Function<Exception, DataAccessException> translation;

    private final AnswerTimer timer;

    /**
     * Creates the commands.
     * @param commands the connection's
     * @param translation what Spring Data makes of an exception of Lettuce
     * @param timer limits the wait for a reply
     */
    LettuceCommands(RedisClusterAsyncCommands<byte[], byte[]> commands,
            Function<Exception, DataAccessException> translation, AnswerTimer timer) {
        this.commands = commands;
        this.translation = translation;
        this.timer = timer;
    }

    @Override
    public CompletionStage<byte @Nullable []> get(byte[] key) {
        return this.<byte @Nullable []>send(() -> this.commands.get(key));
    }

    @Override
    public CompletionStage<byte @Nullable []> getRange(byte[] key, long first, long last) {
        return this.<byte @Nullable []>send(() -> this.commands.getrange(key, first, last));
    }

    @Override
    public CompletionStage<Long> pTtl(byte[] key) {
        return send(() -> this.commands.pttl(key));
    }

    @Override
    public CompletionStage<List<byte @Nullable []>> mGet(byte[][] keys) {
        return send(() -> this.commands.mget(keys)).thenApply(LettuceCommands::values);
    }

    @Override
    public <T> CompletionStage<T> evalSha(String digest, ReturnType type, byte[][] keys, byte[][] arguments) {
        return send(() -> this.commands.evalsha(digest, LettuceConverters.toScriptOutputType(type), keys, arguments));
    }

    @Override
    public <T> CompletionStage<T> eval(byte[] source, ReturnType type, byte[][] keys, byte[][] arguments) {
        return send(() -> this.commands.eval(source, LettuceConverters.toScriptOutputType(type), keys, arguments));
    }

    private <T extends @Nullable Object> CompletionStage<T> send(Supplier<? extends RedisFuture<? extends T>> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        RedisFuture<? extends T> reply;
        try {
            reply = command.get();
        }
        catch (RuntimeException ex) {
            answer.completeExceptionally(this.translation.apply(ex));
            return answer;
        }
        reply.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            }
            else if (!answer.isDone()) {
                answer.completeExceptionally(this.translation.apply(asThrown(reply)));
            }
        });
        if (!answer.isDone()) {
            this.timer.limit(answer, this::unanswered);
            var unused = answer.whenComplete((value, failure) -> reply.cancel(true));
        }
        return answer;
    }

    private DataAccessException unanswered() {
        return this.translation.apply(new RedisCommandTimeoutException("There was no reply in time"));
    }

    /** Returns the exception by which a blocking call of Lettuce would have failed. */
    private static Exception asThrown(RedisFuture<?> failed) {
        try {
            LettuceFutures.awaitOrCancel(failed, 0, TimeUnit.NANOSECONDS);
            throw new IllegalStateException("The command did not fail");
        }
        catch (RuntimeException ex) {
            return ex;
        }
    }

    private static List<byte @Nullable []> values(List<KeyValue<byte[], byte[]>> found) {
        List<byte @Nullable []> values = new ArrayList<>();
        found.forEach((one) -> values.add(one.getValueOrElse(null)));
        return values;
    }

}
