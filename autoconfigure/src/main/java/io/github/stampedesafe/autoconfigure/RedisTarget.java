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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;

import io.github.stampedesafe.core.InvalidSettingException;

/**
 * Where Redis is and how to get in: Boot's connection details, and whether to use TLS,
 * which for an URL they do not say. At most one of the three topologies is there.
 */
final class RedisTarget {

    private final DataRedisConnectionDetails details;

    private final boolean tls;

    /**
     * Creates the target.
     * @param details the details
     * @param url what {@code spring.data.redis.url} says
     * @throws InvalidSettingException if Redis is set up as a list of masters and
     * replicas
     */
    RedisTarget(DataRedisConnectionDetails details, @Nullable String url) {
        this.details = details;
        this.tls = details.getSslBundle() != null || (url != null && url.startsWith("rediss:"));
        if (details.getSentinel() == null && details.getCluster() == null && details.getMasterReplica() != null) {
            throw new InvalidSettingException(
                    "'spring.data.redis.masterreplica' is set, and that list does not say where signals can be heard.",
                    "Set 'spring.data.redis.sentinel' or 'spring.data.redis.cluster' instead, or "
                            + "'spring.data.redis.host' to the master's.");
        }
    }

    @Nullable Sentinel sentinel() {
        return this.details.getSentinel();
    }

    @Nullable Cluster cluster() {
        return this.details.getCluster();
    }

    Standalone standalone() {
        Standalone standalone = this.details.getStandalone();
        if (standalone == null) {
            throw new InvalidSettingException(
                    "The bean of type DataRedisConnectionDetails (%s) names neither a server nor sentinels nor a cluster."
                        .formatted(this.details.getClass().getName()),
                    "Let it return one of the three, or remove it and set 'spring.data.redis.host'.");
        }
        return standalone;
    }

    @Nullable String username() {
        return this.details.getUsername();
    }

    @Nullable String password() {
        return this.details.getPassword();
    }

    boolean isTls() {
        return this.tls;
    }

    @Nullable SslBundle sslBundle() {
        return this.details.getSslBundle();
    }

    /** Returns the host as a socket wants it: an IPv6 address without its brackets. */
    static String host(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns the address as Redisson wants it. */
    String address(String host, int port) {
        String plain = host(host);
        return (this.tls ? "rediss://" : "redis://") + (plain.contains(":") ? "[" + plain + "]" : plain) + ":" + port;
    }

    /** Returns the address as Redisson wants it. */
    String address(Node node) {
        return address(node.host(), node.port());
    }

}
