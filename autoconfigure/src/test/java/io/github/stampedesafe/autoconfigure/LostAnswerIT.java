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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.autoconfigure.RedisTarget.Credentials;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisTls;
import io.github.stampedesafe.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What Redis says to a client that it does not want is told, however it closes. */
class LostAnswerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int ATTEMPTS = 20;

    private static final Credentials WRONG = new Credentials("shop", "guess");

    private static final String CLOSED = "the connection was closed before Redis answered. If the server expects TLS, "
            + "set 'spring.data.redis.ssl.enabled' to 'true'. Otherwise see its log";

    private static final String MANY = "Redis has as many clients as it accepts. Raise 'maxclients' there, or run fewer "
            + "instances";

    @Test
    void ofAServerThatStaysOpen() {
        try (RedisProcess server = RedisProcess.start()) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly("Redis does not accept the user or its password "
                    + "(WRONGPASS). Correct 'spring.data.redis.username' and 'spring.data.redis.password'");
        }
    }

    @Test
    void aWrongPasswordOfAServerThatCloses() {
        try (ScriptedServer server = ScriptedServer.answering("-WRONGPASS invalid username-password pair")) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly("Redis does not accept the user or its password "
                    + "(WRONGPASS). Correct 'spring.data.redis.username' and 'spring.data.redis.password'");
        }
    }

    @Test
    void aMissingPasswordOfAServerThatCloses() {
        try (ScriptedServer server = ScriptedServer.answering("-NOAUTH Authentication required.")) {
            assertThat(said(server.port(), Credentials.NONE, 0)).containsOnly("Redis asks for a password (NOAUTH). Set "
                    + "'spring.data.redis.password', and 'spring.data.redis.username' for a user of an access control "
                    + "list");
        }
    }

    @Test
    void aMissingPermissionOfAServerThatCloses() {
        String answer = "NOPERM User shop has no permissions to run the 'hello' command";
        try (ScriptedServer server = ScriptedServer.answering("-" + answer)) {
            assertThat(said(server.port(), WRONG, 0))
                .containsOnly(answer + ". Let the access control list of the user allow that");
        }
    }

    @Test
    void aMissingDatabaseOfAServerThatCloses() {
        try (ScriptedServer server = ScriptedServer.answering("%1\r\n+proto\r\n:3", "-ERR DB index is out of range")) {
            assertThat(said(server.port(), Credentials.NONE, 99))
                .containsOnly("Redis has no such database. Correct 'spring.data.redis.database'");
        }
    }

    @Test
    void protectedMode() {
        try (ScriptedServer server = ScriptedServer.answering("-DENIED Redis is running in protected mode because")) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly("Redis is in protected mode and refuses clients of "
                    + "other machines (DENIED). Set a password there ('requirepass'), and 'spring.data.redis.password'");
        }
    }

    @Test
    void anAnswerThatIsNotKnownHere() {
        try (ScriptedServer server = ScriptedServer.answering("-ERR this proxy sleeps\t")) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly("Redis answered 'ERR this proxy sleeps\\u0009'");
        }
    }

    /** The system drops what it received when the other side resets the connection. */
    @Test
    void aServerThatAnswersBeforeItIsAsked() {
        try (ScriptedServer server = ScriptedServer
            .of((in, out) -> out.write("-ERR max number of clients reached\r\n".getBytes()))) {
            assertThat(said(server.port(), WRONG, 0)).isSubsetOf(MANY, CLOSED);
        }
    }

    @Test
    void aServerThatClosesWithoutAWord() {
        try (ScriptedServer server = ScriptedServer.of((in, out) -> in.read(new byte[4096]))) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly(CLOSED);
            assertThat(said(server.port(), Credentials.NONE, 0)).containsOnly(CLOSED);
        }
    }

    @Test
    void aServerThatClosesAtOnce() {
        try (ScriptedServer server = ScriptedServer.of((in, out) -> {
        })) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly(CLOSED);
        }
    }

    @Test
    void aServerWithTls() {
        try (RedisTls server = RedisTls.start()) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly(CLOSED);
        }
    }

    @Test
    void aServerWithTlsThatSendsAnAlert() {
        try (ScriptedServer server = ScriptedServer.answering("\u0015\u0003\u0001\u0000\u0002\u0002\u0046")) {
            assertThat(said(server.port(), WRONG, 0)).containsOnly("the server expects TLS. Set "
                    + "'spring.data.redis.ssl.enabled' to 'true', or write 'rediss:' in 'spring.data.redis.url'");
        }
    }

    @Test
    void aServerThatIsNoRedis() {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n")) {
            assertThat(said(server.port(), WRONG, 0))
                .containsOnly("what answers there does not speak the Redis protocol. Correct "
                        + "'spring.data.redis.port', or set 'spring.data.redis.ssl.enabled' as the server expects");
        }
    }

    /** Returns the causes that attempts to connect fail with, one after the other. */
    private static List<@Nullable String> said(int port, Credentials credentials, int database) {
        RedisTarget target = new RedisTarget(new Server(new Node("127.0.0.1", port), database), credentials, false,
                null);
        LettuceConnections connections = new LettuceConnections(target, TIMEOUT);
        ClientResources resources = connections.resources();
        LettuceConnectionFactory factory = connections.factory(resources);
        factory.afterPropertiesSet();
        factory.start();
        try {
            List<@Nullable String> causes = new ArrayList<>();
            for (int i = 0; i < ATTEMPTS; i++) {
                causes.add(cause(catchThrowable(() -> connect(factory)), "127.0.0.1:" + port));
            }
            return causes;
        }
        finally {
            factory.destroy();
            var unused = resources.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    private static @Nullable String cause(Throwable failure, String address) {
        String start = "No connection to Redis at " + address + ": ";
        String message = failure.getMessage();
        return (message != null && message.startsWith(start)) ? message.substring(start.length()) : message;
    }

    private static void connect(LettuceConnectionFactory factory) {
        try (RedisConnection connection = factory.getConnection()) {
            connection.ping();
        }
    }

}
