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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedRedisIT {

    @Test
    void answersUntilItIsClosed() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        assertThat(ping(redis.port())).isEqualTo("+PONG");
        redis.close();
        assertThat(ping(redis.port())).isEqualTo("Connection refused");
    }

    @Test
    void answersNothingWhileItIsFrozen() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.freeze();
            assertThat(redis.state()).isEqualTo(EmbeddedRedis.State.FROZEN);
            assertThat(ping(redis.port())).isEqualTo("Read timed out");
            redis.resume();
            assertThat(redis.state()).isEqualTo(EmbeddedRedis.State.UP);
            assertThat(ping(redis.port())).isEqualTo("+PONG");
        }
    }

    @Test
    void canBeStartedAgainOnItsPortAfterItWasKilled() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.kill();
            assertThat(redis.state()).isEqualTo(EmbeddedRedis.State.DOWN);
            assertThat(ping(redis.port())).isEqualTo("Connection refused");
            redis.restart();
            assertThat(redis.state()).isEqualTo(EmbeddedRedis.State.UP);
            assertThat(ping(redis.port())).isEqualTo("+PONG");
        }
    }

    @Test
    void whatItIsAlreadyChangesNothing() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.resume();
            redis.restart();
            assertThat(ping(redis.port())).isEqualTo("+PONG");
            redis.kill();
            redis.kill();
            redis.freeze();
            redis.resume();
            assertThat(redis.state()).isEqualTo(EmbeddedRedis.State.DOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "freeze", "kill" })
    void endsWithItsOwnerInEveryState(String command, @TempDir Path directory) throws IOException {
        Process process = holder(directory, command);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(output.readLine());
            process.destroyForcibly();
            Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ping(port)).isEqualTo("Connection refused"));
            Awaitility.await().untilAsserted(() -> assertThat(directory).isEmptyDirectory());
        }
        finally {
            process.destroyForcibly();
        }
    }

    @Test
    void closesWhileItIsFrozen() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        redis.freeze();
        redis.close();
        assertThat(ping(redis.port())).isEqualTo("Connection refused");
    }

    @Test
    void doesNotOutliveAKilledProcess(@TempDir Path directory) throws IOException {
        Process process = holder(directory, "none");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(output.readLine());
            assertThat(ping(port)).isEqualTo("+PONG");
            process.destroyForcibly();
            Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ping(port)).isEqualTo("Connection refused"));
            Awaitility.await().untilAsserted(() -> assertThat(directory).isEmptyDirectory());
        }
        finally {
            process.destroyForcibly();
        }
    }

    private static Process holder(Path directory, String command) throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), "-Djava.io.tmpdir=" + directory, RedisHolder.class.getName(),
                command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    }

    private static String ping(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        }
        catch (IOException ex) {
            return String.valueOf(ex.getMessage());
        }
    }

    /**
     * A program that starts a Redis, maybe stops it, prints its port and waits for its
     * end.
     */
    static final class RedisHolder {

        private RedisHolder() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedRedis redis = EmbeddedRedis.start();
            switch (arguments[0]) {
                case "freeze" -> redis.freeze();
                case "kill" -> redis.kill();
                default -> {
                }
            }
            System.out.println(redis.port());
            Thread.currentThread().join();
        }

    }

}
