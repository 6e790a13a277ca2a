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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.ReceivedSignals;
import io.github.stampedesafe.testing.RedisCluster;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisEntryStoreClusterIT extends RedisStoreContract {

    private static RedisCluster cluster;

    private static RedisConnections connections;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        connections = RedisConnections.to(cluster.configuration());
    }

    @AfterAll
    static void stop() {
        connections.close();
        cluster.close();
    }

    @Override
    RedisConnectionFactory connectionFactory() {
        return connections.factory();
    }

    @Test
    void keysSpreadOverAllNodes() {
        for (int i = 0; i < 100; i++) {
            store().put(new CacheKey("totals", "k" + i), fill("v" + i));
        }

        for (RedisProcess node : cluster.nodes()) {
            try (RedisConsole console = new RedisConsole(node.host(), node.port())) {
                assertThat(Integer.parseInt((String) console.send("DBSIZE"))).isGreaterThan(10);
            }
        }
        assertThat(store().get(new CacheKey("totals", "k99")).payload()).isEqualTo(payload("v99"));
    }

    @Test
    void signalsOfAllNodesArriveOverOneSubscription() {
        ReceivedSignals received = new ReceivedSignals();
        RedisSignals signals = new RedisSignals(connections.factory(), this.keys);
        signals.start(received);
        await().until(signals::isSubscribed);

        for (int i = 0; i < 30; i++) {
            store().evict(new CacheKey("totals", "k" + i));
        }

        await().until(() -> received.all().size() == 30);
        assertThat(signals.isSubscribed()).isTrue();
        signals.stop();
    }

}
