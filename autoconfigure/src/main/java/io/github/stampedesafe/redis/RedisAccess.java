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
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Stages;

/** Asks Redis, and says what was asked if there is no answer. */
final class RedisAccess {

    private final Courier courier;

    RedisAccess(RedisConnectionFactory connectionFactory) {
        this(connectionFactory, Duration.ZERO);
    }

    /**
     * Creates the access.
     * @param connectionFactory where Redis is
     * @param retryTime how long to ask again about a slot that a cluster is moving
     */
    RedisAccess(RedisConnectionFactory connectionFactory, Duration retryTime) {
        this.courier = Courier.of(connectionFactory, retryTime);
    }

    /**
     * Asks about a key, and blocks for the answer.
     * @throws CacheUnavailableException if there is no answer, or an error
     */
    <T> @Nullable T ask(String operation, CacheKey key, Function<RedisConnection, @Nullable T> question) {
        try {
            return this.courier.askAndWait(question);
        }
        // The factory of an application that is shutting down throws an illegal state.
        catch (DataAccessException | IllegalStateException ex) {
            throw unavailable(ex, of(operation, key));
        }
    }

    /**
     * Asks about a key. The stage fails with {@link CacheUnavailableException} if there
     * is no answer, or an error.
     */
    <T extends @Nullable Object> CompletionStage<T> send(String operation, CacheKey key,
            Function<Commands, CompletionStage<T>> question) {
        return send(question, () -> of(operation, key));
    }

    /** Asks about a cache, as above. */
    <T extends @Nullable Object> CompletionStage<T> send(String operation, String cache,
            Function<Commands, CompletionStage<T>> question) {
        return send(question, () -> "'%s' for cache '%s'".formatted(operation, cache));
    }

    private <T extends @Nullable Object> CompletionStage<T> send(Function<Commands, CompletionStage<T>> question,
            Supplier<String> what) {
        return this.courier.ask(question)
            .exceptionallyCompose((failure) -> CompletableFuture.failedFuture(explained(Stages.cause(failure), what)));
    }

    private static Throwable explained(Throwable failure, Supplier<String> what) {
        boolean isOfRedis = failure instanceof DataAccessException || failure instanceof IllegalStateException;
        return isOfRedis ? unavailable((RuntimeException) failure, what.get()) : failure;
    }

    private static CacheUnavailableException unavailable(RuntimeException failure, String what) {
        return new CacheUnavailableException(Refusals.reason(failure),
                "Redis did not carry out %s: %s".formatted(what, said(failure)), failure);
    }

    private static String of(String operation, CacheKey key) {
        return "'%s' for key '%s' of cache '%s'".formatted(operation, key.text(), key.cache());
    }

    /**
     * Whether there is no connection, because the server refused it or it was closed. An
     * attempt to connect that was not answered in time is no such case.
     */
    static boolean isUnconnected(CacheUnavailableException failure) {
        Throwable cause = failure.getCause();
        boolean isFailed = cause instanceof RedisConnectionFailureException;
        for (; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof InterruptedException
                    || cause instanceof ConnectTimeoutException) {
                return false;
            }
        }
        return isFailed;
    }

    /** What the server or the driver said, which Spring sometimes calls just an error. */
    private static @Nullable String said(RuntimeException failure) {
        Throwable cause = failure.getCause();
        boolean isVague = failure instanceof RedisSystemException && !(failure instanceof RedisAnswerException);
        return (isVague && cause != null) ? cause.getMessage() : failure.getMessage();
    }

    /**
     * Whether a failure is an error that Redis answered, and not the lack of an answer.
     * @param code its first word, such as {@code NOSCRIPT}
     */
    static boolean isError(Throwable failure, String code) {
        return Refusals.isCause(failure, (message) -> message.startsWith(code));
    }

}
