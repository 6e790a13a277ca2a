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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances of an application on a Redis Cluster whose slots are on three masters.
 */
class ClusterIT {

    /** Enough that each master has some. */
    private static final List<String> KEYS = IntStream.range(0, 30).mapToObj((i) -> "key " + i).toList();

    private static RedisCluster cluster;

    private static RunningInstance first;

    private static RunningInstance second;

    private final AtomicInteger loads = new AtomicInteger();

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        String nodes = cluster.nodes()
            .stream()
            .map((node) -> node.host() + ":" + node.port())
            .collect(Collectors.joining(","));
        first = RunningInstance.start("cluster.nodes=" + nodes);
        second = RunningInstance.start("cluster.nodes=" + nodes);
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
        cluster.close();
    }

    @BeforeEach
    void forget() {
        first.totals().clear();
        await().atMost(Duration.ofSeconds(5)).until(() -> second.stored("warm").equals("none"));
        first.heard().clear();
        second.heard().clear();
    }

    /** A script over several slots, or a wrong node, would be an outage of the cache. */
    @AfterEach
    void noCommandWasRefused() {
        assertThat(List.of(first, second)).allMatch(RunningInstance::isWell);
    }

    @Test
    void keysOnAllMastersAreLoadedOnceByTwoInstances() {
        assertThat(KEYS.stream().map((key) -> owner(key).port()).distinct()).hasSize(3);
        for (String key : KEYS.subList(0, 9)) {
            this.loads.set(0);
            List<Crowd.Call> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> first.load(key, this::slowly));
                calls.add(() -> second.load(key, this::slowly));
            }
            assertThat(Crowd.of(calls).results()).containsOnly("load 1");
        }
    }

    @Test
    void anEvictIsHeardOnTheOtherInstanceWhateverTheSlot() {
        KEYS.forEach((key) -> first.totals().put(key, "old"));
        assertThat(KEYS).allMatch((key) -> second.stored(key).equals("old"));
        second.heard().clear();

        KEYS.forEach((key) -> first.totals().evict(key));

        assertThat(KEYS).allMatch((key) -> second.stored(key).equals("none"));
        await().atMost(Duration.ofSeconds(5))
            .untilAsserted(() -> assertThat(second.heard())
                .containsAll(KEYS.stream().map((key) -> new Signal.Evicted(new CacheKey("totals", key))).toList()));
    }

    @Test
    void aClearReachesTheKeysOfAllSlots() {
        KEYS.forEach((key) -> first.totals().put(key, "old"));

        first.totals().clear();

        assertThat(KEYS).allMatch((key) -> first.stored(key).equals("none"));
        await().atMost(Duration.ofSeconds(5)).until(() -> second.stored("key 0").equals("none"));
        assertThat(KEYS).allMatch((key) -> second.stored(key).equals("none"));
    }

    @Test
    void anExpiryReachesTheKeysOfAllSlots() {
        KEYS.forEach((key) -> first.totals().put(key, "old"));

        first.totals().expireAll();

        await().atMost(Duration.ofSeconds(5))
            .until(() -> second.heard().stream().anyMatch(Signal.Expired.class::isInstance));
        KEYS.forEach((key) -> {
            assertThat(second.load(key, () -> "new")).isEqualTo("old");
            await().atMost(Duration.ofSeconds(5)).until(() -> first.load(key, () -> "new").equals("new"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "evict", "put", "clear" })
    void aLoadThatBeganBeforeAChangeIsNotStored(String change) throws Exception {
        String key = "fenced by " + change;
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Crowd caller = Crowd.one(() -> first.load(key, () -> {
            loading.countDown();
            changed.await(10, TimeUnit.SECONDS);
            return "old";
        }));
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();

        switch (change) {
            case "evict" -> second.totals().evict(key);
            case "put" -> second.totals().put(key, "new");
            default -> second.totals().clear();
        }
        changed.countDown();

        assertThat(caller.result()).isEqualTo("old");
        assertThat(second.load(key, () -> "new")).isEqualTo("new");
        await().atMost(Duration.ofSeconds(5)).until(() -> first.load(key, () -> "new").equals("new"));
    }

    @Test
    void aSlotThatHasMovedIsFollowed() {
        String key = "moved";
        first.totals().put(key, "stored");
        assertThat(second.stored(key)).isEqualTo("stored");
        RedisProcess before = owner(key);

        cluster.beginMove(redisKey(key)).run();

        assertThat(owner(key).port()).isNotEqualTo(before.port());
        assertThat(first.stored(key)).isEqualTo("stored");
        assertThat(second.stored(key)).isEqualTo("stored");
        first.totals().evict(key);
        assertThat(second.load(key, () -> "loaded")).isEqualTo("loaded");
        assertThat(first.stored(key)).isEqualTo("loaded");
    }

    /** Of a slot on the move, the names of one key may be on two nodes. */
    @ParameterizedTest
    @ValueSource(strings = { "stored", "absent" })
    void aKeyOfASlotOnTheMoveIsChangedAndLoaded(String before) {
        String key = "moving, " + before;
        if (before.equals("stored")) {
            first.totals().put(key, "stored");
        }
        cluster.nodes().forEach((node) -> send(node, "CONFIG", "RESETSTAT"));
        Runnable end = cluster.beginMove(redisKey(key));

        Crowd evict = Crowd.one(() -> {
            first.totals().evict(key);
            return second.load(key, () -> "loaded");
        });
        await().atMost(Duration.ofSeconds(5))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> cluster.nodes()
                .stream()
                .anyMatch((node) -> send(node, "INFO", "errorstats").contains("TRYAGAIN")));
        end.run();

        assertThat(evict.result()).isEqualTo("loaded");
        assertThat(first.stored(key)).isEqualTo("loaded");
    }

    private String slowly() throws InterruptedException {
        String value = "load " + this.loads.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(100);
        return value;
    }

    private static String send(RedisProcess server, String... command) {
        try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
            return (String) console.send(command);
        }
    }

    private static RedisProcess owner(String key) {
        return cluster.owner(redisKey(key));
    }

    private static String redisKey(String key) {
        return "shop:{totals:" + key + "}";
    }

}
