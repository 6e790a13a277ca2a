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
import java.util.concurrent.ThreadFactory;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.autoconfigure.RedisTarget.Cluster;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Place;
import io.github.stampedesafe.autoconfigure.RedisTarget.Sentinels;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;
import io.github.stampedesafe.redis.AnswerWatch;

/**
 * Makes connections that give up soon: a command that cannot be sent fails at once, one
 * that is not answered fails after the timeout, and a lost connection is tried again
 * twice a second for as long as it takes. Everything is asked of the master.
 */
final class LettuceConnections {

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(500);

    /**
     * Bounds the memory that a frozen server can cost, some 50 MB. More than threads, of
     * which virtual ones are many, ask at once in one time-out.
     */
    private static final int COMMANDS_IN_FLIGHT = 100_000;

    private final RedisTarget target;

    private final Duration timeout;

    private final HandshakeWitness witness = new HandshakeWitness();

    /**
     * Creates the connections' maker.
     * @param target where Redis is
     * @param timeout how long to wait for a connection or an answer
     */
    LettuceConnections(RedisTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /** Returns threads and timers for a client that does nothing else. */
    ClientResources resources() {
        return DefaultClientResources.builder()
            .nettyCustomizer(new Channels(new AnswerWatch(this.timeout, System::nanoTime), this.witness,
                    new ClosedInHandshake()))
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(RECONNECT_DELAY))
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .threadFactoryProvider(LettuceConnections::threads)
            .build();
    }

    /** Netty's own kind of threads, with our class loader and not their starter's. */
    private static ThreadFactory threads(String pool) {
        ThreadFactory threads = new DefaultThreadFactory("stampede-safe-" + pool, true);
        return (run) -> {
            Thread thread = threads.newThread(run);
            thread.setContextClassLoader(LettuceConnections.class.getClassLoader());
            return thread;
        };
    }

    /**
     * Returns a factory that has not connected yet.
     * @param resources its threads and timers, which {@link #resources()} made
     */
    LettuceConnectionFactory factory(ClientResources resources) {
        LettuceClientConfiguration.LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder()
            .clientResources(resources)
            .clientOptions(options())
            .commandTimeout(this.timeout)
            .redisCredentialsProviderFactory(new TargetCredentials(this.target));
        if (this.target.isTls()) {
            client.useSsl();
        }
        return new BoundedConnectionFactory(configuration(), client.build(), this.timeout,
                new ConnectionProblem(this.target, this.timeout), this.witness);
    }

    /** Commands have no timers of Lettuce's, because {@link AnswerWatch} judges them. */
    private ClientOptions options() {
        ClientOptions.Builder options = (this.target.place() instanceof Cluster) ? clusterOptions()
                : ClientOptions.builder();
        options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(COMMANDS_IN_FLIGHT)
            .socketOptions(SocketOptions.builder().connectTimeout(this.timeout).build())
            .timeoutOptions(TimeoutOptions.create());
        SslBundle bundle = this.target.sslBundle();
        if (bundle != null) {
            options.sslOptions(sslOptions(bundle));
        }
        return options.build();
    }

    /**
     * The triggers are on by default in Lettuce 7 and not in 6, which Boot 4.0 brings.
     */
    @SuppressWarnings("deprecation")
    private static ClientOptions.Builder clusterOptions() {
        return ClusterClientOptions.builder()
            .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                .enableAllAdaptiveRefreshTriggers()
                .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                .enablePeriodicRefresh(Duration.ofSeconds(15))
                .build());
    }

    private static SslOptions sslOptions(SslBundle bundle) {
        SslOptions.Builder options = SslOptions.builder()
            .keyManager(bundle.getManagers().getKeyManagerFactory())
            .trustManager(bundle.getManagers().getTrustManagerFactory());
        if (bundle.getOptions().getCiphers() != null) {
            options.cipherSuites(bundle.getOptions().getCiphers());
        }
        if (bundle.getOptions().getEnabledProtocols() != null) {
            options.protocols(bundle.getOptions().getEnabledProtocols());
        }
        return options.build();
    }

    private RedisConfiguration configuration() {
        Place place = this.target.place();
        if (place instanceof Sentinels sentinels) {
            return sentinels(sentinels);
        }
        return (place instanceof Cluster cluster) ? cluster(cluster) : server((Server) place);
    }

    private RedisConfiguration server(Server server) {
        RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration(server.node().host(),
                server.node().port());
        configuration.setDatabase(server.database());
        configuration.setUsername(this.target.credentials().username());
        configuration.setPassword(RedisPassword.of(this.target.credentials().password()));
        return configuration;
    }

    private RedisConfiguration sentinels(Sentinels sentinels) {
        RedisSentinelConfiguration configuration = new RedisSentinelConfiguration();
        configuration.master(sentinels.master());
        configuration.setSentinels(sentinels.nodes().stream().map(LettuceConnections::node).toList());
        configuration.setDatabase(sentinels.database());
        configuration.setUsername(this.target.credentials().username());
        configuration.setPassword(RedisPassword.of(this.target.credentials().password()));
        configuration.setSentinelUsername(sentinels.credentials().username());
        configuration.setSentinelPassword(RedisPassword.of(sentinels.credentials().password()));
        return configuration;
    }

    private RedisConfiguration cluster(Cluster cluster) {
        RedisClusterConfiguration configuration = new RedisClusterConfiguration();
        cluster.nodes().forEach((node) -> configuration.addClusterNode(node(node)));
        configuration.setUsername(this.target.credentials().username());
        configuration.setPassword(RedisPassword.of(this.target.credentials().password()));
        return configuration;
    }

    private static RedisNode node(Node node) {
        return new RedisNode(node.host(), node.port());
    }

    /** What takes part in every connection. */
    private record Channels(AnswerWatch answers, HandshakeWitness handshakes,
            ClosedInHandshake closed) implements NettyCustomizer {

        @Override
        public void afterChannelInitialized(Channel channel) {
            this.answers.afterChannelInitialized(channel);
            this.handshakes.afterChannelInitialized(channel);
            this.closed.afterChannelInitialized(channel);
        }

    }

}
