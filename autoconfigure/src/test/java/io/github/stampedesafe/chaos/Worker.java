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

package io.github.stampedesafe.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.stampedesafe.multiprocess.WorkerProcess;

import static org.awaitility.Awaitility.await;

/** A {@link ChaosApplication} in a process of its own, as the test sees it. */
final class Worker implements AutoCloseable {

    /** The library's own lines, not those of its tests. */
    private static final String WARN = "log WARN io.github.stampedesafe";

    private static final String INFO = "log INFO io.github.stampedesafe";

    private final String name;

    private final AtomicInteger warnings = new AtomicInteger();

    private final AtomicInteger infos = new AtomicInteger();

    private final WorkerProcess process;

    private Worker(String name, List<String> options, LoadLog loads) {
        this.name = name;
        this.process = WorkerProcess.launch(ChaosApplication.class, "", options, (line) -> {
            loads.hear(name, line);
            count(line);
        });
    }

    /**
     * Launches a worker and does not wait for it.
     * @param name what its values begin with
     * @param redis options that say where Redis is
     * @param loads is told of its loads
     */
    static Worker launch(String name, List<String> redis, LoadLog loads) {
        List<String> options = new ArrayList<>(redis);
        options.addAll(List.of("--worker=" + name, "--spring.application.name=" + Site.APPLICATION,
                "--stampede-safe.lease=" + Site.LEASE.toMillis() + "ms",
                "--stampede-safe.redis.timeout=" + Site.TIMEOUT.toMillis() + "ms", "--stampede-safe.defaults.beta=0",
                "--stampede-safe.caches.hung.load-deadline=" + Site.DEADLINE.toMillis() + "ms",
                "--stampede-safe.caches.crossed.wait-timeout=" + Site.PATIENCE.toMillis() + "ms",
                "--stampede-safe.caches.remembered.failure-ttl=5s", "--logging.pattern.console=log %p %logger %m%n",
                "--logging.level.root=ERROR", "--logging.level.io.github.stampedesafe=INFO"));
        return new Worker(name, options, loads);
    }

    String name() {
        return this.name;
    }

    WorkerProcess process() {
        return this.process;
    }

    /** Lets so many callers ask for a key at once. */
    CompletableFuture<List<Reply>> get(String cache, String key, int callers) {
        return tell("get %s %s %d".formatted(cache, key, callers)).thenApply(Reply::parse);
    }

    /** Asks for a key. */
    Reply get(String cache, String key) {
        return get(cache, key, 1).join().get(0);
    }

    /** Lets callers read stored keys at random for a time; returns how often they did. */
    CompletableFuture<Integer> traffic(String cache, String prefix, int keys, long millis) {
        return tell("traffic %s %s %d %d".formatted(cache, prefix, keys, millis)).thenApply(Integer::parseInt);
    }

    Reply evict(String cache, String key) {
        return Reply.parse(tell("evict %s %s".formatted(cache, key)).join()).get(0);
    }

    /** Says what loads of a key do, in the words of {@link Script#of}. */
    void script(String key, String words) {
        tell("script %s %s".formatted(key, words)).join();
    }

    void release(String key) {
        tell("release " + key).join();
    }

    void interrupt(String key) {
        tell("interrupt " + key).join();
    }

    /** Waits until so many callers wait for somebody else's load. */
    void awaitWaiting(int callers) {
        await().atMost(Duration.ofSeconds(20))
            .pollInterval(Duration.ofMillis(2))
            .until(() -> Integer.parseInt(tell("waiting").join()) == callers);
    }

    /** Returns how long the worker says that it stood still last, in ms. */
    long pausedMillis() {
        return Long.parseLong(tell("paused").join());
    }

    int overdue() {
        return Integer.parseInt(tell("overdue").join());
    }

    int threads() {
        return Integer.parseInt(tell("threads").join());
    }

    int warnings() {
        return this.warnings.get();
    }

    int infos() {
        return this.infos.get();
    }

    @Override
    public void close() {
        this.process.close();
    }

    private CompletableFuture<String> tell(String command) {
        return this.process.tell(command).orTimeout(60, TimeUnit.SECONDS);
    }

    private void count(String line) {
        if (line.startsWith(WARN)) {
            this.warnings.incrementAndGet();
        }
        else if (line.startsWith(INFO)) {
            this.infos.incrementAndGet();
        }
    }

}
