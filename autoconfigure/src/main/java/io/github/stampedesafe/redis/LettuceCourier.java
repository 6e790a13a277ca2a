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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.lettuce.core.AbstractRedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.ExceptionTranslationStrategy;
import org.springframework.data.redis.FallbackExceptionTranslationStrategy;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;

import io.github.stampedesafe.store.AnswerTimer;
import io.github.stampedesafe.store.Delay;
import io.github.stampedesafe.store.FirstConnection;
import io.github.stampedesafe.store.Stages;

/**
 * Asks over the connection that all users of a Lettuce factory share, and returns at
 * once. Replies complete stages on the thread that reads from the connection. A question
 * without an answer fails after the command timeout of the factory, measured by
 * {@link AnswerTimer}.
 */
final class LettuceCourier implements Courier {

    /** Lettuce takes a timeout of zero for none; its own default. */
    private static final Duration WITHOUT_TIMEOUT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway") // Spring declares this converter and this use of it
                                  // differently
    private static final ExceptionTranslationStrategy SPRING = new FallbackExceptionTranslationStrategy(
            new LettuceExceptionConverter());

    private final LettuceConnectionFactory factory;

    private final Duration retryTime;

    private final Duration timeout;

    private final Delay delay = Delay.shared();

    private final AnswerTimer timer;

    private final FirstConnection<Boolean> connection;

    private volatile @Nullable View view;

    private LettuceCourier(LettuceConnectionFactory factory, Duration retryTime) {
        this.factory = factory;
        this.retryTime = retryTime;
        this.timeout = (factory.getTimeout() > 0) ? Duration.ofMillis(factory.getTimeout()) : WITHOUT_TIMEOUT;
        this.timer = new AnswerTimer(this.timeout, System::nanoTime, this.delay);
        this.connection = new FirstConnection<>(this::connect, LettuceCourier::onThreadOfItsOwn);
    }

    /**
     * Whether questions can be asked over a connection of this factory without blocking.
     * A connection that is not shared is made, borrowed or tested on the caller's thread.
     */
    static boolean serves(RedisConnectionFactory factory) {
        return factory instanceof LettuceConnectionFactory lettuce && lettuce.getShareNativeConnection()
                && !lettuce.getValidateConnection();
    }

    static LettuceCourier of(RedisConnectionFactory factory, Duration retryTime) {
        return new LettuceCourier((LettuceConnectionFactory) factory, retryTime);
    }

    @Override
    public <T> CompletionStage<T> ask(Function<Commands, CompletionStage<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        MovingSlot slot = new MovingSlot(this.retryTime);
        if (this.connection.isEstablished()) {
            send(question, answer, slot);
            return answer;
        }
        CompletableFuture<Boolean> connected = this.connection.established().copy();
        this.timer.limit(connected, this::unconnected);
        var unused = connected.whenComplete((done, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(Stages.cause(failure));
            }
            else if (!answer.isDone()) {
                send(question, answer, slot);
            }
        });
        return answer;
    }

    private <T> void send(Function<Commands, CompletionStage<T>> question, CompletableFuture<T> answer,
            MovingSlot slot) {
        attempt(question).whenComplete((value, failure) -> {
            Duration pause = (failure != null && !answer.isDone()) ? slot.pauseAfter(failure) : null;
            if (pause != null) {
                this.delay.run(pause, () -> send(question, answer, slot));
            }
            else if (failure != null) {
                answer.completeExceptionally(Stages.cause(failure));
            }
            else {
                answer.complete(value);
            }
        });
    }

    @Override
    public <T> @Nullable T askAndWait(Function<RedisConnection, @Nullable T> question) {
        return with((view) -> question.apply(view.connection()));
    }

    private <T> CompletionStage<T> attempt(Function<Commands, CompletionStage<T>> question) {
        try {
            return Objects.requireNonNull(with((view) -> question.apply(view.commands())));
        }
        catch (DataAccessException | IllegalStateException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /**
     * Uses the view that is kept. The factory is asked for one first, after the shared
     * connection was lost or reset, and by each call of a factory whose connections are
     * not Spring Data's own.
     */
    @SuppressWarnings("unchecked")
    private <T> @Nullable T with(Function<View, @Nullable T> use) {
        View kept = this.view;
        if (kept != null && kept.isConnected()) {
            return use.apply(kept);
        }
        RedisConnection connection = this.factory.getConnection();
        var shared = (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
        View made = new View(connection, shared, new LettuceCommands(shared, translation(connection), this.timer));
        if (connection instanceof LettuceConnection) {
            this.view = made;
            return use.apply(made);
        }
        try (connection) {
            return use.apply(made);
        }
    }

    private static Function<Exception, DataAccessException> translation(RedisConnection connection) {
        return (connection instanceof ExplainsFailures explains) ? explains::explain : LettuceCourier::asSpringDoes;
    }

    private static DataAccessException asSpringDoes(Exception failure) {
        return Objects.requireNonNull(SPRING.translate(failure));
    }

    private boolean connect() {
        this.factory.getConnection().close();
        return true;
    }

    private RedisConnectionFailureException unconnected() {
        return new RedisConnectionFailureException(
                "There was no connection to Redis within %d ms".formatted(this.timeout.toMillis()),
                new TimeoutException());
    }

    private static void onThreadOfItsOwn(Runnable attempt) {
        Thread thread = new Thread(null, attempt, "stampede-safe-redis-connect", 0, false);
        thread.setContextClassLoader(LettuceCourier.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What Spring Data calls a connection: a view of the shared one, with nothing to
     * close. To make one costs half a kilobyte, so one serves all commands. Commands that
     * are neither pipelined nor of a transaction may use it at the same time.
     *
     * @param shared commands of the shared connection
     * @param commands the same as stages
     */
    private record View(RedisConnection connection, RedisClusterAsyncCommands<byte[], byte[]> shared,
            Commands commands) {

        /**
         * Whether the shared connection is connected. One that was closed never is again.
         */
        boolean isConnected() {
            return this.shared instanceof AbstractRedisAsyncCommands<?, ?> known && known.getConnection().isOpen();
        }

    }

}
