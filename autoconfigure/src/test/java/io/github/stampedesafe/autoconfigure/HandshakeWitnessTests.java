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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisHandshakeHandler;
import io.lettuce.core.protocol.RedisProtocolException;
import io.lettuce.core.resource.ClientResources;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HandshakeWitnessTests {

    private static final RedisCommandExecutionException REFUSAL = new RedisCommandExecutionException("WRONGPASS");

    private final HandshakeWitness witness = new HandshakeWitness();

    private final EmbeddedChannel channel = new EmbeddedChannel();

    HandshakeWitnessTests() {
        this.witness.afterChannelInitialized(this.channel);
    }

    @Test
    void keepsAnAnswerThoughTheConnectionEndsAtOnce() {
        sent(CommandType.HELLO).completeExceptionally(REFUSAL);
        this.channel.close();
        assertThat(this.witness.failures(Duration.ZERO)).containsExactly(REFUSAL);
    }

    @Test
    void prefersAnAnswerToWhatFollowsFromIt() {
        AsyncCommand<String, String, String> hello = sent(CommandType.HELLO);
        this.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        hello.completeExceptionally(REFUSAL);
        assertThat(this.witness.failures(Duration.ZERO)).containsExactly(REFUSAL);
    }

    @Test
    void keepsAFailureOfTheConnectionIfThereIsNoAnswer() {
        IOException reset = new IOException("Connection reset by peer");
        sent(CommandType.HELLO).completeExceptionally(reset);
        assertThat(this.witness.failures(Duration.ZERO)).containsExactly(reset);
    }

    @Test
    void forgetsAnAnswerAfterWhichTheHandshakeGoesOn() {
        sent(CommandType.HELLO).completeExceptionally(new RedisCommandExecutionException("ERR unknown command"));
        sent(CommandType.AUTH);
        assertThat(this.witness.failures(Duration.ZERO)).isEmpty();
    }

    @Test
    void leavesAConnectionThatIsEstablished() {
        AsyncCommand<String, String, String> last = sent(CommandType.CLIENT);
        last.completeExceptionally(new RedisCommandExecutionException("ERR unknown subcommand"));
        this.channel.writeInbound(Unpooled.wrappedBuffer("+OK".getBytes()));
        this.channel.pipeline().fireChannelActive();
        assertThat(this.witness.failures(Duration.ZERO)).isEmpty();
        assertThat(this.channel.pipeline().names()).containsExactly("DefaultChannelPipeline$TailContext#0");
    }

    @Test
    void recognisesATlsAlert() {
        this.channel.writeInbound(Unpooled.wrappedBuffer(new byte[] { 0x15, 0x03, 0x01, 0, 2, 2, 70 }));
        assertThat(this.witness.failures(Duration.ZERO)).singleElement()
            .satisfies((failure) -> assertThat(failure).hasMessage(ConnectionProblem.TLS_ALERT));
    }

    @Test
    void notesNothingThatFailsBecauseLettuceCloses() {
        ClientResources resources = ClientResources.create();
        try {
            EmbeddedChannel tls = new EmbeddedChannel(new RedisHandshakeHandler((channel) -> new CompletableFuture<>(),
                    resources, Duration.ofSeconds(10)));
            this.witness.afterChannelInitialized(tls);
            AsyncCommand<String, String, String> hello = sent(tls, CommandType.HELLO);
            tls.pipeline().context(RedisHandshakeHandler.class).close();
            hello.completeExceptionally(new SSLException("SSLEngine closed already"));
            tls.pipeline().fireExceptionCaught(new SSLException("SSLEngine closed already"));
            assertThat(this.witness.failures(Duration.ZERO)).isEmpty();
        }
        finally {
            resources.shutdown();
        }
    }

    /** Lettuce closes the connection before it tells who waits for the answer. */
    @ParameterizedTest
    @MethodSource
    void keepsAnAnswerThatIsToldWhileLettuceCloses(RuntimeException answer) {
        ClientResources resources = ClientResources.create();
        try {
            EmbeddedChannel closing = new EmbeddedChannel(new RedisHandshakeHandler(
                    (channel) -> new CompletableFuture<>(), resources, Duration.ofSeconds(10)));
            this.witness.afterChannelInitialized(closing);
            AsyncCommand<String, String, String> hello = sent(closing, CommandType.HELLO);
            closing.pipeline().context(RedisHandshakeHandler.class).close();
            hello.completeExceptionally(answer);
            assertThat(this.witness.failures(Duration.ZERO)).containsExactly(answer);
        }
        finally {
            resources.shutdown();
        }
    }

    static Stream<RuntimeException> keepsAnAnswerThatIsToldWhileLettuceCloses() {
        return Stream.of(REFUSAL, new RedisProtocolException("Invalid first byte: 72 (H)"),
                new RedisConnectionException("DENIED Redis is running in protected mode"));
    }

    @Test
    void waitsForTheTurnOfTheEventLoopInWhichTheAttemptEnded() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        try {
            LocalChannel turning = new LocalChannel();
            group.register(turning).sync();
            this.witness.afterChannelInitialized(turning);
            CountDownLatch gate = new CountDownLatch(1);
            IOException reset = new IOException("Connection reset by peer");
            var unused = turning.eventLoop().submit(() -> {
                gate.await();
                return turning.pipeline().fireExceptionCaught(reset);
            });
            FutureTask<List<Throwable>> asked = new FutureTask<>(() -> this.witness.failures(Duration.ofSeconds(10)));
            Thread asking = new Thread(asked);
            asking.start();
            await().until(() -> asked.isDone() || asking.getState() == Thread.State.TIMED_WAITING);
            gate.countDown();
            assertThat(asked.get()).containsExactly(reset);
        }
        finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        }
    }

    @Test
    void forgetsEarlierAttempts() {
        sent(CommandType.HELLO).completeExceptionally(REFUSAL);
        this.witness.forget();
        assertThat(this.witness.failures(Duration.ZERO)).isEmpty();
    }

    @Test
    void keepsABoundedNumberOfFailures() {
        for (int i = 0; i < 100; i++) {
            EmbeddedChannel next = new EmbeddedChannel(DefaultChannelId.newInstance());
            this.witness.afterChannelInitialized(next);
            next.pipeline().fireExceptionCaught(new IOException("No route to host"));
        }
        assertThat(this.witness.failures(Duration.ZERO)).hasSize(16);
    }

    private AsyncCommand<String, String, String> sent(CommandType type) {
        return sent(this.channel, type);
    }

    private static AsyncCommand<String, String, String> sent(EmbeddedChannel channel, CommandType type) {
        AsyncCommand<String, String, String> command = new AsyncCommand<>(
                new Command<>(type, new StatusOutput<>(StringCodec.UTF8)));
        channel.writeOutbound(command);
        return command;
    }

}
