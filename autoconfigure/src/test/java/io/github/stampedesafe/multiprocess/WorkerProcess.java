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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A {@link WorkerApplication} as a child process. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;

    private final PrintStream commands;

    private final BufferedReader output;

    private WorkerProcess(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts as many workers side by side, on the Redis at a port. */
    static List<WorkerProcess> start(int count, int redisPort) throws IOException {
        List<WorkerProcess> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workers.add(launch(redisPort));
        }
        for (WorkerProcess worker : workers) {
            worker.answer();
        }
        return workers;
    }

    /** Sends a command; its answer is there when the worker has carried it out. */
    CompletableFuture<String> tell(String command) {
        this.commands.println(command);
        return CompletableFuture.supplyAsync(this::answer);
    }

    private String answer() {
        StringBuilder said = new StringBuilder();
        try {
            for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
                if (line.startsWith(WorkerApplication.ANSWER)) {
                    return line.substring(WorkerApplication.ANSWER.length());
                }
                said.append(line).append('\n');
            }
        }
        catch (IOException ex) {
            said.append(ex);
        }
        throw new IllegalStateException("The worker ended and said:\n" + said);
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }

    private static WorkerProcess launch(int redisPort) throws IOException {
        return new WorkerProcess(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                WorkerApplication.class.getName(), "--spring.main.banner-mode=off", "--spring.application.name=workers",
                "--stampede-safe.redis.timeout=10s", "--spring.data.redis.port=" + redisPort)
            .redirectErrorStream(true)
            .start());
    }

}
