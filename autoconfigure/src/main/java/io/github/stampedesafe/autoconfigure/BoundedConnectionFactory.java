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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.ClusterCommandExecutor;
import org.springframework.data.redis.connection.ClusterTopologyProvider;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClusterConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionProvider;

import io.github.stampedesafe.redis.AnswerWatch;
import io.github.stampedesafe.store.AnswerWait;
import io.github.stampedesafe.store.FirstConnection;

/**
 * A factory whose callers wait for the first connection together, and only for so long.
 * Spring Data lets them connect one after the other under a lock, each for the whole
 * timeout: of a hundred callers of a frozen server the last one would wait a hundred
 * times as long. Once there is a connection, which then reconnects by itself, nobody
 * takes that lock again.
 */
final class BoundedConnectionFactory extends LettuceConnectionFactory {

    private final Duration timeout;

    /** The longest wait for an answer, in ms; asked for by each command. */
    private final long longestWait;

    private final AnswerWait wait = new AnswerWait(System::nanoTime);

    private final FirstConnection<Object> connection = new FirstConnection<>(this::connect,
            BoundedConnectionFactory::onThreadOfItsOwn);

    private final ConnectionProblem problem;

    private final HandshakeWitness witness;

    private final CommandProblem commands;

    BoundedConnectionFactory(RedisConfiguration server, LettuceClientConfiguration client, Duration timeout,
            ConnectionProblem problem, HandshakeWitness witness) {
        super(server, client);
        this.problem = problem;
        this.witness = witness;
        this.commands = new CommandProblem(problem, witness);
        this.timeout = timeout;
        this.longestWait = AnswerWait.longest(timeout).plus(timeout).toMillis();
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable StatefulRedisConnection<byte[], byte[]> getSharedConnection() {
        return isClusterAware() ? null : (StatefulRedisConnection<byte[], byte[]>) awaitConnection();
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable StatefulRedisClusterConnection<byte[], byte[]> getSharedClusterConnection() {
        return isClusterAware() ? (StatefulRedisClusterConnection<byte[], byte[]>) awaitConnection() : null;
    }

    @Override
    public void resetConnection() {
        // Called by the super class's constructor, too.
        if (this.connection != null) {
            this.connection.forget();
        }
        super.resetConnection();
    }

    /**
     * Returns the longest wait for an answer to a command, in ms. The time-out of
     * commands is {@link AnswerWatch}'s; this one is longer, so that the watch's verdict
     * is heard.
     */
    @Override
    public long getTimeout() {
        return this.longestWait;
    }

    @Override
    protected LettuceConnection doCreateLettuceConnection(
            @Nullable StatefulRedisConnection<byte[], byte[]> sharedConnection,
            LettuceConnectionProvider connectionProvider, long timeout, int database) {
        return new ExplainedConnection(sharedConnection, connectionProvider, timeout, database, this.commands);
    }

    @Override
    protected LettuceClusterConnection doCreateLettuceClusterConnection(
            @Nullable StatefulRedisClusterConnection<byte[], byte[]> sharedConnection,
            LettuceConnectionProvider connectionProvider, ClusterTopologyProvider topologyProvider,
            ClusterCommandExecutor clusterCommandExecutor, Duration commandTimeout) {
        return new ExplainedClusterConnection(sharedConnection, connectionProvider, topologyProvider,
                clusterCommandExecutor, Duration.ofMillis(getTimeout()), this.commands);
    }

    private Object awaitConnection() {
        CompletableFuture<Object> connection = this.connection.established();
        try {
            if (!this.wait.await(connection, this.timeout)) {
                throw new RedisConnectionFailureException(this.problem.sentence(null), new TimeoutException());
            }
            return connection.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new RedisConnectionFailureException("Interrupted while connecting to Redis", ex);
        }
        catch (ExecutionException ex) {
            throw new RedisConnectionFailureException(this.problem.sentence(ex.getCause()), ex.getCause());
        }
    }

    private Object connect() {
        this.witness.forget();
        try {
            Object connection = Objects.requireNonNull(
                    isClusterAware() ? super.getSharedClusterConnection() : super.getSharedConnection(),
                    "There is no shared connection");
            requireLogin(connection);
            return connection;
        }
        catch (RuntimeException ex) {
            this.witness.failures(this.timeout)
                .stream()
                .filter((failure) -> !failure.equals(ex))
                .forEach(ex::addSuppressed);
            throw ex;
        }
    }

    private static void onThreadOfItsOwn(Runnable attempt) {
        Thread thread = new Thread(null, attempt, "stampede-safe-redis-connect", 0, false);
        thread.setContextClassLoader(BoundedConnectionFactory.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A server that asks for a password lets a client that has none connect. Any other
     * answer to the question is as good as a result.
     */
    private static void requireLogin(Object connection) {
        try {
            if (connection instanceof StatefulRedisConnection<?, ?> single) {
                single.sync().ping();
            }
            else if (connection instanceof StatefulRedisClusterConnection<?, ?> cluster) {
                cluster.sync().ping();
            }
        }
        catch (RedisCommandExecutionException ex) {
            if (ConnectionProblem.isRefusedLogin(ex)) {
                throw ex;
            }
        }
    }

}
