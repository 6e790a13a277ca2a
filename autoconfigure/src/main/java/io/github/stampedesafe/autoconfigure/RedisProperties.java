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
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The part of Boot's {@code spring.data.redis.*} that says where Redis is, for
 * applications without Boot's Redis module. Names, defaults and meaning are Boot's. The
 * class is no bean: where that module is, Boot's own class binds these properties.
 *
 * @param database Database index used by the connection factory.
 * @param url Connection URL. Overrides host, port, username, password, and database. Such
 * as redis://user:password@example.com:6379/8.
 * @param host Redis server host.
 * @param port Redis server port.
 * @param username Login username of the redis server.
 * @param password Login password of the redis server.
 * @param ssl encryption
 * @param sentinel sentinels
 * @param cluster cluster
 * @param masterreplica refused, because nobody says where signals are to be heard
 */
@ConfigurationProperties("spring.data.redis")
record RedisProperties(@DefaultValue("0") int database, @Nullable String url, @DefaultValue("localhost") String host,
        @DefaultValue("6379") int port, @Nullable String username, @Nullable String password, @DefaultValue Ssl ssl,
        @Nullable Sentinel sentinel, @Nullable Cluster cluster, @Nullable Masterreplica masterreplica) {

    /**
     * Encryption.
     *
     * @param enabled Whether to enable SSL support. Enabled automatically if a bundle is
     * provided unless specified otherwise.
     * @param bundle SSL bundle name.
     */
    record Ssl(@Nullable Boolean enabled, @Nullable String bundle) {

        boolean isEnabled() {
            return (this.enabled != null) ? this.enabled : this.bundle != null;
        }

    }

    /**
     * Sentinels.
     *
     * @param master Name of the Redis server.
     * @param nodes List of host:port pairs.
     * @param username Login username for authenticating with sentinel(s).
     * @param password Password for authenticating with sentinel(s).
     */
    record Sentinel(@Nullable String master, @DefaultValue List<String> nodes, @Nullable String username,
            @Nullable String password) {
    }

    /**
     * Cluster.
     *
     * @param nodes List of host:port pairs to bootstrap from. This represents an initial
     * list of cluster nodes and is required to have at least one entry.
     */
    record Cluster(@DefaultValue List<String> nodes) {
    }

    /**
     * A static list of a master and its replicas.
     *
     * @param nodes Refused, because such a list does not say where signals can be heard.
     */
    record Masterreplica(@DefaultValue List<String> nodes) {
    }

}
