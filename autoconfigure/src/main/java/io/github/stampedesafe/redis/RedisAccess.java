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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;

/** Asks Redis, and says what was asked if there is no answer. */
final class RedisAccess {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final RedisConnectionFactory connectionFactory;

    private final Duration patience;

    RedisAccess(RedisConnectionFactory connectionFactory) {
        this(connectionFactory, Duration.ZERO);
    }

    /**
     * Creates the access.
     * @param connectionFactory where Redis is
     * @param patience how long to ask again about a slot that a cluster is moving
     */
    RedisAccess(RedisConnectionFactory connectionFactory, Duration patience) {
        this.connectionFactory = connectionFactory;
        this.patience = patience;
    }

    /**
     * Asks about a key.
     * @throws CacheUnavailableException if there is no answer, or an error
     */
    <T> @Nullable T ask(String operation, CacheKey key, Function<RedisConnection, @Nullable T> question) {
        try {
            return ask(question);
        }
        // The factory of an application that is shutting down throws an illegal state.
        catch (DataAccessException | IllegalStateException ex) {
            throw new CacheUnavailableException(Refusals.reason(ex),
                    "Redis did not carry out '%s' for key '%s' of cache '%s': %s".formatted(operation, key.text(),
                            key.cache(), said(ex)),
                    ex);
        }
    }

    /**
     * Asks about a cache.
     * @throws CacheUnavailableException if there is no answer, or an error
     */
    <T> @Nullable T ask(String operation, String cache, Function<RedisConnection, @Nullable T> question) {
        try {
            return ask(question);
        }
        catch (DataAccessException | IllegalStateException ex) {
            throw new CacheUnavailableException(Refusals.reason(ex),
                    "Redis did not carry out '%s' for cache '%s': %s".formatted(operation, cache, said(ex)), ex);
        }
    }

    private <T> @Nullable T ask(Function<RedisConnection, @Nullable T> question) {
        try (RedisConnection connection = this.connectionFactory.getConnection()) {
            return question.apply(connection);
        }
        catch (DataAccessException ex) {
            return askAgain(question, ex);
        }
    }

    /**
     * Asks again while a cluster moves the slot: until all names of a key are on one
     * node, each node answers {@code TRYAGAIN} to a script, and has done nothing.
     */
    private <T> @Nullable T askAgain(Function<RedisConnection, @Nullable T> question, DataAccessException first) {
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        DataAccessException failure = first;
        while (isError(failure, "TRYAGAIN") && !Thread.currentThread().isInterrupted()
                && pause.plusNanos(System.nanoTime() - begin).compareTo(this.patience) <= 0) {
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            try (RedisConnection connection = this.connectionFactory.getConnection()) {
                return question.apply(connection);
            }
            catch (DataAccessException ex) {
                failure = ex;
            }
        }
        throw failure;
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
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().startsWith(code)) {
                return true;
            }
        }
        return false;
    }

}
