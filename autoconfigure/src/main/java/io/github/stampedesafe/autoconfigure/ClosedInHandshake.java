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

import io.lettuce.core.protocol.RedisHandshakeHandler;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/**
 * Keeps Lettuce from repeating a connection that nobody owns.
 * <p>
 * The last commands of a handshake are optional, so Lettuce takes any outcome of them for
 * a success. If the connection closes before Redis answers the last one, the attempt
 * fails, and after that the handshake reports the closed channel as active. The report
 * arms the watchdog, which connects again after each loss. RedisClient.connectPubSub
 * leaves the connection of a failed attempt open, because its callback closes the result,
 * which is {@code null} then (Lettuce 7.5.2). Each such subscription stays connected
 * until the client shuts down. This handler drops the report of a channel that is closed.
 */
final class ClosedInHandshake implements NettyCustomizer {

    @Override
    public void afterChannelInitialized(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext handshake = pipeline.context(RedisHandshakeHandler.class);
        if (handshake != null) {
            pipeline.addAfter(handshake.name(), null, new ActiveOnly());
        }
    }

    /** Stands between the handshake and all that learns of its success. */
    private static final class ActiveOnly extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (context.channel().isActive()) {
                context.fireChannelActive();
            }
        }

    }

}
