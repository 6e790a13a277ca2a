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

import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SubscriptionMode;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

import io.github.stampedesafe.autoconfigure.RedisTarget.Cluster;
import io.github.stampedesafe.autoconfigure.RedisTarget.Place;
import io.github.stampedesafe.autoconfigure.RedisTarget.Sentinels;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;

/**
 * The configuration of a client that does nothing but take, extend and drop leases: few
 * threads and connections, no connection before the first use, one attempt for each
 * command, and no waiting for replicas, because correctness is the fence's and not the
 * lease's.
 * <p>
 * Scripts are sent whole. By their digests, a master that has just been given a slot of a
 * cluster does not know them, and Redisson would send them to the slot's old master,
 * again and again, until it reads the topology anew.
 */
final class RedissonConfig {

    private static final int POOL = 8;

    /**
     * How many time-outs Redisson waits itself: the caller, who listens, gives up first,
     * and a pause of this process ends no wait for a reply that is there.
     */
    private static final int LONGEST = 4;

    /** How long a lock command may wait for replicas to confirm it. */
    private static final long REPLICA_TIMEOUT_MILLIS = 10;

    private final RedisTarget target;

    private final Duration timeout;

    private RedissonConfig(RedisTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /**
     * Returns the configuration.
     * @param target where Redis is
     * @param timeout how long to wait for a connection or an answer
     */
    static Config of(RedisTarget target, Duration timeout) {
        return new RedissonConfig(target, timeout).create();
    }

    private Config create() {
        Config config = new Config().setLazyInitialization(true)
            .setThreads(2)
            .setNettyThreads(2)
            .setCodec(StringCodec.INSTANCE)
            .setUseScriptCache(false)
            .setCheckLockSyncedSlaves(false)
            .setSlavesSyncTimeout(REPLICA_TIMEOUT_MILLIS)
            .setUsername(this.target.credentials().username())
            .setPassword(this.target.credentials().password());
        secure(config);
        Place place = this.target.place();
        if (place instanceof Sentinels sentinels) {
            sentinels(config, sentinels);
        }
        else if (place instanceof Cluster cluster) {
            cluster(config, cluster);
        }
        else if (place instanceof Server server) {
            server(config, server);
        }
        return config;
    }

    private void secure(Config config) {
        SslBundle bundle = this.target.sslBundle();
        if (bundle == null) {
            return;
        }
        SslOptions options = bundle.getOptions();
        config.setSslKeyManagerFactory(bundle.getManagers().getKeyManagerFactory())
            .setSslTrustManagerFactory(bundle.getManagers().getTrustManagerFactory());
        if (options.getEnabledProtocols() != null) {
            config.setSslProtocols(options.getEnabledProtocols());
        }
        if (options.getCiphers() != null) {
            config.setSslCiphers(options.getCiphers());
        }
    }

    private void server(Config config, Server target) {
        SingleServerConfig server = impatient(config.useSingleServer());
        server.setAddress(this.target.address(target.node()))
            .setDatabase(target.database())
            .setConnectionMinimumIdleSize(1)
            .setConnectionPoolSize(POOL)
            .setSubscriptionConnectionMinimumIdleSize(0)
            .setSubscriptionConnectionPoolSize(1);
    }

    private void sentinels(Config config, Sentinels sentinels) {
        SentinelServersConfig servers = masterOnly(config.useSentinelServers());
        servers.setSentinelAddresses(sentinels.nodes().stream().map(this.target::address).toList());
        servers.setMasterName(sentinels.master())
            .setSentinelUsername(sentinels.credentials().username())
            .setSentinelPassword(sentinels.credentials().password())
            .setDatabase(sentinels.database())
            .setCheckSentinelsList(false);
    }

    private void cluster(Config config, Cluster cluster) {
        ClusterServersConfig servers = masterOnly(config.useClusterServers());
        servers.setNodeAddresses(cluster.nodes().stream().map(this.target::address).toList());
        servers.setCheckSlotsCoverage(false);
    }

    private <T extends BaseMasterSlaveServersConfig<T>> T masterOnly(T servers) {
        return impatient(servers).setReadMode(ReadMode.MASTER)
            .setSubscriptionMode(SubscriptionMode.MASTER)
            .setMasterConnectionMinimumIdleSize(1)
            .setMasterConnectionPoolSize(POOL)
            .setSubscriptionConnectionMinimumIdleSize(0)
            .setSubscriptionConnectionPoolSize(1);
    }

    private <T extends BaseConfig<T>> T impatient(T servers) {
        int millis = (int) this.timeout.toMillis();
        return servers.setTimeout(millis * LONGEST)
            .setConnectTimeout(millis)
            .setSubscriptionTimeout(millis)
            .setSubscriptionsPerConnection(1000)
            .setRetryAttempts(0)
            .setRetryDelay(new ConstantDelay(Duration.ofMillis(500)))
            .setReconnectionDelay(new ConstantDelay(Duration.ofMillis(500)))
            .setPingConnectionInterval(2000);
    }

}
