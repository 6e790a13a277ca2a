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
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real Redis is frozen, killed, made read-only and filled up under an application. */
class OutageIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final Duration RECOVERY = Duration.ofSeconds(2);

    private final AtomicInteger loads = new AtomicInteger();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.stampedesafe");

    private RedisProcess redis;

    private ConfigurableApplicationContext context;

    private StampedeSafeCache totals;

    private StampedeSafeCache orders;

    private OutageGuard guard;

    @BeforeEach
    void start() {
        this.redis = RedisProcess.start();
        this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .run("--spring.data.redis.host=" + this.redis.host(), "--spring.data.redis.port=" + this.redis.port(),
                    "--stampede-safe.redis.timeout=" + TIMEOUT.toMillis() + "ms");
        this.totals = this.context.getBean(StampedeSafeCaches.class).cache("totals");
        this.orders = this.context.getBean(StampedeSafeCaches.class).cache("orders");
        this.guard = this.context.getBean(OutageGuard.class);
        await().until(this.context.getBean(RedisSignals.class)::isSubscribed);
        // The connections exist, and the marks of both caches are known.
        await().ignoreExceptions()
            .until(() -> "stored".equals(stored(this.totals)) && "stored".equals(stored(this.orders)));
        await().until(() -> isWell());
        this.log.start();
        this.logger.addAppender(this.log);
    }

    @AfterEach
    void stop() {
        this.logger.detachAppender(this.log);
        this.redis.thaw();
        this.context.close();
        this.redis.close();
    }

    @Test
    void whileRedisIsFrozenCallersWaitOnceAndAnEvictIsDeliveredBeforeReadsResume() {
        this.redis.freeze();
        assertThat(time(() -> assertThat(load("FR")).isEqualTo("1"))).isBetween(TIMEOUT, TIMEOUT.multipliedBy(3));
        assertThat(time(() -> this.totals.evict("DE"))).isLessThan(TIMEOUT.multipliedBy(3));
        await().until(() -> this.guard.status().store() == Circuit.OPEN);
        assertThat(time(() -> {
            for (int i = 0; i < 20; i++) {
                load("key " + i);
                load("key " + i);
            }
        })).isLessThan(TIMEOUT.multipliedBy(3));
        assertThat(this.loads).hasValue(21);
        this.redis.thaw();
        assertRecovers();
        assertThat(load("DE")).isEqualTo("22");
        assertThat(get(this.orders)).isEqualTo("stored");
        assertOneOutageIsLogged("1 changes were pending, 1 were delivered");
    }

    @Test
    void whenRedisIsKilledAndStartedAgainItIsUsedAgain() {
        this.redis.kill();
        Crowd crowd = Crowd.of(16, () -> load("DE"));
        assertThat(crowd.results()).hasSize(16).containsOnly("1");
        this.totals.evict("DE");
        await().until(() -> this.guard.status().store() == Circuit.OPEN);
        this.redis.restart();
        assertRecovers();
        assertThat(load("DE")).isEqualTo("2");
        await().until(() -> {
            load("FR");
            return send("EXISTS", "stampede-safe:{totals:FR}").equals("1");
        });
        assertOneOutageIsLogged("1 changes were pending, 1 were delivered");
    }

    @Test
    void aReplicaThatRefusesAnEvictStillServesOtherCaches() {
        send("REPLICAOF", "127.0.0.1", "1");
        this.totals.evict("DE");
        assertThat(load("DE")).isEqualTo("1");
        assertThat(get(this.orders)).isEqualTo("stored");
        OutageStatus status = this.guard.status();
        assertThat(status.store()).isEqualTo(Circuit.CLOSED);
        assertThat(status.undelivered()).isOne();
        send("REPLICAOF", "NO", "ONE");
        assertRecovers();
        assertThat(send("EXISTS", "stampede-safe:{totals:DE}")).isEqualTo("0");
        assertThat(load("DE")).isEqualTo("2");
        assertOneOutageIsLogged("1 changes were pending, 1 were delivered");
    }

    @Test
    void aPutForWhichThereIsNoMemoryRemovesTheOldValue() {
        send("CONFIG", "SET", "maxmemory", "1");
        this.totals.put("DE", "new");
        assertRecovers();
        assertThat(send("EXISTS", "stampede-safe:{totals:DE}")).isEqualTo("0");
        assertThat(load("DE")).isEqualTo("1");
        assertThat(get(this.orders)).isEqualTo("stored");
        assertThat(this.guard.status().store()).isEqualTo(Circuit.CLOSED);
    }

    private void assertRecovers() {
        await().atMost(RECOVERY).until(() -> isWell());
    }

    private boolean isWell() {
        OutageStatus status = this.guard.status();
        return status.lasting() == null && status.undelivered() == 0 && status.store() == Circuit.CLOSED;
    }

    private void assertOneOutageIsLogged(String end) {
        List<String> lines = this.log.list.stream()
            .filter((event) -> event.getLevel().isGreaterOrEqual(Level.INFO))
            .map((event) -> event.getLevel() + " " + event.getFormattedMessage())
            .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("WARN The cache is out of reach: ");
        assertThat(lines.get(1)).startsWith("INFO The cache is back after ").endsWith(end);
    }

    private String load(String key) {
        try {
            return this.totals.get(key, String.class, () -> "" + this.loads.incrementAndGet());
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private static String get(StampedeSafeCache cache) {
        try {
            return cache.get("DE", String.class, () -> "nothing was stored");
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private static String stored(StampedeSafeCache cache) {
        cache.put("DE", "stored");
        return get(cache);
    }

    private Object send(String... command) {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            return console.send(command);
        }
    }

    private static Duration time(Runnable task) {
        long begin = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

    }

}
