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

package io.github.stampedesafe.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisTls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What is said when Redis cannot be reached: where, why, and what to set. */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionProblemIT {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    @Test
    void aClosedPort(CapturedOutput output) {
        assertThat(said("host=localhost", "port=1")).isEqualTo("No connection to Redis at localhost:1: nothing listens "
                + "there (connection refused). Start Redis, or correct 'spring.data.redis.host' and "
                + "'spring.data.redis.port'");
        assertThat(output).contains("WARN", "nothing listens there (connection refused)");
    }

    @Test
    void anUnknownHost() {
        assertThat(said("host=redis.invalid", "port=6379"))
            .isEqualTo("No connection to Redis at redis.invalid:6379: the "
                    + "host name is unknown. Correct 'spring.data.redis.host', or whichever property names the host");
    }

    @Test
    void aMissingPassword(CapturedOutput output) {
        try (RedisProcess server = RedisProcess.start("--requirepass", "secret")) {
            assertThat(said("host=" + server.host(), "port=" + server.port())).isEqualTo("No connection to Redis at "
                    + server.host() + ":" + server.port() + ": Redis asks for a password (NOAUTH). Set "
                    + "'spring.data.redis.password', and 'spring.data.redis.username' for a user of an access control "
                    + "list");
            assertThat(output).contains("Redis asks for a password (NOAUTH)");
        }
    }

    @Test
    void aWrongPassword(CapturedOutput output) {
        try (RedisProcess server = RedisProcess.start("--requirepass", "secret")) {
            assertThat(said("host=" + server.host(), "port=" + server.port(), "password=guess"))
                .isEqualTo("No connection to Redis at " + server.host() + ":" + server.port()
                        + ": Redis does not accept the user or its password (WRONGPASS). Correct "
                        + "'spring.data.redis.username' and 'spring.data.redis.password'");
            assertThat(output).contains("(WRONGPASS)").doesNotContain("guess");
        }
    }

    @Test
    void aPasswordThatRedisDoesNotWant() {
        try (RedisProcess server = RedisProcess.start()) {
            assertThat(said("host=" + server.host(), "port=" + server.port(), "username=shop", "password=guess"))
                .endsWith("(WRONGPASS). Correct 'spring.data.redis.username' and 'spring.data.redis.password'");
        }
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        try (RedisProcess server = RedisProcess.start()) {
            assertThat(said("host=" + server.host(), "port=" + server.port(), "database=99"))
                .endsWith(": Redis has no such database. Correct 'spring.data.redis.database'");
        }
    }

    @Test
    void aServerWithoutTls() {
        try (RedisProcess server = RedisProcess.start()) {
            assertThat(said("host=" + server.host(), "port=" + server.port(), "ssl.enabled=true")).endsWith(
                    ": no answer within 500 ms. Redis or the network is too slow, or a firewall drops what is sent, "
                            + "or the server does not speak TLS: set 'spring.data.redis.ssl.enabled' to 'false', or write "
                            + "'redis:' in 'spring.data.redis.url'");
        }
    }

    @Test
    void aServerWithTls() {
        try (RedisTls server = RedisTls.start()) {
            assertThat(said("host=" + server.host(), "port=" + server.port()))
                .endsWith(": the connection was closed before Redis answered. If the server expects TLS, set "
                        + "'spring.data.redis.ssl.enabled' to 'true'. Otherwise see its log");
        }
    }

    @Test
    void aCertificateThatIsNotTrusted() {
        try (RedisTls server = RedisTls.start()) {
            assertThat(said("host=" + server.host(), "port=" + server.port(), "ssl.enabled=true"))
                .contains(": TLS failed (", "certification path")
                .endsWith("Name a bundle with the certificates in 'spring.data.redis.ssl.bundle'");
        }
    }

    @Test
    void aServerThatIsNoRedis() throws IOException {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(web));
            thread.setDaemon(true);
            thread.start();
            assertThat(said("host=localhost", "port=" + web.getLocalPort())).endsWith(
                    ": what answers there does not speak the Redis protocol. Correct 'spring.data.redis.port', or set "
                            + "'spring.data.redis.ssl.enabled' as the server expects");
        }
    }

    @Test
    void aUserWhoMayNotTakeLeases(CapturedOutput output) {
        try (RedisProcess server = RedisProcess.start();
                RedisConsole console = new RedisConsole(server.host(), server.port())) {
            console.send("ACL", "SETUSER", "shop", "on", ">secret", "~*", "&*", "+@all", "-script", "-hexists");
            runner("host=" + server.host(), "port=" + server.port(), "username=shop", "password=secret")
                .run((context) -> {
                    LeaseProvider leases = context.getBean(LeaseProvider.class);
                    // Redis says NOPERM of a command, and ERR of a command in a script.
                    await().untilAsserted(() -> assertThat(
                            catchThrowable(() -> Stages.join(leases.tryAcquire(KEY, Duration.ofSeconds(1)))))
                        .isInstanceOf(CacheUnavailableException.class)
                        .message()
                        .containsAnyOf("failed: NOPERM",
                                "failed: ERR The user executing the script can't run this command"));
                    context.getBean(StampedeSafeCaches.class).cache("totals").get("DE", String.class, () -> "loaded");
                });
            assertThat(output.toString()).contains("WARN")
                .containsAnyOf("NOPERM", "ERR The user executing the script can't run this command");
        }
    }

    private static void answer(ServerSocket web) {
        try {
            while (true) {
                try (Socket caller = web.accept(); OutputStream out = caller.getOutputStream()) {
                    caller.getInputStream().read(new byte[64]);
                    out.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            }
        }
        catch (IOException ex) {
            // The test is over.
        }
    }

    private static String said(String... redis) {
        List<String> said = new ArrayList<>();
        runner(redis).run((context) -> {
            assertThat(context).hasNotFailed();
            CacheUnavailableException failure = catchThrowableOfType(CacheUnavailableException.class,
                    () -> context.getBean(EntryStore.class).get(KEY));
            said.add(failure.getMessage()
                .substring("Redis did not carry out 'get' for key 'DE' of cache 'totals': ".length()));
            for (int i = 0; i < 4; i++) {
                context.getBean(StampedeSafeCaches.class).cache("totals").get("DE" + i, String.class, () -> "loaded");
            }
        });
        return said.get(0);
    }

    private static ApplicationContextRunner runner(String... redis) {
        ApplicationContextRunner runner = Contexts.inUse();
        for (String property : redis) {
            runner = runner.withPropertyValues("spring.data.redis." + property);
        }
        return runner;
    }

}
