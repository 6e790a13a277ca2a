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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.protocol.RedisHandshakeHandler;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.autoconfigure.RedisTarget.Credentials;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;
import io.github.stampedesafe.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClosedInHandshakeTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ClientResources resources = ClientResources.create();

    private final CompletableFuture<Void> handshake = new CompletableFuture<>();

    private final AtomicInteger activations = new AtomicInteger();

    @AfterEach
    void shutDown() {
        var unused = this.resources.shutdown(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aHandshakeThatSucceedsActivatesItsConnection() {
        channel();
        this.handshake.complete(null);
        assertThat(this.activations).hasValue(1);
    }

    @Test
    void aHandshakeThatSucceedsBecauseItsConnectionClosedDoesNotActivateIt() {
        channel().close();
        assertThat(this.handshake).isCompleted();
        assertThat(this.activations).hasValue(0);
    }

    /**
     * A subscription. Lettuce's watchdog asks for its delay as soon as it hears of the
     * end.
     */
    @Test
    void lettuceDoesNotRepeatAnAttemptThatFailed() throws Exception {
        AtomicInteger repetitions = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.of(ClosedInHandshakeTests::answerAllButTheLast)) {
            LettuceConnections connections = new LettuceConnections(
                    new RedisTarget(new Server(new Node("127.0.0.1", server.port()), 0), Credentials.NONE, false, null),
                    TIMEOUT);
            ClientResources own = connections.resources();
            ClientResources observed = own.mutate()
                .reconnectDelay(counting(repetitions))
                .nettyCustomizer(andTell(own.nettyCustomizer(), ended))
                .build();
            LettuceConnectionFactory factory = connections.factory(observed);
            factory.afterPropertiesSet();
            factory.start();
            try {
                RedisClient client = (RedisClient) factory.getRequiredNativeClient();
                assertThatExceptionOfType(RedisConnectionException.class).isThrownBy(client::connectPubSub);
                assertThat(ended.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(repetitions).hasValue(0);
            }
            finally {
                factory.destroy();
                var unused = observed.shutdown(0, 1, TimeUnit.SECONDS);
                var unusedToo = own.shutdown(0, 1, TimeUnit.SECONDS);
            }
        }
    }

    /** Answers all of the handshake but its last command, and closes. */
    private static void answerAllButTheLast(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        readTo("HELLO", lines);
        out.write("%1\r\n+proto\r\n:3\r\n".getBytes(StandardCharsets.ISO_8859_1));
        readTo("lib-ver", lines);
        out.write("-ERR unknown\r\n-ERR unknown\r\n".getBytes(StandardCharsets.ISO_8859_1));
        readTo("MAINT_NOTIFICATIONS", lines);
    }

    private static void readTo(String line, BufferedReader lines) throws IOException {
        String next = lines.readLine();
        while (next != null && !next.equals(line)) {
            next = lines.readLine();
        }
    }

    private static Delay counting(AtomicInteger calls) {
        return new Delay() {
            @Override
            public Duration createDelay(long attempt) {
                calls.incrementAndGet();
                return Duration.ofMillis(1);
            }
        };
    }

    /**
     * Tells of the first connection that has ended, after all of Lettuce has heard it.
     */
    private static NettyCustomizer andTell(NettyCustomizer customizer, CountDownLatch ended) {
        return new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                customizer.afterChannelInitialized(channel);
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelUnregistered(ChannelHandlerContext context) {
                        ended.countDown();
                    }
                });
            }
        };
    }

    /** Ends the last command of the handshake when it closes, as Lettuce does. */
    private EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel(
                new RedisHandshakeHandler((initialized) -> this.handshake, this.resources, TIMEOUT));
        new ClosedInHandshake().afterChannelInitialized(channel);
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                ClosedInHandshakeTests.this.activations.incrementAndGet();
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                ClosedInHandshakeTests.this.handshake.complete(null);
            }
        });
        return channel;
    }

}
