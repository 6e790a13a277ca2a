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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three JVMs hold near copies of a key that one of them evicts again and again. Measures
 * for each evict how long after it had returned a call began, on any instance, that got
 * an older value. More of them: {@code -Dstampede-safe.near-evicts=20000}.
 */
@Tag("any-jdk")
class NearProcessesIT {

    private static final int EVICTS = Integer.getInteger("stampede-safe.near-evicts", 1_000);

    private static final Duration SILENCE = Duration.ofMillis(500);

    private final RedisProcess redis = RedisProcess.start();

    private final List<WorkerProcess> workers = new ArrayList<>();

    @BeforeEach
    void start() {
        for (int i = 0; i < 3; i++) {
            this.workers.add(WorkerProcess.launch(NearWorker.class, "",
                    List.of("--spring.application.name=workers", "--stampede-safe.redis.timeout=10s",
                            "--stampede-safe.hot-keys.enabled=false", "--stampede-safe.caches.near.near-cache=all",
                            "--spring.data.redis.port=" + this.redis.port()),
                    (line) -> {
                    }));
        }
        this.workers.forEach(WorkerProcess::awaitReady);
    }

    @AfterEach
    void stop() {
        this.workers.forEach(WorkerProcess::close);
        this.redis.close();
    }

    @Test
    void anEvictedValueIsGoneEverywhereWithinOneSignal() {
        List<Long> lags = lags(() -> {
        });
        print("evicts under traffic", lags);
        assertThat(lags.get(lags.size() - 1)).isLessThanOrEqualTo(SILENCE.toNanos());
    }

    @Test
    void subscriptionsThatDieServeNothingOlderThanTheSilence() {
        List<Long> lags = lags(() -> {
            try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
                console.send("CLIENT", "KILL", "TYPE", "pubsub");
            }
        });
        print("evicts while all subscriptions die five times a second", lags);
        assertThat(lags.get(lags.size() - 1)).isLessThanOrEqualTo(SILENCE.toNanos());
    }

    /** Returns for each evict how long an older value was served after it, sorted. */
    private List<Long> lags(Runnable meanwhile) {
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> trouble = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                meanwhile.run();
            }
        });
        List<CompletableFuture<String>> readers = this.workers.stream()
            .map((worker) -> worker.tell("read " + EVICTS))
            .toList();
        Map<Long, Long> evicts = times(this.workers.get(0).tell("evict 1 " + EVICTS + " 3000").join());
        List<Map<Long, Long>> reads = readers.stream().map((reader) -> times(reader.join())).toList();
        isOver.set(true);
        trouble.join();
        List<Long> lags = new ArrayList<>();
        evicts.forEach((number, end) -> {
            long last = reads.stream()
                .flatMap((calls) -> calls.entrySet().stream())
                .filter((call) -> call.getKey() < number)
                .mapToLong((call) -> call.getValue() - end)
                .max()
                .orElse(0);
            lags.add(Math.max(0, last));
        });
        return lags.stream().sorted().toList();
    }

    private static Map<Long, Long> times(String answer) {
        return Stream.of(answer.split(" "))
            .filter((time) -> !time.isEmpty())
            .map((time) -> time.split("="))
            .collect(Collectors.toMap((time) -> Long.parseLong(time[0]), (time) -> Long.parseLong(time[1])));
    }

    private static void print(String what, List<Long> sorted) {
        System.out.printf("%d %s, an older value was served for: p50 %s ms, p99 %s ms, p99.9 %s ms, at most %s ms%n",
                sorted.size(), what, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 0.999),
                millis(sorted, 1));
    }

    private static String millis(List<Long> sorted, double share) {
        int place = (int) Math.min(sorted.size() - 1, Math.round(share * (sorted.size() - 1)));
        return "%.2f".formatted(sorted.get(place) / 1e6);
    }

}
