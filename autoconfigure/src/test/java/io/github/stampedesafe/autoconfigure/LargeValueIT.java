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

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
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
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.Relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A large value on its way to or from Redis beside small values of another cache. */
class LargeValueIT {

    private static final String LARGE = "x".repeat(15 << 20);

    private static final long BYTES_PER_SECOND = 20L << 20;

    private final AtomicInteger loads = new AtomicInteger();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.stampedesafe");

    private final RedisProcess redis = RedisProcess.start();

    private final Relay relay = Relay.to(this.redis.port());

    private @Nullable ConfigurableApplicationContext context;

    @BeforeEach
    void listen() {
        this.log.start();
        this.logger.addAppender(this.log);
    }

    @AfterEach
    void stop() {
        this.logger.detachAppender(this.log);
        this.relay.letLargePass();
        if (this.context != null) {
            this.context.close();
        }
        this.relay.close();
        this.redis.close();
    }

    @Test
    void aLargeReplyThatStandsStillDelaysNoHitOfAnotherCache() {
        StampedeSafeCaches caches = start("10s");
        assertThat(report(caches, "known")).hasSameSizeAs(LARGE);
        this.relay.stopLarge();
        Crowd reader = Crowd.one(() -> report(caches, "known").length());
        assertThatSmallValuesAreServed(caches);
        this.relay.letLargePass();
        assertThat(reader.result()).isEqualTo(LARGE.length());
        assertThat(this.loads).hasValue(2);
        assertThatNothingIsWarnedOf();
    }

    @Test
    void aKeyThatIsReadForTheFirstTimeInACacheOfLargeValuesDelaysNobody() {
        StampedeSafeCaches caches = start("10s");
        assertThat(report(caches, "known")).hasSameSizeAs(LARGE);
        copyStoredReport("known", "new");
        this.relay.stopLarge();
        Crowd reader = Crowd.one(() -> report(caches, "new").length());
        assertThatSmallValuesAreServed(caches);
        this.relay.letLargePass();
        assertThat(reader.result()).isEqualTo(LARGE.length());
        assertThat(this.loads).hasValue(2);
    }

    @Test
    void aLargeLoadOnItsWayToRedisDelaysNoHitOfAnotherCache() {
        StampedeSafeCaches caches = start("10s");
        this.relay.stopLarge();
        Crowd loader = Crowd.one(() -> report(caches, "first").length());
        assertThatSmallValuesAreServed(caches);
        this.relay.letLargePass();
        assertThat(loader.result()).isEqualTo(LARGE.length());
        assertThat(report(caches, "first")).hasSameSizeAs(LARGE);
        assertThat(this.loads).hasValue(2);
        assertThatNothingIsWarnedOf();
    }

    @Test
    void aLargePutOnItsWayToRedisDelaysNoHitOfAnotherCache() {
        StampedeSafeCaches caches = start("10s");
        this.relay.stopLarge();
        Crowd writer = Crowd.one(() -> {
            caches.cache("reports").put("put", LARGE);
            return true;
        });
        assertThatSmallValuesAreServed(caches);
        this.relay.letLargePass();
        assertThat(writer.result()).isEqualTo(true);
        assertThat(report(caches, "put")).hasSameSizeAs(LARGE);
        assertThat(this.loads).hasValue(1);
        assertThatNothingIsWarnedOf();
    }

    @Test
    void severalLargeValuesAtOnceTakeTheirTimeAndAreServed() {
        StampedeSafeCaches caches = start("1s");
        List<String> keys = List.of("a", "b", "c");
        keys.forEach((key) -> assertThat(report(caches, key)).hasSameSizeAs(LARGE));
        this.relay.throttle(BYTES_PER_SECOND);
        List<Crowd.Call> calls = keys.stream().map((key) -> (Crowd.Call) () -> report(caches, key).length()).toList();
        AtomicBoolean isOver = new AtomicBoolean();
        Crowd small = Crowd.one(() -> {
            while (!isOver.get()) {
                assertThat(total(caches)).isEqualTo("1");
            }
            return true;
        });
        assertThat(Crowd.of(calls).results()).containsOnly(LARGE.length());
        isOver.set(true);
        assertThat(small.result()).isEqualTo(true);
        assertThat(this.loads).hasValue(1 + keys.size());
        assertThatNothingIsWarnedOf();
    }

    @Test
    void aLargePutTakesItsTimeAndIsStored() {
        StampedeSafeCaches caches = start("2s");
        caches.cache("reports").put("put", "small");
        this.relay.throttleRequests(BYTES_PER_SECOND / 4); // three seconds each
        for (int i = 0; i < 3; i++) {
            caches.cache("reports").put("put", LARGE);
        }
        this.relay.throttleRequests(Long.MAX_VALUE);
        assertThat(report(caches, "put")).hasSameSizeAs(LARGE);
        assertThat(this.loads).hasValue(1);
        assertThatNothingIsWarnedOf();
    }

    @Test
    void valuesThatAreTooSlowForTheirTimeoutsAreLoadedAndKeepNoOtherCacheFromRedis() {
        StampedeSafeCaches caches = start("500ms");
        List<String> keys = List.of("a", "b", "c", "d");
        keys.forEach((key) -> assertThat(report(caches, key)).hasSameSizeAs(LARGE));
        this.relay.throttle(1 << 20);
        List<Crowd.Call> calls = keys.stream().map((key) -> (Crowd.Call) () -> report(caches, key).length()).toList();
        assertThat(Crowd.of(calls).results()).containsOnly(LARGE.length());
        assertThat(total(caches)).isEqualTo("1");
        assertThat(this.loads).hasValue(1 + 2 * keys.size());
        assertThatNothingIsWarnedOf();
    }

    @Test
    void theSecondConnectionIsMadeForTheFirstLargeValueAndClosedInTheEnd() {
        StampedeSafeCaches caches = start("10s");
        int before = connections();
        assertThat(report(caches, "known")).hasSameSizeAs(LARGE);
        assertThat(report(caches, "known")).hasSameSizeAs(LARGE);
        assertThat(connections()).isEqualTo(before + 1);
        context().close();
        await().until(() -> connections() == 1);
    }

    @Test
    void aServerThatRefusesTheSecondConnectionGetsLargeValuesOverTheFirst() {
        StampedeSafeCaches caches = start("10s");
        send("CONFIG", "SET", "maxclients", String.valueOf(connections() - 1));
        assertThat(report(caches, "known")).hasSameSizeAs(LARGE);
        assertThat(report(caches, "known")).hasSameSizeAs(LARGE);
        assertThat(this.loads).hasValue(2);
        assertThatNothingIsWarnedOf();
    }

    private StampedeSafeCaches start(String timeout) {
        ConfigurableApplicationContext started = new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run("--spring.data.redis.port=" + this.relay.port(), "--stampede-safe.redis.timeout=" + timeout,
                    "--stampede-safe.caches.reports.max-entry-size=32MB", "--stampede-safe.caches.totals.beta=0");
        this.context = started;
        StampedeSafeCaches caches = started.getBean(StampedeSafeCaches.class);
        await().until(started.getBean(RedisSignals.class)::isSubscribed);
        assertThat(total(caches)).isEqualTo("1");
        assertThat(total(caches)).isEqualTo("1");
        return caches;
    }

    private void assertThatSmallValuesAreServed(StampedeSafeCaches caches) {
        await().until(() -> this.relay.stopped() == 1);
        assertThat(Crowd.of(8, () -> total(caches)).results()).containsOnly("1");
        assertThat(this.relay.stopped()).isOne();
    }

    private void copyStoredReport(String from, String to) {
        assertThat(send("COPY", "stampede-safe:{reports:" + from + "}", "stampede-safe:{reports:" + to + "}"))
            .isEqualTo("1");
    }

    /** Returns how many connections there are, the one that asks included. */
    private int connections() {
        return send("CLIENT", "LIST").toString().split("\n").length;
    }

    private Object send(String... command) {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            return console.send(command);
        }
    }

    private ConfigurableApplicationContext context() {
        if (this.context == null) {
            throw new IllegalStateException("Nothing was started");
        }
        return this.context;
    }

    private String total(StampedeSafeCaches caches) {
        return get(caches.cache("totals"), "DE", () -> "" + this.loads.incrementAndGet());
    }

    private String report(StampedeSafeCaches caches, String key) {
        return get(caches.cache("reports"), key, () -> {
            this.loads.incrementAndGet();
            return LARGE;
        });
    }

    private static String get(StampedeSafeCache cache, String key, Callable<String> load) {
        try {
            return cache.get(key, String.class, load::call);
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private void assertThatNothingIsWarnedOf() {
        assertThat(this.log.list).filteredOn((event) -> event.getLevel().isGreaterOrEqual(Level.WARN)).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

    }

}
