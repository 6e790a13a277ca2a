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

package io.github.stampedesafe.sample.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Redis server as a process of its own on 127.0.0.1, with nothing in it at first. It
 * stops when it is closed and when this JVM is gone, even if that was killed, and even if
 * the server is frozen.
 */
public final class EmbeddedRedis implements AutoCloseable {

    /** What the server does. */
    public enum State {

        /** It answers. */
        UP,
        /** It has its connections and answers nothing. */
        FROZEN,
        /** It is gone, and connections are refused. */
        DOWN

    }

    private final Process script;

    private final BufferedReader answers;

    private final int port;

    private volatile State state = State.UP;

    private EmbeddedRedis(Process script, BufferedReader answers, int port) {
        this.script = script;
        this.answers = answers;
        this.port = port;
    }

    /**
     * Starts a server on a free port and returns when it can be connected to.
     * @throws NoEmbeddedRedisException if that does not work on this machine
     */
    public static EmbeddedRedis start() {
        String binary = RedisBinary.forThisMachine();
        try {
            Path directory = Files.createTempDirectory("embedded-redis");
            Path server = unpack(binary, directory.resolve("redis-server"));
            Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwx------"));
            Path script = unpack("/embedded-redis.sh", directory.resolve("embedded-redis.sh"));
            return start(script, directory, freePort());
        }
        catch (IOException ex) {
            throw new NoEmbeddedRedisException("does not start: " + ex.getMessage(), ex);
        }
    }

    private static EmbeddedRedis start(Path script, Path directory, int port) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", script.toString(), directory.toString(), String.valueOf(port))
            .redirectErrorStream(true)
            .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (!"ready".equals(line)) {
            throw new NoEmbeddedRedisException(
                    "does not start: " + line + output.lines().collect(Collectors.joining(" ", " ", "")), null);
        }
        return new EmbeddedRedis(process, output, port);
    }

    /** Returns the port it listens on. */
    public int port() {
        return this.port;
    }

    /** Returns what the server does. */
    public State state() {
        return this.state;
    }

    /** Stops all that the server does (SIGSTOP), if it is up. */
    public synchronized void freeze() {
        if (this.state == State.UP) {
            command("freeze", "frozen");
            this.state = State.FROZEN;
        }
    }

    /** Lets a frozen server go on. */
    public synchronized void resume() {
        if (this.state == State.FROZEN) {
            command("resume", "ready");
            this.state = State.UP;
        }
    }

    /** Kills the server (SIGKILL) with all that is in it. */
    public synchronized void kill() {
        if (this.state != State.DOWN) {
            command("kill", "down");
            this.state = State.DOWN;
        }
    }

    /** Starts a killed server again, on its port and with nothing in it. */
    public synchronized void restart() {
        if (this.state == State.DOWN) {
            command("start", "ready");
            this.state = State.UP;
        }
    }

    private void command(String command, String expected) {
        try {
            this.script.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            this.script.getOutputStream().flush();
            String answer = this.answers.readLine();
            if (!expected.equals(answer)) {
                throw new IllegalStateException("The embedded Redis was told to %s and answered '%s' instead of '%s'."
                    .formatted(command, answer, expected));
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The embedded Redis cannot be told to %s.".formatted(command), ex);
        }
    }

    /** Stops the server and waits for its end, at most five seconds. */
    @Override
    public void close() {
        try {
            this.script.getOutputStream().close();
            this.script.waitFor(5, TimeUnit.SECONDS);
        }
        catch (IOException ex) {
            this.script.destroyForcibly();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path unpack(String resource, Path target) throws IOException {
        try (InputStream content = EmbeddedRedis.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IOException("there is no " + resource + " on the class path");
            }
            Files.copy(content, target);
            return target;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

}
