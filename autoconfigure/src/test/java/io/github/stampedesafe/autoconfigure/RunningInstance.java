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
import java.util.concurrent.Callable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.redis.KeyLayout;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.testing.ReceivedSignals;

import static org.awaitility.Awaitility.await;

/**
 * An instance of the application <i>shop</i> in this process, and an ear of its own on
 * the instance's connection.
 */
final class RunningInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private final ReceivedSignals received = new ReceivedSignals();

    private final RedisSignals ear;

    private final StampedeSafeCache totals;

    private RunningInstance(ConfigurableApplicationContext context) {
        this.context = context;
        this.totals = cache("totals");
        this.ear = new RedisSignals(context.getBean(StoreConnection.class).factory(), context.getBean(KeyLayout.class));
    }

    /**
     * Starts an instance and waits until it hears signals and its cache is in use.
     * @param redis properties without {@code spring.data.redis.}
     */
    static RunningInstance start(String... redis) {
        return start(Shop.class, List.of(redis).stream().map((property) -> "spring.data.redis." + property).toList());
    }

    /**
     * Starts an instance of an application of its own, and waits for the same.
     * @param application its configuration
     * @param properties its properties, {@code name=value}
     */
    static RunningInstance start(Class<?> application, List<String> properties) {
        RunningInstance instance = new RunningInstance(
                new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
                    .properties("spring.application.name=shop", "stampede-safe.caches.totals.ttl=10m",
                            "stampede-safe.caches.totals.stale-while-revalidate=0s",
                            // A busy machine may keep the first answers of a new client
                            // waiting.
                            "stampede-safe.redis.timeout=2s")
                    .run(properties.stream().map((property) -> "--" + property).toArray(String[]::new)));
        instance.ear.start(instance.received);
        instance.awaitSubscription();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            instance.totals().get("warm", String.class, () -> "warm");
            return instance.isWell();
        });
        return instance;
    }

    void awaitSubscription() {
        await().atMost(Duration.ofSeconds(60))
            .until(() -> this.context.getBean(RedisSignals.class).isSubscribed() && this.ear.isSubscribed());
    }

    StampedeSafeCache totals() {
        return this.totals;
    }

    StampedeSafeCache cache(String name) {
        return this.context.getBean(StampedeSafeCaches.class).cache(name);
    }

    /** Whether a call waits for a load of another instance. */
    boolean isFollowing() {
        return this.context.getBean(SingleFlightCache.class)
            .inProgress()
            .flights()
            .stream()
            .anyMatch((flight) -> flight.activity() == InProgress.Activity.WAITING);
    }

    /** Returns what is stored, {@code "none"} if nothing may be served. */
    String stored(String key) {
        try {
            return totals().get(key, String.class, () -> {
                throw new NothingStored();
            });
        }
        catch (NothingStored ex) {
            return "none";
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    String load(String key, Callable<String> loader) {
        try {
            return totals().get(key, String.class, loader);
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    List<Signal> heard() {
        return this.received.all();
    }

    OutageStatus status() {
        return this.context.getBean(OutageGuard.class).status();
    }

    boolean isWell() {
        return status().lasting() == null && status().undelivered() == 0;
    }

    @Override
    public void close() {
        this.ear.stop();
        this.context.close();
    }

    private static final class NothingStored extends Exception {

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

    }

}
