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
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.autoconfigure.RedisTarget.Cluster;
import io.github.stampedesafe.autoconfigure.RedisTarget.Credentials;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Place;
import io.github.stampedesafe.autoconfigure.RedisTarget.Sentinels;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;

/**
 * The target that Boot's connection details describe. The details of an URL do not say
 * whether the URL asks for TLS.
 */
final class BootRedisTarget {

    private BootRedisTarget() {
    }

    /**
     * Returns the target.
     * @param details the details
     * @param url what {@code spring.data.redis.url} says
     * @throws InvalidSettingException if the details do not say where Redis is
     */
    static RedisTarget of(DataRedisConnectionDetails details, @Nullable String url) {
        boolean tls = details.getSslBundle() != null || (url != null && url.startsWith("rediss:"));
        return new RedisTarget(place(details), new Credentials(details.getUsername(), details.getPassword()), tls,
                details.getSslBundle());
    }

    private static Place place(DataRedisConnectionDetails details) {
        DataRedisConnectionDetails.Sentinel sentinel = details.getSentinel();
        if (sentinel != null) {
            return new Sentinels(sentinel.getMaster(), nodes(sentinel.getNodes()),
                    new Credentials(sentinel.getUsername(), sentinel.getPassword()), sentinel.getDatabase());
        }
        DataRedisConnectionDetails.Cluster cluster = details.getCluster();
        if (cluster != null) {
            return new Cluster(nodes(cluster.getNodes()));
        }
        if (details.getMasterReplica() != null) {
            throw PropertyRedisTarget.masterReplica();
        }
        Standalone standalone = details.getStandalone();
        if (standalone == null) {
            throw new InvalidSettingException(
                    "The bean of type DataRedisConnectionDetails (%s) names neither a server nor sentinels nor a cluster."
                        .formatted(details.getClass().getName()),
                    "Let it return one of the three, or remove it and set 'spring.data.redis.host'.");
        }
        return new Server(node(standalone.getHost(), standalone.getPort()), standalone.getDatabase());
    }

    private static List<Node> nodes(List<DataRedisConnectionDetails.Node> nodes) {
        return nodes.stream().map((node) -> node(node.host(), node.port())).toList();
    }

    /** The port of an URL that names none is negative. */
    private static Node node(String host, int port) {
        return new Node(host, (port > 0) ? port : Node.DEFAULT_PORT);
    }

}
