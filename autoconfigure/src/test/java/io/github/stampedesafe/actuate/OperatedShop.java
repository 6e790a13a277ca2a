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

package io.github.stampedesafe.actuate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.awaitility.Awaitility.await;

/** One instance of an application with an HTTP server whose endpoints are exposed. */
final class OperatedShop implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private OperatedShop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Opens a shop with hot keys that are made up. */
    static OperatedShop open(RedisProcess redis, String... arguments) {
        return open(Application.class, redis, arguments);
    }

    /** Opens a shop that knows its hot keys itself. */
    static OperatedShop openWithRegistry(RedisProcess redis, String... arguments) {
        return open(RankingApplication.class, redis, arguments);
    }

    /** Opens a shop of another application. */
    static OperatedShop open(Class<?> application, RedisProcess redis, String... arguments) {
        String[] all = Stream.concat(Stream.of("--server.port=0", "--spring.application.name=shop",
                "--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port(),
                "--stampede-safe.caches.totals.ttl=5m",
                "--management.endpoints.web.exposure.include=health,stampedesafe",
                "--management.endpoint.health.show-details=always"), Stream.of(arguments))
            .toArray(String[]::new);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(application).run(all);
        await().until(context.getBean(RedisSignals.class)::isSubscribed);
        return new OperatedShop(context);
    }

    OrderService orders() {
        return this.context.getBean(OrderService.class);
    }

    Orders source() {
        return this.context.getBean(Orders.class);
    }

    FakeHotKeys hotKeys() {
        return this.context.getBean(FakeHotKeys.class);
    }

    CurlLine.Reply run(String line) {
        return CurlLine.parse(line)
            .run(this.context.getEnvironment().getRequiredProperty("local.server.port", int.class));
    }

    @Override
    public void close() {
        this.context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ OrderService.class, Orders.class, FakeHotKeys.class })
    static class Application {

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ OrderService.class, Orders.class })
    static class RankingApplication {

    }

    /** What is cached. */
    static class OrderService {

        private final Orders orders;

        OrderService(Orders orders) {
            this.orders = orders;
        }

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", ttl = "10m", staleWhileRevalidate = "1h")
        public String totals(String country) throws InterruptedException {
            return this.orders.load(country);
        }

    }

    /** Where it is loaded from. */
    static class Orders {

        final AtomicInteger loads = new AtomicInteger();

        volatile CountDownLatch open = new CountDownLatch(0);

        volatile boolean isBroken;

        String load(String country) throws InterruptedException {
            this.open.await();
            if (this.isBroken) {
                throw new IllegalStateException("No orders of " + country);
            }
            return country + this.loads.incrementAndGet();
        }

    }

}
