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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where Redis is and how to get in.
 *
 * @param place the server, the sentinels or the cluster
 * @param credentials of the data nodes
 * @param isTls whether connections are encrypted
 * @param sslBundle certificates and protocols, {@code null} for those of the JVM
 */
record RedisTarget(Place place, Credentials credentials, boolean isTls, @Nullable SslBundle sslBundle) {

    /** Returns the number of the database. */
    int database() {
        if (this.place instanceof Server server) {
            return server.database();
        }
        return (this.place instanceof Sentinels sentinels) ? sentinels.database() : 0;
    }

    /** Returns the address as Redisson expects it. */
    String address(Node node) {
        String host = node.host();
        return (this.isTls ? "rediss://" : "redis://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + node.port();
    }

    /** Where Redis is. */
    sealed interface Place permits Server, Sentinels, Cluster {

        /** Returns the nodes that a first connection goes to. */
        List<Node> nodes();

    }

    /**
     * One server.
     *
     * @param node its address
     * @param database number of the database
     */
    record Server(Node node, int database) implements Place {

        @Override
        public List<Node> nodes() {
            return List.of(this.node);
        }

    }

    /**
     * Sentinels that name the master.
     *
     * @param master name of the master
     * @param nodes the sentinels
     * @param credentials of the sentinels
     * @param database number of the database
     */
    record Sentinels(String master, List<Node> nodes, Credentials credentials, int database) implements Place {
    }

    /**
     * A cluster.
     *
     * @param nodes some of its nodes
     */
    record Cluster(List<Node> nodes) implements Place {
    }

    /**
     * A user and its password. The password is never printed.
     *
     * @param username {@code null} for the default user
     * @param password {@code null} for none
     */
    record Credentials(@Nullable String username, @Nullable String password) {

        static final Credentials NONE = new Credentials(null, null);

        @Override
        public String toString() {
            return (this.username != null) ? this.username : "default";
        }

    }

    /**
     * An address. An IPv6 address loses the brackets that it has in an URL.
     *
     * @param host name or address
     * @param port the port
     */
    record Node(String host, int port) {

        static final int DEFAULT_PORT = 6379;

        Node {
            host = (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
        }

        @Override
        public String toString() {
            return (this.host.contains(":") ? "[" + this.host + "]" : this.host) + ":" + this.port;
        }

    }

}
