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
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisCluster;
import io.github.stampedesafe.testing.RedisSentinel;
import io.github.stampedesafe.testing.RedisTls;
import io.github.stampedesafe.testing.RedisUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Both clients of ours reach every kind of Redis that Boot's properties can name. */
class RedisTargetIT {

    private static final NewEntry FILL = new NewEntry(Payload.of(new byte[] { 1 }), Duration.ofMinutes(1),
            Duration.ofMinutes(1), Duration.ZERO, null);

    @Test
    void aServerByHostPortAndDatabase() {
        try (RedisProcess server = RedisProcess.start()) {
            runner("host=" + server.host(), "port=" + server.port(), "database=3").run((context) -> {
                assertThatBothWork(context, "DE");
                try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
                    assertThat(console.send("INFO", "keyspace").toString()).contains("db3:").doesNotContain("db0:");
                }
            });
        }
    }

    @Test
    void aServerWithAUserAndAPasswordThatAreHardToQuote() {
        try (RedisProcess server = RedisProcess.start()) {
            RedisUser user = RedisUser.only(server);
            runner("host=" + server.host(), "port=" + server.port(), "username=" + user.name(),
                    "password=" + user.password())
                .run((context) -> assertThatBothWork(context, "DE"));
        }
    }

    @Test
    void aUserWhoMayTouchNothingButThePrefix() {
        try (RedisProcess server = RedisProcess.start()) {
            try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
                console.send("ACL", "SETUSER", "shop", "on", ">secret", "~shop:*", "&shop:*", "+@all");
                console.send("ACL", "SETUSER", "default", "off");
            }
            runner("host=" + server.host(), "port=" + server.port(), "username=shop", "password=secret")
                .withPropertyValues("spring.application.name=shop")
                .run((context) -> assertThatBothWork(context, "DE"));
        }
    }

    @Test
    void aServerByIpv6Address() {
        try (RedisProcess server = RedisProcess.start("--bind", "::1", "127.0.0.1")) {
            runner("host=::1", "port=" + server.port()).run((context) -> assertThatBothWork(context, "DE"));
            runner("url=redis://[::1]:" + server.port() + "/0").run((context) -> assertThatBothWork(context, "FR"));
        }
    }

    @Test
    void aServerWithTlsByBundle() {
        try (RedisTls server = RedisTls.start()) {
            runner("host=" + server.host(), "port=" + server.port(), "ssl.bundle=redis")
                .withPropertyValues("spring.ssl.bundle.pem.redis.truststore.certificate=file:" + server.certificate())
                .run((context) -> assertThatBothWork(context, "DE"));
        }
    }

    @Test
    void aServerWithTlsByUrl() {
        try (RedisTls server = RedisTls.start()) {
            runner("url=rediss://" + server.host() + ":" + server.port(), "ssl.bundle=redis")
                .withPropertyValues("spring.ssl.bundle.pem.redis.truststore.certificate=file:" + server.certificate())
                .run((context) -> assertThatBothWork(context, "DE"));
        }
    }

    @Test
    void aClusterByAnyOfItsNodes() {
        try (RedisCluster cluster = RedisCluster.start()) {
            runner("cluster.nodes=" + addresses(cluster.nodes().subList(0, 1))).run((context) -> {
                for (int i = 0; i < 20; i++) {
                    assertThatBothWork(context, "key " + i);
                }
            });
        }
    }

    @Test
    void theMasterThatSentinelsKnowAlsoAfterAFailover() {
        try (RedisSentinel sentinels = RedisSentinel.start()) {
            String nodes = sentinels.configuration()
                .getSentinels()
                .stream()
                .map((node) -> node.getHost() + ":" + node.getPort())
                .collect(Collectors.joining(","));
            runner("sentinel.master=" + RedisSentinel.NAME, "sentinel.nodes=" + nodes).run((context) -> {
                assertThatBothWork(context, "DE");
                sentinels.master().kill();
                CacheKey key = new CacheKey("totals", "FR");
                await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                    Stages.join(context.getBean(EntryStore.class).put(key, FILL));
                    return Stages
                        .join(context.getBean(LeaseProvider.class).tryAcquire(key, Duration.ofMinutes(1))) != null;
                });
                assertThatBothWork(context, "UK");
            });
        }
    }

    private static ApplicationContextRunner runner(String... redis) {
        return Contexts.inUse()
            // A busy machine may keep the first answers of a new client waiting.
            .withPropertyValues("stampede-safe.redis.timeout=5s")
            .withPropertyValues(
                    List.of(redis).stream().map((property) -> "spring.data.redis." + property).toArray(String[]::new));
    }

    private static void assertThatBothWork(AssertableApplicationContext context, String text) {
        assertThat(context).hasNotFailed();
        await().atMost(Duration.ofSeconds(30)).until(context.getBean(RedisSignals.class)::isSubscribed);
        CacheKey key = new CacheKey("totals", text);
        EntryStore store = context.getBean(EntryStore.class);
        Stages.join(store.put(key, FILL));
        assertThat(store.get(key)).isNotNull().extracting(Entry::payload).isEqualTo(FILL.payload());
        LeaseProvider leases = context.getBean(LeaseProvider.class);
        Lease lease = Stages.join(leases.tryAcquire(key, Duration.ofMinutes(1)));
        assertThat(lease).isNotNull();
        assertThat(lease.extend(Duration.ofMinutes(2)).toCompletableFuture().join()).isTrue();
        assertThat(Stages.join(leases.tryAcquire(key, Duration.ofMinutes(1)))).isNull();
        lease.release();
        await().until(() -> Stages.join(leases.tryAcquire(key, Duration.ofMinutes(1))), (again) -> again != null);
    }

    private static String addresses(List<RedisProcess> nodes) {
        return nodes.stream().map((node) -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
    }

}
