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
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.stampedesafe.test.redis.ProcessSignal;

/**
 * A Spring Boot application of the tests as a child process that obeys a
 * {@link CommandLine}. It can be killed, frozen and thawed.
 */
public final class WorkerProcess implements AutoCloseable {

    private static final int REMEMBERED_LINES = 500;

    private final Process process;

    private final PrintStream commands;

    private final Consumer<String> listener;

    private final AtomicLong lastCommand = new AtomicLong();

    private final Map<Long, CompletableFuture<String>> answers = new ConcurrentHashMap<>();

    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private final Deque<String> said = new ArrayDeque<>();

    private WorkerProcess(Process process, Consumer<String> listener) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.listener = listener;
        this.answers.put(CommandLine.READY, this.ready);
        Thread reader = new Thread(this::listen, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts as many workers side by side, on the Redis at a port. */
    static List<WorkerProcess> start(int count, int redisPort) {
        List<WorkerProcess> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workers.add(launch(WorkerApplication.class, "",
                    List.of("--spring.application.name=workers", "--stampede-safe.redis.timeout=10s",
                            "--stampede-safe.hot-keys.enabled=false", "--spring.data.redis.port=" + redisPort),
                    (line) -> {
                    }));
        }
        workers.forEach(WorkerProcess::awaitReady);
        return workers;
    }

    /**
     * Launches a worker and does not wait for it.
     * @param application the class with its main method
     * @param patches a directory whose files hide those on the class path, may be empty
     * @param options of the application
     * @param listener is told each line that is no answer, on the thread that reads them
     */
    public static WorkerProcess launch(Class<?> application, String patches, List<String> options,
            Consumer<String> listener) {
        String classPath = System.getProperty("java.class.path");
        return launch(command(application, patches.isEmpty() ? classPath : patches + File.pathSeparator + classPath,
                List.of(), options), listener);
    }

    /**
     * Launches a worker and does not wait for it.
     * @param application the class with its main method
     * @param virtualMachine options of its JVM
     * @param options of the application
     */
    public static WorkerProcess launch(Class<?> application, List<String> virtualMachine, List<String> options) {
        return launch(command(application, virtualMachine, options), (line) -> {
        });
    }

    /** Returns the command line of a worker with the class path of this process. */
    public static List<String> command(Class<?> application, List<String> virtualMachine, List<String> options) {
        return command(application, System.getProperty("java.class.path"), virtualMachine, options);
    }

    private static List<String> command(Class<?> application, String classPath, List<String> virtualMachine,
            List<String> options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx256m", "-cp", classPath));
        command.addAll(virtualMachine);
        command.addAll(List.of(application.getName(), "--spring.main.banner-mode=off"));
        command.addAll(options);
        return command;
    }

    private static WorkerProcess launch(List<String> command, Consumer<String> listener) {
        try {
            return new WorkerProcess(new ProcessBuilder(command).redirectErrorStream(true).start(), listener);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Waits until the application has started. */
    public void awaitReady() {
        this.ready.orTimeout(3, TimeUnit.MINUTES).join();
    }

    /**
     * Sends a command; its answer is there when the worker has carried it out. Commands
     * run side by side.
     */
    public CompletableFuture<String> tell(String command) {
        long number = this.lastCommand.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        this.answers.put(number, answer);
        synchronized (this.commands) {
            this.commands.println(number + " " + command);
        }
        if (!this.process.isAlive()) {
            answer.completeExceptionally(ended());
        }
        return answer;
    }

    /** Kills the process at once. */
    public void kill() {
        this.process.destroyForcibly();
    }

    /** Stops the process without ending it. */
    public void freeze() {
        ProcessSignal.STOP.sendTo(this.process);
    }

    /** Lets a frozen process go on. */
    public void thaw() {
        ProcessSignal.CONT.sendTo(this.process);
    }

    @Override
    public void close() {
        kill();
    }

    private void listen() {
        try (BufferedReader output = new BufferedReader(
                new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                hear(line);
            }
        }
        catch (IOException ex) {
            remember(ex.toString());
        }
        this.answers.values().forEach((answer) -> answer.completeExceptionally(ended()));
    }

    private void hear(String line) {
        if (!line.startsWith(CommandLine.ANSWER)) {
            remember(line);
            this.listener.accept(line);
            return;
        }
        String[] parts = line.substring(CommandLine.ANSWER.length()).split(" ", 3);
        CompletableFuture<String> answer = this.answers.remove(Long.parseLong(parts[0]));
        if (answer != null && parts[1].equals(CommandLine.DONE)) {
            answer.complete(parts[2]);
        }
        else if (answer != null) {
            answer.completeExceptionally(new IllegalStateException("The worker could not obey: " + parts[2]));
        }
    }

    private void remember(String line) {
        synchronized (this.said) {
            if (this.said.size() == REMEMBERED_LINES) {
                this.said.removeFirst();
            }
            this.said.addLast(line);
        }
    }

    private IllegalStateException ended() {
        synchronized (this.said) {
            return new IllegalStateException("The worker ended and said:\n" + String.join("\n", this.said));
        }
    }

}
