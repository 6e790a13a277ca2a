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

import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.RedisHandshakeHandler;
import io.lettuce.core.protocol.RedisProtocolException;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelId;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslClosedEngineException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps why connections did not come up. Lettuce fails an attempt with the first thing
 * that one of its threads notices. That can be the end of the connection, which the
 * answer of Redis caused, in place of the answer: "Connection closed prematurely", or
 * "RedisHandshakeHandler not registered". The witness sits in the pipeline of each
 * connection until the connection is established, and then leaves it.
 */
final class HandshakeWitness implements NettyCustomizer {

    private static final int CONNECTIONS = 16;

    private final Map<ChannelId, Throwable> failures = new Latest<>();

    private final Map<ChannelId, EventLoop> attempts = new Latest<>();

    @Override
    public void afterChannelInitialized(Channel channel) {
        Handshake handshake = new Handshake(this);
        ChannelHandlerContext lettuce = channel.pipeline().context(RedisHandshakeHandler.class);
        if (lettuce != null) {
            channel.pipeline().addBefore(lettuce.name(), null, new Closing(handshake));
        }
        channel.pipeline().addFirst(new FirstBytes(this));
        channel.pipeline().addLast(handshake);
        began(channel);
    }

    private synchronized void began(Channel channel) {
        this.attempts.put(channel.id(), channel.eventLoop());
    }

    /** Forgets what earlier attempts failed with. */
    synchronized void forget() {
        this.failures.clear();
        this.attempts.clear();
    }

    /**
     * Returns what connections failed with since the last call of {@link #forget()}. An
     * attempt can end in the middle of a turn of its event loop, which comes to the
     * answer only later. So this waits for the end of the turn.
     * @param atMost how long, if event loops hang
     */
    List<Throwable> failures(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        eventLoops().forEach((eventLoop) -> awaitTurn(eventLoop, end));
        synchronized (this) {
            return List.copyOf(this.failures.values());
        }
    }

    private synchronized Set<EventLoop> eventLoops() {
        return Set.copyOf(this.attempts.values());
    }

    private static void awaitTurn(EventLoop eventLoop, long end) {
        if (eventLoop.inEventLoop() || eventLoop.isShuttingDown()) {
            return;
        }
        try {
            var unused = eventLoop.submit(() -> {
            }).await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        catch (RejectedExecutionException ex) {
            // Its last turn was over.
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what the latest of them failed with, {@code null} if none has failed. */
    synchronized @Nullable Throwable latestFailure() {
        Throwable latest = null;
        for (Throwable failure : this.failures.values()) {
            latest = failure;
        }
        return latest;
    }

    /** Notes a failure. What the server sent first outweighs what followed from it. */
    private synchronized void note(Channel channel, Throwable failure) {
        Throwable known = this.failures.get(channel.id());
        if (known == null || (isAnswer(failure) && !isAnswer(known))) {
            this.failures.remove(channel.id());
            this.failures.put(channel.id(), failure);
        }
    }

    /** Whether a failure tells what the server sent: an error, or what is no Redis. */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof RedisCommandExecutionException || failure instanceof RedisProtocolException
                || ConnectionProblem.TLS_ALERT.equals(failure.getMessage())
                || (failure instanceof RedisConnectionException
                        && RedisConnectionException.isProtectedMode(failure.getMessage()));
    }

    private synchronized void forget(Channel channel) {
        this.failures.remove(channel.id());
    }

    /** A map of the latest few. */
    private static final class Latest<V> extends LinkedHashMap<ChannelId, V> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChannelId, V> eldest) {
            return size() > CONNECTIONS;
        }

    }

    /** Sees commands and failures between the connection and the end of its handshake. */
    private static final class Handshake extends ChannelDuplexHandler {

        private final HandshakeWitness witness;

        private boolean closing;

        Handshake(HandshakeWitness witness) {
            this.witness = witness;
        }

        /**
         * Lettuce gives up: but for an answer, what fails from now on fails because of
         * that.
         */
        void closing() {
            this.closing = true;
        }

        private void note(Channel channel, Throwable failure) {
            if (!this.closing || isAnswer(failure)) {
                this.witness.note(channel, failure);
            }
        }

        @Override
        public void connect(ChannelHandlerContext context, SocketAddress remote, SocketAddress local,
                ChannelPromise promise) {
            var unused = context.connect(remote, local, promise.addListener((result) -> {
                if (!result.isSuccess()) {
                    note(context.channel(), result.cause());
                }
            }));
        }

        /** A failure after which the handshake goes on is none. */
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            this.witness.forget(context.channel());
            if (message instanceof Iterable<?> batch) {
                batch.forEach((command) -> watch(context.channel(), command));
            }
            else {
                watch(context.channel(), message);
            }
            var unused = context.write(message, promise);
        }

        private void watch(Channel channel, Object command) {
            if (command instanceof RedisCommand<?, ?, ?> && command instanceof CompletionStage<?> answer) {
                answer.whenComplete((result, failure) -> {
                    if (failure != null) {
                        note(channel, failure);
                    }
                });
            }
        }

        /**
         * Lettuce passes this on at the end of the handshake. Redis is back, and what
         * earlier attempts failed with explains nothing that comes.
         */
        @Override
        public void channelActive(ChannelHandlerContext context) {
            this.witness.forget();
            context.fireChannelActive();
            context.pipeline().remove(this);
            if (context.pipeline().get(Closing.class) != null) {
                context.pipeline().remove(Closing.class);
            }
        }

        /** An engine that is closed follows from the end of the attempt. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!(cause instanceof SslClosedEngineException)) {
                note(context.channel(), cause);
            }
            context.fireExceptionCaught(cause);
        }

    }

    /**
     * Sees that Lettuce closes the connection, before TLS does, which fails what was not
     * sent yet.
     */
    private static final class Closing extends ChannelOutboundHandlerAdapter {

        private final Handshake handshake;

        Closing(Handshake handshake) {
            this.handshake = handshake;
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            this.handshake.closing();
            var unused = context.close(promise);
        }

    }

    /** Recognises a server that expects TLS by its answer to a client that does not. */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        private static final int TLS_ALERT = 0x15;

        private static final int TLS_MAJOR_VERSION = 0x03;

        private final HandshakeWitness witness;

        FirstBytes(HandshakeWitness witness) {
            this.witness = witness;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes && isTlsAlert(bytes)) {
                this.witness.note(context.channel(), new SSLException(ConnectionProblem.TLS_ALERT));
            }
            context.fireChannelRead(message);
            context.pipeline().remove(this);
        }

        private static boolean isTlsAlert(ByteBuf bytes) {
            int first = bytes.readerIndex();
            return bytes.readableBytes() > 1 && bytes.getUnsignedByte(first) == TLS_ALERT
                    && bytes.getUnsignedByte(first + 1) == TLS_MAJOR_VERSION;
        }

    }

}
