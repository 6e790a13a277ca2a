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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

import io.github.stampedesafe.store.AnswerWait;

/**
 * Fails the commands that Redis does not answer, on each connection of a client.
 * <p>
 * Lettuce's own time-outs are timers beside the connection. After a pause of the process
 * they fire before the replies that wait in the socket are read, and every command in
 * flight fails although Redis answered all of them. Here the event loop that reads the
 * replies decides: it ticks while commands are pending, and reads what there is before
 * each tick.
 */
public final class AnswerWatch implements NettyCustomizer {

    /**
     * Bytes that the system holds for a connection. They look as if they had left, so
     * they bound the silence at the end of a large command. The system's own choice grows
     * to several MB, which take longer than a time-out on a slow network.
     */
    private static final int SEND_BUFFER = 512 * 1024;

    private final Duration timeout;

    private final LongSupplier nanoTime;

    /**
     * Creates the watch.
     * @param timeout how long to listen for an answer; positive
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     */
    public AnswerWatch(Duration timeout, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a command was given up while its value was still on its way: the value is
     * large or the network slow, and Redis is not silent.
     * @param failure what the command failed with
     */
    public static boolean isGivenUp(Throwable failure) {
        return Refusals.isCause(failure, (message) -> message.startsWith(PendingReplies.GIVEN_UP));
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        PendingReplies replies = new PendingReplies(this.timeout, this.nanoTime);
        Wire wire = new Wire(replies);
        channel.pipeline().addFirst(wire);
        channel.pipeline().addLast(new Sender(replies, wire, AnswerWait.period(this.timeout).toNanos()));
    }

    /** Hears all bytes before any other handler, and sees those that leave after them. */
    private static final class Wire extends ChannelDuplexHandler {

        private final PendingReplies replies;

        /** Bytes that were to leave so far. */
        private long written;

        /** Those of them that had left at the last look. */
        private long left;

        /** Whether some had not, then. */
        private boolean isBacklog;

        Wire(PendingReplies replies) {
            this.replies = replies;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf bytes) {
                this.written += bytes.readableBytes();
            }
            var unused = context.write(message, promise);
        }

        /** Looks whether any of the bytes that could not leave at once have left. */
        void look(Channel channel) {
            ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
            long waiting = (buffer != null) ? buffer.totalPendingWriteBytes() - buffer.currentProgress() : 0;
            if (this.isBacklog && this.written - waiting > this.left) {
                this.replies.sent();
            }
            this.left = this.written - waiting;
            this.isBacklog = waiting > 0;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            this.replies.received();
            context.fireChannelRead(message);
        }

    }

    /** Sees all commands, before any other handler, and ticks until they are answered. */
    private static final class Sender extends ChannelOutboundHandlerAdapter {

        private final PendingReplies replies;

        private final Wire wire;

        private final long period;

        Sender(PendingReplies replies, Wire wire, long period) {
            this.replies = replies;
            this.wire = wire;
            this.period = period;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof RedisCommand<?, ?, ?> command) {
                add(context, command);
            }
            else if (message instanceof Iterable<?> batch) {
                batch.forEach((command) -> add(context, (RedisCommand<?, ?, ?>) command));
            }
            var unused = context.write(message, promise);
        }

        private void add(ChannelHandlerContext context, RedisCommand<?, ?, ?> command) {
            if (this.replies.add(command)) {
                this.wire.look(context.channel());
                tickLater(context.channel());
            }
        }

        private void tickLater(Channel channel) {
            var unused = channel.eventLoop().schedule(() -> {
                this.wire.look(channel);
                if (this.replies.tick()) {
                    tickLater(channel);
                }
            }, this.period, TimeUnit.NANOSECONDS);
        }

    }

}
