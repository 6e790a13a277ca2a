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

package io.github.stampedesafe.redisson;

import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseServerTests {

    private final Config config = new Config();

    @Test
    void oneServer() {
        this.config.useSingleServer().setAddress("rediss://shop:6379");
        assertThat(LeaseServer.of(this.config)).isEqualTo("Redis at shop:6379");
    }

    @Test
    void aPasswordIsNotNamed() {
        this.config.useSingleServer().setAddress("redis://user:p@ss@[::1]:6379");
        assertThat(LeaseServer.of(this.config)).isEqualTo("Redis at [::1]:6379");
    }

    @Test
    void sentinels() {
        this.config.useSentinelServers().setMasterName("main").addSentinelAddress("redis://a:26379", "redis://b:26379");
        assertThat(LeaseServer.of(this.config)).isEqualTo("master 'main' of the Redis sentinels at a:26379, b:26379");
    }

    @Test
    void aCluster() {
        this.config.useClusterServers().addNodeAddress("redis://a:7000", "redis://b:7001");
        assertThat(LeaseServer.of(this.config)).isEqualTo("the Redis cluster at a:7000, b:7001");
    }

    @Test
    void anotherTopologyHasNoAddress() {
        this.config.useReplicatedServers().addNodeAddress("redis://a:6379");
        assertThat(LeaseServer.of(this.config)).isEqualTo("Redis");
    }

}
