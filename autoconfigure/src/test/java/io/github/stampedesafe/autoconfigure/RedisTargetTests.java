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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

import io.github.stampedesafe.autoconfigure.RedisTarget.Node;

import static org.assertj.core.api.Assertions.assertThat;

class RedisTargetTests {

    @Test
    void anIpv6AddressHasBracketsOnlyWhereThePortFollows() {
        RedisTarget target = BootRedisTarget.of(new Details(null, null), null);
        assertThat(target.address(new Node("::1", 6379))).isEqualTo("redis://[::1]:6379");
        assertThat(target.address(new Node("[::1]", 6379))).isEqualTo("redis://[::1]:6379");
        assertThat(target.address(new Node("redis.example", 6379))).isEqualTo("redis://redis.example:6379");
        assertThat(new Node("[::1]", 6379).host()).isEqualTo("::1");
        assertThat(new Node("::1", 6379)).hasToString("[::1]:6379");
    }

    @Test
    void tlsIsWhatTheBundleOrTheUrlSays() {
        Details plain = new Details(null, null);
        assertThat(BootRedisTarget.of(plain, null).isTls()).isFalse();
        assertThat(BootRedisTarget.of(plain, "redis://a").isTls()).isFalse();
        assertThat(BootRedisTarget.of(plain, "rediss://a").isTls()).isTrue();
        assertThat(BootRedisTarget.of(plain, "rediss://a").address(new Node("a", 1))).isEqualTo("rediss://a:1");
        assertThat(BootRedisTarget.of(new Details(null, SslBundle.systemDefault()), null).isTls()).isTrue();
    }

    @Test
    void redissonIsTunedForLeases() {
        Config config = RedissonConfig.of(BootRedisTarget.of(new Details(null, null), null), Duration.ofMillis(700));
        assertThat(config.isLazyInitialization()).isTrue();
        assertThat(config.getThreads()).isEqualTo(2);
        assertThat(config.getNettyThreads()).isEqualTo(2);
        assertThat(config.isCheckLockSyncedSlaves()).isFalse();
        assertThat(config.useSingleServer().getRetryAttempts()).isZero();
        assertThat(config.useSingleServer().getTimeout()).isEqualTo(4 * 700);
        assertThat(config.useSingleServer().getConnectTimeout()).isEqualTo(700);
        assertThat(config.useSingleServer().getAddress()).isEqualTo("redis://localhost:6379");
        assertThat(config.useSingleServer().getDatabase()).isEqualTo(5);
    }

    @Test
    void sentinelsHaveTheirOwnCredentials() {
        Config config = RedissonConfig.of(BootRedisTarget.of(new Details(new Sentinels(), null), null),
                Duration.ofMillis(500));
        assertThat(config.getUsername()).isEqualTo("redis-user");
        assertThat(config.getPassword()).isEqualTo("redis-password");
        assertThat(config.useSentinelServers().getSentinelUsername()).isEqualTo("sentinel-user");
        assertThat(config.useSentinelServers().getSentinelPassword()).isEqualTo("sentinel-password");
        assertThat(config.useSentinelServers().getMasterName()).isEqualTo("main");
        assertThat(config.useSentinelServers().getSentinelAddresses()).containsExactly("redis://s1:1",
                "redis://[::1]:2");
        assertThat(config.useSentinelServers().getDatabase()).isEqualTo(3);
        assertThat(config.useSentinelServers().getReadMode()).isEqualTo(ReadMode.MASTER);
    }

    private record Details(DataRedisConnectionDetails.@Nullable Sentinel sentinel,
            @Nullable SslBundle bundle) implements DataRedisConnectionDetails {

        @Override
        public Standalone getStandalone() {
            return Standalone.of("localhost", 6379, 5);
        }

        @Override
        public DataRedisConnectionDetails.@Nullable Sentinel getSentinel() {
            return this.sentinel;
        }

        @Override
        public @Nullable SslBundle getSslBundle() {
            return this.bundle;
        }

        @Override
        public String getUsername() {
            return "redis-user";
        }

        @Override
        public String getPassword() {
            return "redis-password";
        }

    }

    private static final class Sentinels implements DataRedisConnectionDetails.Sentinel {

        @Override
        public int getDatabase() {
            return 3;
        }

        @Override
        public String getMaster() {
            return "main";
        }

        @Override
        public List<DataRedisConnectionDetails.Node> getNodes() {
            return List.of(new DataRedisConnectionDetails.Node("s1", 1), new DataRedisConnectionDetails.Node("::1", 2));
        }

        @Override
        public String getUsername() {
            return "sentinel-user";
        }

        @Override
        public String getPassword() {
            return "sentinel-password";
        }

    }

}
