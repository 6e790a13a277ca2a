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

package io.github.stampedesafe.multiprocess;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Three JVMs with 32 threads each on one Redis. */
@Tag("any-jdk")
class ManyProcessesIT {

    private static final int PROCESSES = 3;

    private static final int THREADS = 32;

    private static RedisProcess redis;

    private static LettuceConnectionFactory connections;

    private static StringRedisTemplate template;

    private static List<WorkerProcess> workers;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        connections = new LettuceConnectionFactory(redis.host(), redis.port());
        connections.afterPropertiesSet();
        connections.start();
        template = new StringRedisTemplate(connections);
        workers = WorkerProcess.start(PROCESSES, redis.port());
    }

    @AfterAll
    static void stop() {
        workers.forEach(WorkerProcess::close);
        connections.destroy();
        redis.close();
    }

    @Test
    void aColdKeyIsLoadedOnceForAllCallersOfAllProcesses() {
        List<CompletableFuture<String>> storms = tellAll("storm cold " + THREADS);
        // The gate opens when every caller has come: nobody can be late enough to hide a
        // second load.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> number("arrived:cold") == PROCESSES * THREADS);
        template.opsForList().rightPush("gate:cold", "open");

        assertThat(storms.stream().map(CompletableFuture::join))
            .allMatch((answer) -> answer.equals("callers=" + THREADS + " numbers=1"));
        assertThat(number(RegisterService.loads("cold"))).isEqualTo(1);
    }

    @Test
    void anExpiringKeyIsRefreshedOnceEachTimeAndNobodyWaitsAfterTheFirstLoad() {
        List<CompletableFuture<String>> traffic = tellAll("traffic hot " + THREADS + " 6");

        List<String> answers = traffic.stream().map(CompletableFuture::join).collect(Collectors.toList());
        assertThat(answers).allMatch((answer) -> answer.endsWith(" misses=0"));
        // Of two loads for one refresh one would be thrown away, and nobody would ever
        // have read its number.
        SortedSet<Long> read = numbers(answers);
        assertThat(read).hasSizeGreaterThanOrEqualTo(6).hasSize(read.last().intValue());
        assertThat(number(RegisterService.loads("hot"))).isBetween(read.last(), read.last() + 1);
    }

    private static SortedSet<Long> numbers(List<String> answers) {
        return answers.stream()
            .map((answer) -> answer.replaceAll(".*numbers=| misses=.*", ""))
            .flatMap((numbers) -> Stream.of(numbers.split(",")))
            .map(Long::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<CompletableFuture<String>> tellAll(String command) {
        return workers.stream().map((worker) -> worker.tell(command)).collect(Collectors.toList());
    }

    private static long number(String key) {
        String value = template.opsForValue().get(key);
        return (value != null) ? Long.parseLong(value) : 0;
    }

}
