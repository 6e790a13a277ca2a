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

package io.github.stampedesafe.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.data.redis.connection.RedisClusterConfiguration;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.awaitility.Awaitility.await;

/** Three masters on loopback that share the slots of a Redis Cluster. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;

    private static final int BUS = 10_000;

    private final List<Node> nodes;

    private RedisCluster(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Starts the masters and waits until all of them serve. */
    public static RedisCluster start() {
        RedisCluster cluster = new RedisCluster(IntStream.range(0, 3).mapToObj((i) -> Node.start()).toList());
        try {
            cluster.form();
            return cluster;
        }
        catch (RuntimeException ex) {
            cluster.close();
            throw ex;
        }
    }

    public List<RedisProcess> nodes() {
        return this.nodes.stream().map(Node::process).toList();
    }

    public RedisClusterConfiguration configuration() {
        RedisClusterConfiguration configuration = new RedisClusterConfiguration();
        nodes().forEach((node) -> configuration.clusterNode(node.host(), node.port()));
        return configuration;
    }

    /** Returns the node that serves the slot of a Redis key. */
    public RedisProcess owner(String key) {
        return nodeOf(slot(key)).process();
    }

    /**
     * Begins to move the slot of a Redis key to the next node: from now on the slot is on
     * both, and none of its Redis keys has moved.
     * @return ends the move, with all Redis keys of the slot
     */
    public Runnable beginMove(String key) {
        String slot = slot(key);
        Node from = nodeOf(slot);
        Node to = this.nodes.get((this.nodes.indexOf(from) + 1) % this.nodes.size());
        to.send("CLUSTER", "SETSLOT", slot, "IMPORTING", from.id());
        from.send("CLUSTER", "SETSLOT", slot, "MIGRATING", to.id());
        return () -> {
            for (Object moved : (List<?>) from.send("CLUSTER", "GETKEYSINSLOT", slot, "1000")) {
                from.send("MIGRATE", to.process().host(), String.valueOf(to.process().port()), (String) moved, "0",
                        "5000");
            }
            List.of(to, from).forEach((node) -> node.send("CLUSTER", "SETSLOT", slot, "NODE", to.id()));
        };
    }

    @Override
    public void close() {
        nodes().forEach(RedisProcess::close);
    }

    private String slot(String key) {
        return (String) this.nodes.get(0).send("CLUSTER", "KEYSLOT", key);
    }

    /** Asks each node for itself: others hear of a move a little later. */
    private Node nodeOf(String slot) {
        int number = Integer.parseInt(slot);
        return this.nodes.stream().filter((node) -> node.serves(number)).findFirst().orElseThrow();
    }

    private void form() {
        Node first = this.nodes.get(0);
        int share = SLOTS / this.nodes.size() + 1;
        for (int i = 0; i < this.nodes.size(); i++) {
            Node node = this.nodes.get(i);
            int begin = i * share;
            int end = Math.min(begin + share, SLOTS) - 1;
            node.send(addSlots(begin, end));
            node.send("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            if (node != first) {
                node.send("CLUSTER", "MEET", first.process().host(), String.valueOf(first.process().port()));
            }
        }
        await().atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> this.nodes.stream().allMatch(Node::isServing));
    }

    /** Not ADDSLOTSRANGE, which Redis has since 7.0. */
    private static String[] addSlots(int begin, int end) {
        return Stream
            .concat(Stream.of("CLUSTER", "ADDSLOTS"), IntStream.rangeClosed(begin, end).mapToObj(String::valueOf))
            .toArray(String[]::new);
    }

    private record Node(RedisProcess process) {

        /**
         * Before Redis 7.0 the port of the bus cannot be chosen: it is higher by 10,000.
         */
        static Node start() {
            int port = IntStream.generate(RedisProcess::freePort)
                .filter((free) -> free + BUS <= 65_535 && isFree(free + BUS))
                .findFirst()
                .getAsInt();
            return new Node(RedisProcess.startOn(port, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
        }

        private static boolean isFree(int port) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            }
            catch (IOException ex) {
                return false;
            }
        }

        boolean isServing() {
            String info = (String) send("CLUSTER", "INFO");
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3")
                    && info.contains("cluster_slots_ok:" + SLOTS);
        }

        String id() {
            return (String) send("CLUSTER", "MYID");
        }

        boolean serves(int slot) {
            return ((List<?>) send("CLUSTER", "SLOTS")).stream().map((range) -> (List<?>) range).anyMatch((range) -> {
                Object master = ((List<?>) range.get(2)).get(2);
                return master.equals(id()) && Integer.parseInt((String) range.get(0)) <= slot
                        && slot <= Integer.parseInt((String) range.get(1));
            });
        }

        Object send(String... command) {
            try (RedisConsole console = new RedisConsole(this.process.host(), this.process.port())) {
                return console.send(command);
            }
        }

    }

}
