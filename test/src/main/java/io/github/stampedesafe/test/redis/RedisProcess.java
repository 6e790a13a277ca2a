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

package io.github.stampedesafe.test.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A real Redis server as a child process on loopback: the {@code redis-server}, or
 * compatible program, that the system property or environment variable
 * {@code STAMPEDE_TEST_REDIS_BINARY} names by its path, else the binary on the class
 * path. It can be killed, started again on the same port, frozen and thawed.
 */
public final class RedisProcess implements AutoCloseable {

    private static final String OVERRIDE = "STAMPEDE_TEST_REDIS_BINARY";

    private static final Path BINARY = binary(System.getProperty(OVERRIDE, System.getenv(OVERRIDE)));

    private final int port;

    private final List<String> options;

    private final Path directory;

    private Process process;

    private RedisProcess(int port, List<String> options) {
        this.port = port;
        this.options = options;
        this.directory = TemporaryDirectory.create("stampede-safe-redis");
        this.process = launch();
    }

    /**
     * Starts a server on a free port and waits until it accepts connections.
     * @param options further options of redis-server, such as
     * {@code "--maxmemory", "10mb"}; <code>{port}</code> in one stands for the port
     */
    public static RedisProcess start(String... options) {
        return new RedisProcess(freePort(), List.of(options));
    }

    /** Starts a server on a port that the caller knows to be free. */
    public static RedisProcess startOn(int port, String... options) {
        return new RedisProcess(port, List.of(options));
    }

    /** Starts a server with a configuration file, which it may rewrite. */
    public static RedisProcess startWith(Path file, String... options) {
        List<String> all = new ArrayList<>(List.of(file.toString()));
        all.addAll(List.of(options));
        return new RedisProcess(freePort(), all);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return this.port;
    }

    /** Kills the server at once. */
    public void kill() {
        this.process.destroyForcibly();
        await(this.process);
    }

    /** Starts a killed server again, on the same port, with nothing in it. */
    public void restart() {
        kill();
        this.process = launch();
    }

    /** Stops the process without ending it: connections stay open, nothing answers. */
    public void freeze() {
        ProcessSignal.STOP.sendTo(this.process);
    }

    /** Lets a frozen server go on. */
    public void thaw() {
        ProcessSignal.CONT.sendTo(this.process);
    }

    /** Kills the server and removes what it left. */
    @Override
    public void close() {
        end(this.process);
    }

    private void end(Process server) {
        server.destroyForcibly();
        await(server);
        TemporaryDirectory.remove(this.directory);
    }

    private Process launch() {
        List<String> command = command();
        try {
            Process launched = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(this.directory.resolve("redis.log").toFile())
                .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(launched)));
            awaitConnection(launched);
            return launched;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** A configuration file comes first, or it is none. */
    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        List<String> rest = this.options;
        if (!rest.isEmpty() && !rest.get(0).startsWith("--")) {
            command.add(rest.get(0));
            rest = rest.subList(1, rest.size());
        }
        command.addAll(List.of("--port", String.valueOf(this.port), "--bind", "127.0.0.1", "--dir",
                this.directory.toString(), "--save", "", "--appendonly", "no"));
        rest.forEach((option) -> command.add(option.replace("{port}", String.valueOf(this.port))));
        return command;
    }

    private void awaitConnection(Process launched) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline && launched.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host(), this.port), 200);
                return;
            }
            catch (IOException ex) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        throw new IllegalStateException("redis-server does not listen on port " + this.port + ": "
                + Files.readString(this.directory.resolve("redis.log")));
    }

    private static void await(Process process) {
        try {
            process.waitFor();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static Path binary(@Nullable String named) {
        return (named != null) ? Path.of(named).toAbsolutePath() : unpack();
    }

    private static Path unpack() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.contains("mac") ? "darwin" : name.split(" ", 2)[0];
        String machine = System.getProperty("os.arch").contains("aarch64") ? "arm64" : "amd64";
        String resource = "/redis-server-7.0.15-" + system + "-" + machine;
        try (InputStream binary = RedisProcess.class.getResourceAsStream(resource)) {
            if (binary == null) {
                throw new IllegalStateException(
                        "There is no Redis binary '%s' on the class path. Start Docker, or name a running server as '%s=host:port'."
                            .formatted(resource, RedisServers.OVERRIDE));
            }
            Path file = Files.createTempFile("redis-server", "");
            Files.write(file, binary.readAllBytes());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            file.toFile().deleteOnExit();
            return file;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
