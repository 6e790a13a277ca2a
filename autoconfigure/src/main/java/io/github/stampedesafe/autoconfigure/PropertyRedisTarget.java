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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.autoconfigure.RedisTarget.Cluster;
import io.github.stampedesafe.autoconfigure.RedisTarget.Credentials;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Place;
import io.github.stampedesafe.autoconfigure.RedisTarget.Sentinels;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;

/** The target that {@link RedisProperties} describe, read as Boot reads them. */
final class PropertyRedisTarget {

    private final RedisProperties properties;

    private final @Nullable URI url;

    private PropertyRedisTarget(RedisProperties properties) {
        this.properties = properties;
        this.url = (properties.url() != null) ? url(properties.url()) : null;
    }

    /**
     * Returns the target.
     * @param properties the properties
     * @param bundles the application's certificates, {@code null} if there are none
     * @throws InvalidSettingException if the properties do not say where Redis is
     */
    static RedisTarget of(RedisProperties properties, @Nullable SslBundles bundles) {
        PropertyRedisTarget target = new PropertyRedisTarget(properties);
        SslBundle bundle = target.bundle(bundles);
        return new RedisTarget(target.place(), target.credentials(), bundle != null || target.isSecureUrl(), bundle);
    }

    private Place place() {
        RedisProperties.Sentinel sentinel = this.properties.sentinel();
        if (sentinel != null) {
            if (!StringUtils.hasText(sentinel.master())) {
                throw new InvalidSettingException(
                        "'spring.data.redis.sentinel.nodes' is set, but nothing says which master the sentinels watch.",
                        "Set 'spring.data.redis.sentinel.master' to its name.");
            }
            return new Sentinels(sentinel.master(), nodes("sentinel.nodes", sentinel.nodes()),
                    new Credentials(sentinel.username(), sentinel.password()), database());
        }
        RedisProperties.Cluster cluster = this.properties.cluster();
        if (cluster != null) {
            return new Cluster(nodes("cluster.nodes", cluster.nodes()));
        }
        if (this.properties.masterreplica() != null) {
            throw masterReplica();
        }
        return new Server(node(), database());
    }

    /** Returns the refusal of a static list of a master and its replicas. */
    static InvalidSettingException masterReplica() {
        return new InvalidSettingException(
                "'spring.data.redis.masterreplica' is set, and that list does not say where signals can be heard.",
                "Set 'spring.data.redis.sentinel' or 'spring.data.redis.cluster' instead, or "
                        + "'spring.data.redis.host' to the master's.");
    }

    private Node node() {
        return (this.url != null)
                ? new Node(this.url.getHost(), (this.url.getPort() >= 0) ? this.url.getPort() : Node.DEFAULT_PORT)
                : new Node(this.properties.host(), this.properties.port());
    }

    private int database() {
        if (this.url == null) {
            return this.properties.database();
        }
        String path = this.url.getPath();
        return StringUtils.hasText(path) && path.length() > 1 ? database(path.substring(1)) : 0;
    }

    private static int database(String text) {
        try {
            return Integer.parseInt(text);
        }
        catch (NumberFormatException ex) {
            throw new InvalidSettingException(
                    "'spring.data.redis.url' must end with the number of a database but ends with '%s'."
                        .formatted(text),
                    "Write an URL such as 'redis://user:password@redis.example:6379/0'.");
        }
    }

    private Credentials credentials() {
        if (this.url == null) {
            return new Credentials(this.properties.username(), this.properties.password());
        }
        String user = this.url.getUserInfo();
        if (user == null) {
            return Credentials.NONE;
        }
        int colon = user.indexOf(':');
        return (colon < 0) ? new Credentials(null, user)
                : new Credentials(user.substring(0, colon), user.substring(colon + 1));
    }

    private boolean isSecureUrl() {
        return this.url != null && "rediss".equals(this.url.getScheme());
    }

    private @Nullable SslBundle bundle(@Nullable SslBundles bundles) {
        if (!this.properties.ssl().isEnabled()) {
            return null;
        }
        String name = this.properties.ssl().bundle();
        if (!StringUtils.hasLength(name)) {
            return SslBundle.systemDefault();
        }
        if (bundles == null) {
            throw new InvalidSettingException(
                    "'spring.data.redis.ssl.bundle' is '%s', but the application has no SSL bundles.".formatted(name),
                    "Do not exclude SslAutoConfiguration, or leave the property out to use the certificates of the JVM.");
        }
        return bundles.getBundle(name);
    }

    /** The message leaves the URL out, because a password may be part of it. */
    private static URI url(String url) {
        try {
            URI uri = new URI(url);
            if (("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        }
        catch (URISyntaxException ex) {
            // Falls through.
        }
        throw new InvalidSettingException(
                "'spring.data.redis.url' is not an URL with the scheme 'redis' or 'rediss' and a valid host name.",
                "Write an URL such as 'redis://user:password@redis.example:6379/0', with special characters of the "
                        + "password as '%40', or set 'spring.data.redis.host' and its neighbours instead.");
    }

    private static List<Node> nodes(String property, List<String> nodes) {
        if (nodes.isEmpty()) {
            throw new InvalidSettingException("'spring.data.redis.%s' names no node.".formatted(property),
                    "Write a list such as 'redis-1:6379,redis-2:6379'.");
        }
        return nodes.stream().map((node) -> node(property, node.strip())).toList();
    }

    private static Node node(String property, String node) {
        int colon = node.lastIndexOf(':');
        if (colon > 0) {
            try {
                return new Node(node.substring(0, colon), Integer.parseInt(node.substring(colon + 1)));
            }
            catch (NumberFormatException ex) {
                // Falls through.
            }
        }
        throw new InvalidSettingException(
                "'spring.data.redis.%s' must list host and port of each node but contains '%s'.".formatted(property,
                        node),
                "Write a list such as 'redis-1:6379,redis-2:6379'.");
    }

}
