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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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

/**
 * A factory whose callers wait for the first connection together, and only for so long.
 * Spring Data lets them connect one after the other under a lock, each for the whole
 * timeout: of a hundred callers of a frozen server the last one would wait a hundred
 * times as long. Once there is a connection, which then reconnects by itself, nobody
 * takes that lock again.
 */
final class BoundedConnectionFactory extends LettuceConnectionFactory {

    private static final CompletableFuture<Object> NONE = CompletableFuture
        .failedFuture(new IllegalStateException("Not tried yet"));

    private final Duration timeout;

    private final AnswerWait wait = new AnswerWait(System::nanoTime);

    private final AtomicReference<CompletableFuture<Object>> connecting = new AtomicReference<>(NONE);

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
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable StatefulRedisConnection<byte[], byte[]> getSharedConnection() {
        return isClusterAware() ? null
                : (StatefulRedisConnection<byte[], byte[]>) awaitConnection(super::getSharedConnection);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable StatefulRedisClusterConnection<byte[], byte[]> getSharedClusterConnection() {
        return isClusterAware()
                ? (StatefulRedisClusterConnection<byte[], byte[]>) awaitConnection(super::getSharedClusterConnection)
                : null;
    }

    @Override
    public void resetConnection() {
        // Called by the super class's constructor, too.
        if (this.connecting != null) {
            this.connecting.set(NONE);
        }
        super.resetConnection();
    }

    /** The time-out of commands is {@link AnswerWatch}'s; this one ends a wait for it. */
    @Override
    protected LettuceConnection doCreateLettuceConnection(
            @Nullable StatefulRedisConnection<byte[], byte[]> sharedConnection,
            LettuceConnectionProvider connectionProvider, long timeout, int database) {
        return new ExplainedConnection(sharedConnection, connectionProvider, patience().toMillis(), database,
                this.commands);
    }

    @Override
    protected LettuceClusterConnection doCreateLettuceClusterConnection(
            @Nullable StatefulRedisClusterConnection<byte[], byte[]> sharedConnection,
            LettuceConnectionProvider connectionProvider, ClusterTopologyProvider topologyProvider,
            ClusterCommandExecutor clusterCommandExecutor, Duration commandTimeout) {
        return new ExplainedClusterConnection(sharedConnection, connectionProvider, topologyProvider,
                clusterCommandExecutor, patience(), this.commands);
    }

    /** Longer than the watch waits for anything, so that its verdict is heard. */
    private Duration patience() {
        return AnswerWait.longest(this.timeout).plus(this.timeout);
    }

    private Object awaitConnection(Supplier<@Nullable Object> connect) {
        CompletableFuture<Object> connection = connection(connect);
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

    private CompletableFuture<Object> connection(Supplier<@Nullable Object> connect) {
        CompletableFuture<Object> latest = this.connecting.get();
        if (!latest.isCompletedExceptionally()) {
            return latest;
        }
        CompletableFuture<Object> next = new CompletableFuture<>();
        if (!this.connecting.compareAndSet(latest, next)) {
            return this.connecting.get();
        }
        Thread thread = new Thread(() -> complete(next, connect), "stampede-safe-redis-connect");
        thread.setContextClassLoader(BoundedConnectionFactory.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
        return next;
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

    private void complete(CompletableFuture<Object> result, Supplier<@Nullable Object> connect) {
        this.witness.forget();
        try {
            Object connection = connect.get();
            if (connection != null) {
                requireLogin(connection);
                result.complete(connection);
                return;
            }
            result.completeExceptionally(new IllegalStateException("There is no shared connection"));
        }
        catch (RuntimeException ex) {
            this.witness.failures(this.timeout)
                .stream()
                .filter((failure) -> !failure.equals(ex))
                .forEach(ex::addSuppressed);
            result.completeExceptionally(ex);
        }
    }

}
