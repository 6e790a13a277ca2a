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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances on one Redis in each protocol that clients and server can agree on. The
 * server tells after each test which one it was.
 */
@ParameterizedClass
@EnumSource
class ProtocolsIT {

    private static RedisProcess redis;

    private static RunningInstance first;

    private static RunningInstance second;

    private final ProtocolClients clients;

    ProtocolsIT(ProtocolClients clients) {
        this.clients = clients;
    }

    @BeforeParameterizedClassInvocation
    static void start(ProtocolClients clients) {
        redis = clients.server();
        first = clients.instance(redis);
        second = clients.instance(redis);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        second.close();
        first.close();
        redis.close();
    }

    @BeforeEach
    void forget() {
        first.heard().clear();
        second.heard().clear();
    }

    @AfterEach
    void noCommandFailedAndTheProtocolIsTheOneMeant() {
        assertThat(List.of(first, second)).allMatch(RunningInstance::isWell);
        assertThat(protocols("sub=0")).isEqualTo(this.clients.ofCommands());
        assertThat(protocols("sub=1")).isEqualTo(this.clients.ofSignals());
    }

    @Test
    void aMissIsLoadedOnceForBothInstancesAndThenHit() throws Exception {
        Load load = new Load("loaded");
        Crowd leader = Crowd.one(() -> first.load("missed", load::run));
        load.awaitStart();
        Crowd follower = Crowd.one(() -> second.load("missed", this::unwanted));
        await().until(second::isFollowing);

        load.end();

        assertThat(leader.result()).isEqualTo("loaded");
        assertThat(follower.result()).isEqualTo("loaded");
        assertThat(first.stored("missed")).isEqualTo("loaded");
        assertThat(second.stored("missed")).isEqualTo("loaded");
        awaitSignal(new Signal.Filled(new CacheKey("totals", "missed")));
    }

    @Test
    void anEvictDuringALoadReachesItsFollowerAndKeepsTheOldValueOut() throws Exception {
        Load load = new Load("old");
        Crowd leader = Crowd.one(() -> first.load("changed", load::run));
        load.awaitStart();
        Crowd follower = Crowd.one(() -> second.load("changed", () -> "new"));
        await().until(second::isFollowing);

        first.totals().evict("changed");

        assertThat(follower.result()).as("loaded while the first load still runs").isEqualTo("new");
        awaitSignal(new Signal.Evicted(new CacheKey("totals", "changed")));
        load.end();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(first.stored("changed")).isEqualTo("new");
    }

    @Test
    void aFailedLoadIsTakenOverByItsFollower() throws Exception {
        Load load = new Load("never");
        Crowd leader = Crowd.one(() -> first.load("failing", () -> {
            load.run();
            throw new IllegalStateException("the source is down");
        }));
        load.awaitStart();
        Crowd follower = Crowd.one(() -> second.load("failing", () -> "loaded"));
        await().until(second::isFollowing);

        load.end();

        assertThat(leader.failure()).hasRootCauseMessage("the source is down");
        assertThat(follower.result()).isEqualTo("loaded");
        awaitSignal(new Signal.Failed(new CacheKey("totals", "failing")));
    }

    @Test
    void anEvictReachesANearCopy() {
        assertThat(near(() -> "old")).isEqualTo("old");
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            near(this::unwanted);
            return commandsDuring(() -> near(this::unwanted)).get("get") == null;
        });

        second.cache("copies").evict("near");

        await().atMost(Duration.ofSeconds(5)).until(() -> near(() -> "new").equals("new"));
    }

    @Test
    void severalKeysAreReadByOneCommandAndTheMissingOnesLoadedByOneCall() {
        first.totals().putAll(Map.of("one", "stored 1", "two", "stored 2"));

        Map<String, Integer> commands = commandsDuring(() -> assertThat(
                second.totals().getAll(List.of("one", "two", "three", "four"), String.class, (missing) -> {
                    assertThat(missing).containsExactly("three", "four");
                    return Map.of("three", "loaded 3", "four", "loaded 4");
                }))
            .isEqualTo(Map.of("one", "stored 1", "two", "stored 2", "three", "loaded 3", "four", "loaded 4")));

        assertThat(commands).containsKey("mget").doesNotContainKey("get");
        assertThat(first.stored("four")).isEqualTo("loaded 4");
        first.totals().evictAll(List.of("one", "four"));
        assertThat(second.stored("one")).isEqualTo("none");
        assertThat(second.stored("two")).isEqualTo("stored 2");
        assertThat(second.stored("four")).isEqualTo("none");
    }

    @Test
    void aStoredNullIsAHit() throws Exception {
        first.totals().put("null", String.class, null);
        assertThat(second.totals().get("null", String.class, this::unwanted)).isNull();
    }

    @Test
    void aClearReachesTheOtherInstance() {
        first.totals().put("cleared", "old");
        assertThat(second.stored("cleared")).isEqualTo("old");

        first.totals().clear();

        assertThat(first.stored("cleared")).isEqualTo("none");
        await().atMost(Duration.ofSeconds(5)).until(() -> second.stored("cleared").equals("none"));
    }

    private String unwanted() {
        throw new AssertionError("There is a value, and it is loaded again");
    }

    private static @Nullable String near(Callable<String> loader) {
        try {
            return first.cache("copies").get("near", String.class, loader);
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private static void awaitSignal(Signal signal) {
        await().atMost(Duration.ofSeconds(5))
            .untilAsserted(() -> assertThat(List.of(first, second)).allMatch((one) -> one.heard().contains(signal)));
    }

    private static Map<String, Integer> commandsDuring(ThrowingCallable action) {
        try (CommandStats stats = new CommandStats(redis.host(), redis.port())) {
            return stats.during(action);
        }
    }

    /** What the connections of some kind speak, the one that asks aside. */
    private static Set<String> protocols(String kind) {
        try (RedisConsole console = new RedisConsole(redis.host(), redis.port())) {
            String own = "id=" + console.send("CLIENT", "ID") + " ";
            return ((String) console.send("CLIENT", "LIST")).lines()
                .filter((line) -> line.contains(" " + kind + " ") && !line.startsWith(own))
                .map((line) -> line.replaceAll(".* resp=(\\d).*", "RESP$1"))
                .collect(Collectors.toSet());
        }
    }

    /** A load that a test ends. */
    private static final class Load {

        private final CountDownLatch started = new CountDownLatch(1);

        private final CountDownLatch ended = new CountDownLatch(1);

        private final String value;

        Load(String value) {
            this.value = value;
        }

        String run() throws InterruptedException {
            this.started.countDown();
            assertThat(this.ended.await(10, TimeUnit.SECONDS)).isTrue();
            return this.value;
        }

        void awaitStart() throws InterruptedException {
            assertThat(this.started.await(10, TimeUnit.SECONDS)).isTrue();
        }

        void end() {
            this.ended.countDown();
        }

    }

}
