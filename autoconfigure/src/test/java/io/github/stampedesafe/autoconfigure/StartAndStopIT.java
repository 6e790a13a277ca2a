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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The first connection and the last change. */
@ExtendWith(OutputCaptureExtension.class)
class StartAndStopIT {

    private RedisProcess server;

    @BeforeEach
    void startRedis() {
        this.server = RedisProcess.start();
    }

    @AfterEach
    void stopRedis() {
        this.server.close();
    }

    @Test
    void theStartWaitsForConnectionsThatTakeLong(CapturedOutput output) throws Exception {
        try (Door door = new Door(this.server.port())) {
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread application = new Thread(() -> runner(door.port()).run((context) -> {
                started.countDown();
                context.getBean(StampedeSafeCaches.class).cache("totals").get("DE", String.class, () -> "loaded");
            }));
            application.setUncaughtExceptionHandler((thread, ex) -> failure.set(ex));
            application.start();
            door.knocked(4);
            assertThat(started.getCount()).isOne();
            door.open();
            application.join(Duration.ofSeconds(30).toMillis());
            assertThat(failure.get()).isNull();
            assertThat(exists("shop:{totals:DE}")).isTrue();
            assertThat(output).doesNotContain("WARN");
        }
    }

    @Test
    void anEvictOfABeanThatIsDestroyedIsDelivered(CapturedOutput output) {
        runner(this.server.port()).withBean(Leaving.class).run((context) -> {
            context.getBean(StampedeSafeCaches.class).cache("totals").get("DE", String.class, () -> "loaded");
            await().untilAsserted(() -> assertThat(exists("shop:{totals:DE}")).isTrue());
        });
        assertThat(exists("shop:{totals:DE}")).isFalse();
        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aChangeThatComesTooLateIsToldAsLost(CapturedOutput output) {
        runner(this.server.port()).withBean(Leaving.class).run((context) -> {
            context.getBean(StampedeSafeCaches.class).cache("totals").get("DE", String.class, () -> "loaded");
            this.server.close();
        });
        assertThat(output)
            .contains("1 changes of cache 'totals' could not be delivered before the application stopped.");
    }

    private boolean exists(String key) {
        try (RedisConsole console = new RedisConsole(this.server.host(), this.server.port())) {
            return Long.valueOf(1).equals(Long.valueOf(String.valueOf(console.send("EXISTS", key))));
        }
    }

    private ApplicationContextRunner runner(int port) {
        return Contexts.inUse()
            .withPropertyValues("spring.application.name=shop", "spring.data.redis.host=127.0.0.1",
                    "spring.data.redis.port=" + port);
    }

    /** A bean that evicts when it is destroyed. */
    static class Leaving {

        private final ObjectProvider<StampedeSafeCaches> caches;

        Leaving(ObjectProvider<StampedeSafeCaches> caches) {
            this.caches = caches;
        }

        @PreDestroy
        void leave() {
            this.caches.getObject().cache("totals").evict("DE");
        }

    }

    /** A port where connections are made and nothing is answered until it is opened. */
    private static final class Door implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));

        private final CountDownLatch opened = new CountDownLatch(1);

        private final Semaphore knocks = new Semaphore(0);

        private final int target;

        Door(int target) throws IOException {
            this.target = target;
            start(this::accept);
        }

        int port() {
            return this.socket.getLocalPort();
        }

        void open() {
            this.opened.countDown();
        }

        void knocked(int times) throws InterruptedException {
            assertThat(this.knocks.tryAcquire(times, 30, TimeUnit.SECONDS)).isTrue();
        }

        private void accept() {
            try {
                while (true) {
                    Socket caller = this.socket.accept();
                    this.knocks.release();
                    start(() -> lead(caller));
                }
            }
            catch (Exception ex) {
                // Closed.
            }
        }

        private void lead(Socket caller) {
            try (caller; Socket server = new Socket("127.0.0.1", this.target)) {
                this.opened.await();
                start(() -> copy(server, caller));
                copy(caller, server);
            }
            catch (Exception ex) {
                // The caller went away.
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            }
            catch (Exception ex) {
                // Closed.
            }
        }

        private static void start(Runnable run) {
            Thread thread = new Thread(run);
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            this.socket.close();
            this.opened.countDown();
        }

    }

}
