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
 * stops when it is closed and when this JVM is gone, even if that was killed.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private final Process script;

    private final int port;

    private EmbeddedRedis(Process script, int port) {
        this.script = script;
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
        return new EmbeddedRedis(process, port);
    }

    /** Returns the port it listens on. */
    public int port() {
        return this.port;
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
