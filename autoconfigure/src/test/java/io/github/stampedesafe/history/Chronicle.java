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

package io.github.stampedesafe.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.stampedesafe.multiprocess.WorkerProcess;
import io.github.stampedesafe.test.redis.RedisProcess;

/** Lets several JVMs make history on one Redis, and collects it. */
final class Chronicle {

    private final List<String> names;

    private final String patches;

    private final Path directory;

    /**
     * Creates a chronicle.
     * @param names of the workers
     * @param patches a directory whose files hide those of the library, may be empty
     * @param directory where the workers leave what they did
     */
    Chronicle(List<String> names, String patches, Path directory) {
        this.names = names;
        this.patches = patches;
        this.directory = directory;
    }

    /**
     * Returns what happened.
     * @param time how long history is made before it is looked at
     * @param times how often that is done at most
     * @param isEnough looks at what happened so far, to stop before
     */
    List<Event> make(Duration time, int times, Predicate<List<Event>> isEnough) throws IOException {
        List<WorkerProcess> workers = new ArrayList<>();
        try (RedisProcess redis = RedisProcess.start(); RedisProcess register = RedisProcess.start()) {
            for (String name : this.names) {
                workers.add(launch(name, redis.port(), register.port()));
            }
            workers.forEach(WorkerProcess::awaitReady);
            workers.forEach(Chronicle::requireSameClock);
            List<Event> history = run(workers, time);
            for (int i = 1; i < times && !isEnough.test(history); i++) {
                history.addAll(run(workers, time));
            }
            return history;
        }
        finally {
            workers.forEach(WorkerProcess::close);
        }
    }

    private WorkerProcess launch(String name, int redis, int register) {
        return WorkerProcess.launch(HistoryApplication.class, this.patches,
                List.of("--worker=" + name, "--register.port=" + register, "--spring.data.redis.port=" + redis,
                        "--spring.application.name=history", "--logging.level.root=WARN",
                        "--stampede-safe.redis.timeout=10s", "--stampede-safe.caches.register.ttl=60ms",
                        "--stampede-safe.caches.register.stale-while-revalidate=60ms"),
                (line) -> {
                });
    }

    private List<Event> run(List<WorkerProcess> workers, Duration time) throws IOException {
        List<CompletableFuture<String>> ends = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            ends.add(workers.get(i).tell("run %d %s".formatted(time.toMillis(), file(i))));
        }
        List<Event> history = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            ends.get(i).orTimeout(time.plusSeconds(60).toSeconds(), TimeUnit.SECONDS).join();
            Files.readAllLines(file(i)).forEach((line) -> history.add(Event.parse(line)));
        }
        return history;
    }

    private Path file(int worker) {
        return this.directory.resolve(worker + ".history");
    }

    /**
     * A worker's time has to lie between two of ours: before and after mean the same in
     * all processes. On Linux {@code nanoTime} is CLOCK_MONOTONIC, one for the machine.
     */
    private static void requireSameClock(WorkerProcess worker) {
        long before = System.nanoTime();
        long there = Long.parseLong(worker.tell("nanoTime").orTimeout(10, TimeUnit.SECONDS).join());
        long after = System.nanoTime();
        if (there < before || there > after) {
            throw new IllegalStateException("System.nanoTime() of two processes cannot be compared on this machine");
        }
    }

}
