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
import java.util.List;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ApplicationContext;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.LoggedLines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What is said of a Redis that was there: where it was, and why it is not. */
class LostConnectionIT {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final String WHAT = "Redis did not carry out 'get' for key 'DE' of cache 'totals': ";

    private final LoggedLines log = new LoggedLines();

    private final RedisProcess server = RedisProcess.start();

    private final String place = "Redis at 127.0.0.1:" + this.server.port();

    @BeforeEach
    void start() {
        assertThat(this.log.at(Level.WARN)).isEmpty();
    }

    @AfterEach
    void stop() {
        this.server.thaw();
        this.server.close();
        this.log.close();
    }

    @Test
    void aServerThatIsKilled() {
        run((context) -> {
            this.server.kill();
            Crowd.of(8, () -> totals(context).get("DE", String.class, () -> "loaded"));
            assertEachLineSaysWhere(context);
            await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(failure(context)).isEqualTo(WHAT + "The connection to " + this.place
                        + " is lost, and there is no new one: nothing listens there (connection refused). Start Redis, "
                        + "or correct 'spring.data.redis.host' and 'spring.data.redis.port'"));
        });
    }

    @Test
    void aServerThatIsKilledUnderCommands() {
        run((context) -> {
            this.server.freeze();
            Crowd.of(8, () -> totals(context).get("DE", String.class, () -> {
                this.server.kill();
                return "loaded";
            }));
            assertEachLineSaysWhere(context);
        });
    }

    @Test
    void aServerThatIsFrozen() {
        run((context) -> {
            this.server.freeze();
            assertThat(failure(context)).isEqualTo(WHAT + "No answer of " + this.place + " within 500 ms");
            assertEachLineSaysWhere(context);
        });
    }

    @Test
    void aServerThatIsBusyWithAScript() {
        run((context) -> {
            try (RedisConsole console = new RedisConsole(this.server.host(), this.server.port());
                    RedisConsole endless = new RedisConsole(this.server.host(), this.server.port())) {
                console.send("CONFIG", "SET", "busy-reply-threshold", "1");
                Thread script = new Thread(() -> endless.send("EVAL", "while true do end", "0"));
                script.setUncaughtExceptionHandler((thread, killed) -> {
                });
                script.start();
                await().until(() -> failure(context).startsWith(WHAT + this.place + " answered 'BUSY "));
                assertEachLineSaysWhere(context);
                console.send("SCRIPT", "KILL");
            }
        });
    }

    @Test
    void aServerThatComesBackWithAPassword() {
        run((context) -> {
            try (RedisConsole console = new RedisConsole(this.server.host(), this.server.port())) {
                console.send("CONFIG", "SET", "requirepass", "secret");
                console.send("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
            String expected = WHAT + "The connection to " + this.place
                    + " is lost, and there is no new one: Redis asks "
                    + "for a password (NOAUTH). Set 'spring.data.redis.password', and 'spring.data.redis.username' for a "
                    + "user of an access control list";
            await().until(() -> failure(context), expected::equals);
            assertEachLineSaysWhere(context);
        });
    }

    private void assertEachLineSaysWhere(ApplicationContext context) {
        for (int i = 0; i < 3; i++) {
            try {
                totals(context).get("FR" + i, String.class, () -> "loaded");
            }
            catch (Exception ex) {
                throw new AssertionError(ex);
            }
        }
        List<String> lines = await().until(() -> this.log.at(Level.WARN), (said) -> !said.isEmpty());
        assertThat(lines).singleElement()
            .satisfies((line) -> assertThat(line).startsWith("The cache is out of reach: ").contains(this.place));
    }

    private void run(ContextConsumer<ApplicationContext> test) {
        ApplicationContextRunner runner = Contexts.inUse()
            .withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + this.server.port());
        runner.run((context) -> {
            totals(context).get("DE", String.class, () -> "loaded");
            test.accept(context);
        });
    }

    private static String failure(ApplicationContext context) {
        EntryStore store = context.getBean(EntryStore.class);
        CacheUnavailableException failure = catchThrowableOfType(CacheUnavailableException.class, () -> store.get(KEY));
        return (failure != null) ? String.valueOf(failure.getMessage()) : "an answer";
    }

    private static StampedeSafeCache totals(ApplicationContext context) {
        return context.getBean(StampedeSafeCaches.class).cache("totals");
    }

}
