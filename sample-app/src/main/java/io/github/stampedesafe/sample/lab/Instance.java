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

package io.github.stampedesafe.sample.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.stampedesafe.labinstance.LabInstance;

/**
 * One child process. It ends with this object, and with the lab even if that is killed.
 */
final class Instance implements AutoCloseable {

    /** What the page shows of an instance. */
    enum State {

        STARTING, UP, FROZEN, GONE

    }

    private static final Log log = LogFactory.getLog(Instance.class);

    private final int number;

    private final Process process;

    private final LogTail tail = new LogTail();

    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private volatile State state = State.STARTING;

    private volatile boolean leaving;

    Instance(int number, Process process) {
        this.number = number;
        this.process = process;
        Thread reader = new Thread(this::read, "lab-instance-" + number);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(this::read);
        }
        catch (IOException | UncheckedIOException ex) {
            this.tail.add(String.valueOf(ex.getMessage()));
        }
        ended();
    }

    private void read(String line) {
        if (line.startsWith(LabInstance.LISTENS)) {
            this.state = State.UP;
            this.address.complete(URI.create("http://127.0.0.1:" + line.substring(LabInstance.LISTENS.length())));
        }
        else {
            this.tail.add(line);
        }
    }

    private void ended() {
        boolean started = this.address.isDone();
        this.state = State.GONE;
        if (!this.leaving) {
            log.warn("Instance %d of the lab %s. Its last lines:%n%s".formatted(this.number,
                    started ? "has ended" : "has not started", this.tail));
        }
        this.address.completeExceptionally(new IllegalStateException("Instance %d is gone.".formatted(this.number)));
    }

    int number() {
        return this.number;
    }

    State state() {
        return this.state;
    }

    /** Returns where it listens, when it does; fails if it ends before. */
    CompletableFuture<URI> address() {
        return this.address;
    }

    /** Waits until it is up, at most that time, and returns whether it is. */
    boolean awaitUp(Duration atMost) throws InterruptedException {
        try {
            this.address.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        }
        catch (ExecutionException | TimeoutException ex) {
            return false;
        }
    }

    /** Returns whether traffic may be sent to it. */
    boolean isServing() {
        return this.state == State.UP && !this.leaving;
    }

    /** Takes it out of the traffic. What it was asked before is still answered. */
    void leave() {
        this.leaving = true;
    }

    /** Kills it at once, with whatever it is doing, and waits for its end. */
    void kill() throws InterruptedException {
        this.leaving = true;
        this.process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        this.state = State.GONE;
    }

    /**
     * Stops all its threads for that time. Another process wakes it, so that it goes on,
     * or ends, even if the lab is gone by then.
     * @return completes when it has gone on
     */
    CompletableFuture<Void> freeze(Duration time) throws IOException {
        String pid = String.valueOf(this.process.pid());
        Process timer = new ProcessBuilder("/bin/sh", "-c", "kill -STOP $0 && echo && sleep $1; kill -CONT $0", pid,
                String.valueOf(time.toSeconds()))
            .start();
        timer.getInputStream().read();
        this.state = State.FROZEN;
        return timer.onExit().thenAccept((ended) -> {
            if (this.state == State.FROZEN) {
                this.state = State.UP;
            }
        });
    }

    /** Ends it at once. */
    @Override
    public void close() {
        this.leaving = true;
        this.process.destroyForcibly();
    }

}
