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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Asks on the caller's thread, with any driver. Its stages are complete. */
final class BlockingCourier implements Courier {

    private final RedisConnectionFactory factory;

    private final Duration retryTime;

    BlockingCourier(RedisConnectionFactory factory, Duration retryTime) {
        this.factory = factory;
        this.retryTime = retryTime;
    }

    @Override
    public <T> CompletionStage<T> ask(Function<Commands, CompletionStage<T>> question) {
        MovingSlot slot = new MovingSlot(this.retryTime);
        while (true) {
            CompletionStage<T> answer = attempt(question);
            Throwable failure = failure(answer);
            Duration pause = (failure != null) ? slot.pauseAfter(failure) : null;
            if (pause == null || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    @Override
    public <T> @Nullable T askAndWait(Function<RedisConnection, @Nullable T> question) {
        try (RedisConnection connection = this.factory.getConnection()) {
            return question.apply(connection);
        }
    }

    private <T> CompletionStage<T> attempt(Function<Commands, CompletionStage<T>> question) {
        try (RedisConnection connection = this.factory.getConnection()) {
            return question.apply(new BlockingCommands(connection));
        }
        catch (DataAccessException | IllegalStateException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private static @Nullable Throwable failure(CompletionStage<?> complete) {
        CompletableFuture<@Nullable Throwable> failure = new CompletableFuture<>();
        complete.whenComplete((value, thrown) -> failure.complete(thrown));
        return failure.join();
    }

}
