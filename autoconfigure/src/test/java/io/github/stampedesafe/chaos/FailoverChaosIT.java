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

package io.github.stampedesafe.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.data.redis.connection.RedisNode;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisCluster;
import io.github.stampedesafe.testing.RedisSentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Masters that are lost, on two instances in processes of their own. Takes too long for
 * every build: {@code -Dstampede-safe.chaos=full} switches it on.
 */
@EnabledIfSystemProperty(named = "stampede-safe.chaos", matches = "full")
class FailoverChaosIT {

    private static final Duration RECOVERY = Duration.ofSeconds(2);

    private static final int SLOTS = 16_384;

    /** A sentinel whose machine is too busy does nothing for half a minute (TILT). */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Report report = new Report("6-failover", "Masters that are lost");

    @AfterAll
    static void writeReport() {
        report.write();
    }

    @Test
    void sentinelsPromoteTheReplicaOfAKilledMaster() {
        RedisSentinel sentinel = RedisSentinel.start();
        List<String> options = List.of("--spring.data.redis.sentinel.master=" + RedisSentinel.NAME,
                "--spring.data.redis.sentinel.nodes=" + sentinel.configuration()
                    .getSentinels()
                    .stream()
                    .map(RedisNode::asString)
                    .collect(Collectors.joining(",")));
        Servers serving = new Servers(
                () -> List.of(isMaster(sentinel.replica()) ? sentinel.replica() : sentinel.master()));
        try (Site site = Site.of(serving, options, sentinel, 2)) {
            Observation observation = new Experiment(site, "sentinel").run(() -> sentinel.master().kill(),
                    () -> await().atMost(PATIENCE).ignoreExceptions().until(() -> isMaster(sentinel.replica())));

            report.add(observation.row("The master is killed; sentinels promote its replica"));
            assertKept(observation);
        }
    }

    @Test
    void aClusterLosesAMasterAndGetsItBack() {
        RedisCluster cluster = RedisCluster.start();
        List<String> options = List.of("--spring.data.redis.cluster.nodes=" + cluster.nodes()
            .stream()
            .map((node) -> node.host() + ":" + node.port())
            .collect(Collectors.joining(",")));
        RedisProcess lost = ownerOfColdKey(cluster);
        try (Site site = Site.of(new Servers(cluster::nodes), options, cluster, 2)) {
            Observation observation = new Experiment(site, "cluster").run(lost::kill, () -> {
                lost.restart();
                await().atMost(PATIENCE).until(() -> cluster.nodes().stream().allMatch(FailoverChaosIT::isServing));
            });

            report.add(observation.row("A master of a cluster is killed, and started again"));
            assertKept(observation);
        }
    }

    private static void assertKept(Observation observation) {
        assertThat(observation.cold()).allMatch(Reply::isValue);
        assertThat(observation.longestWait()).isLessThanOrEqualTo(Site.TIMEOUT.plus(Experiment.LOAD).plus(Site.MARGIN));
        assertThat(observation.inFlight()).allMatch(Reply::isValue);
        assertThat(observation.atOnce()).isEqualTo(1);
        assertThat(observation.recovery()).isLessThanOrEqualTo(RECOVERY);
    }

    private static RedisProcess ownerOfColdKey(RedisCluster cluster) {
        int slot = Integer.parseInt((String) ask(cluster.nodes().get(0), "CLUSTER", "KEYSLOT", "{chaos:cluster-cold}"));
        return cluster.nodes().get(slot * cluster.nodes().size() / SLOTS);
    }

    private static boolean isMaster(RedisProcess server) {
        return ((List<?>) ask(server, "ROLE")).get(0).equals("master");
    }

    private static boolean isServing(RedisProcess server) {
        return ((String) ask(server, "CLUSTER", "INFO")).contains("cluster_state:ok");
    }

    private static Object ask(RedisProcess server, String... command) {
        try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
            return console.send(command);
        }
    }

}
