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

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Values of other types under the names of ours. */
class StrangeValuesIT {

    private static RedisProcess redis;

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .properties("spring.application.name=shop", "spring.data.redis.host=" + redis.host(),
                    "spring.data.redis.port=" + redis.port(), "stampede-safe.defaults.failure-ttl=1m")
            .run();
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({ "'', HSET * x y", "'', SADD * x", "'', SET * x", ":lease, SET * x", ":lease, RPUSH * x",
            ":lease, HSET * x y", ":fence, RPUSH * x", ":fence, SET * x", ":failure, RPUSH * x", ":failure, SET * x",
            ":failure, HSET * x y" })
    void theFirstLoadHealsWhateverStandsThere(String name, String command) throws Exception {
        StampedeSafeCache cache = context.getBean(StampedeSafeCaches.class).cache("totals");
        AtomicInteger loads = new AtomicInteger();
        try (RedisConsole console = new RedisConsole(redis.host(), redis.port())) {
            console.send("FLUSHALL");
            console.send(command.replace("*", "shop:{totals:DE}" + name).split(" "));
            for (int i = 0; i < 6; i++) {
                assertThat(cache.get("DE", String.class, () -> "load " + loads.incrementAndGet())).isEqualTo("load 1");
            }
        }
        assertThat(loads).hasValue(1);
    }

    /** As if two releases of one type ran side by side. */
    @Test
    void typesThatShareAKeyEachLoadOnceAndAreEvictedTogether() throws Exception {
        StampedeSafeCache cache = context.getBean(StampedeSafeCaches.class).cache("views");
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 6; i++) {
            assertThat(cache.get(1, UserView.class, () -> new UserView(loads.incrementAndGet(), "Ada")).name())
                .isEqualTo("Ada");
            assertThat(cache.get(1, OrderView.class, () -> new OrderView(loads.incrementAndGet(), "mug")).product())
                .isEqualTo("mug");
        }
        assertThat(loads).hasValue(2);
        cache.evict(1);
        assertThat(cache.get(1, UserView.class, () -> new UserView(loads.incrementAndGet(), "Ada")).id()).isEqualTo(3);
        assertThat(cache.get(1, OrderView.class, () -> new OrderView(loads.incrementAndGet(), "mug")).id())
            .isEqualTo(4);
    }

    record UserView(long id, String name) {
    }

    record OrderView(long id, String product) {
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

    }

}
