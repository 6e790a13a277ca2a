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

package io.github.stampedesafe.benchmarks.migration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.multiprocess.WorkerProcess;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three processes of an application that knows Spring's annotations only, with the
 * starter and one property.
 */
@Tag("any-jdk")
class UnawareApplicationIT {

    private static final int CALLERS = 32;

    private static final int HITS = 200;

    private static final int WAITING = 1000;

    private static RedisProcess redis;

    private static LettuceConnectionFactory connections;

    private static StringRedisTemplate template;

    private static List<WorkerProcess> processes;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        connections = new LettuceConnectionFactory(redis.host(), redis.port());
        connections.afterPropertiesSet();
        connections.start();
        template = new StringRedisTemplate(connections);
        // A busy machine must look like neither a dead leader nor a dead Redis.
        List<String> options = List.of("--spring.application.name=goods", "--server.port=0",
                "--spring.data.redis.port=" + redis.port(), "--spring.data.redis.timeout=10m",
                "--stampede-safe.spring-cache.enabled=true", "--stampede-safe.hot-keys.enabled=false",
                "--stampede-safe.redis.timeout=1m", "--stampede-safe.lease=5m",
                "--stampede-safe.defaults.load-deadline=10m");
        processes = Stream.generate(() -> WorkerProcess.launch(GoodsProcess.class, "", options, (line) -> {
        })).limit(3).toList();
        processes.forEach(WorkerProcess::awaitReady);
    }

    @AfterAll
    static void stop() {
        processes.forEach(WorkerProcess::close);
        connections.destroy();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "sync", "future", "web" })
    void missIsOneLoadForAllCallersOfAllProcesses(String kind) {
        String key = "cold-" + kind;

        List<CompletableFuture<String>> storms = tellAll("storm %s %s %d".formatted(kind, key, CALLERS));
        awaitNumber("arrived:" + key, processes.size() * CALLERS);
        open(key);

        assertThat(storms.stream().map(CompletableFuture::join)).containsOnly(CALLERS + " callers got [1]");
        assertThat(number("loads:" + key)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "sync", "future", "web" })
    void hitIsOneCommand(String kind) {
        String key = "hit-" + kind;
        open(key);
        tellAll("storm %s %s 1".formatted(kind, key)).forEach(CompletableFuture::join);

        try (CommandStats stats = new CommandStats(redis.host(), redis.port())) {
            Map<String, Integer> commands = stats
                .during(() -> processes.get(1).tell("storm %s %s %d".formatted(kind, key, HITS)).join());
            // Each caller counts itself. What is sent once a second is not part of a hit.
            assertThat(commands).containsEntry("get", HITS).containsEntry("incr", HITS);
            commands.keySet().removeAll(List.of("get", "incr"));
            assertThat(commands.values()).allSatisfy((count) -> assertThat(count).isLessThan(HITS / 2));
        }
    }

    @Test
    void callersOfOneKeyWaitWithoutAThreadAndCallersOfOthersDoNotWait() {
        open("warm");
        tellAll("storm future warm " + CALLERS).forEach(CompletableFuture::join);
        WorkerProcess crowded = processes.get(1);
        int before = Integer.parseInt(crowded.tell("threads").join());

        CompletableFuture<String> leader = processes.get(0).tell("storm future slow 1");
        awaitNumber("loads:slow", 1);
        CompletableFuture<String> followers = crowded.tell("storm future slow " + WAITING);
        awaitNumber("arrived:slow", WAITING + 1);
        assertThat(crowded.tell("storm future warm " + CALLERS).join()).isEqualTo(CALLERS + " callers got [1]");
        int during = Integer.parseInt(crowded.tell("threads").join());
        assertThat(followers).isNotDone();
        open("slow");

        assertThat(leader.join()).isEqualTo("1 callers got [1]");
        assertThat(followers.join()).isEqualTo(WAITING + " callers got [1]");
        assertThat(during - before).as("threads of %d callers that wait", WAITING).isLessThan(WAITING / 10);
    }

    @Test
    void aChangeInOneProcessIsNotUndoneByALoadInAnother() {
        CompletableFuture<String> loading = processes.get(0).tell("storm plain moved 1");
        awaitNumber("loads:moved", 1);
        processes.get(1).tell("move moved 5").join();
        open("moved");
        assertThat(loading.join()).isEqualTo("1 callers got [1]");

        open("moved");
        assertThat(processes.get(2).tell("storm plain moved 1").join()).isEqualTo("1 callers got [2]");
        assertThat(processes.get(0).tell("storm plain moved 1").join()).isEqualTo("1 callers got [2]");
    }

    @Test
    void nothingStaleIsReadAfterAChangeWhateverAnnotationMadeIt() {
        List<CompletableFuture<String>> traders = tellAll("trade pen 2");
        List<String> ways = List.of("sell", "count", "move");
        for (int stock = 1; stock <= 36; stock++) {
            WorkerProcess changing = processes.get(stock % processes.size());
            changing.tell("%s pen %d".formatted(ways.get((stock / processes.size()) % ways.size()), stock)).join();
            assertThat(tellAll("stock pen").stream().map(CompletableFuture::join)).containsOnly(Long.toString(stock));
        }
        tellAll("close").forEach(CompletableFuture::join);

        assertThat(traders.stream().map(CompletableFuture::join)).as("answers that went back in time")
            .containsOnly("0");
    }

    private static List<CompletableFuture<String>> tellAll(String command) {
        return processes.stream().map((process) -> process.tell(command)).toList();
    }

    /** Lets the load of a key end, now or when it begins. */
    private static void open(String key) {
        template.opsForList().rightPush("gate:" + key, "open");
    }

    private static void awaitNumber(String key, int expected) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(number(key)).isEqualTo(expected));
    }

    private static long number(String key) {
        String value = template.opsForValue().get(key);
        return (value != null) ? Long.parseLong(value) : 0;
    }

}
