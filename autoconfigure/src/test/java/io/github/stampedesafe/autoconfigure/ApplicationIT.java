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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.redis.RedisSignals;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application with nothing but an annotation, twice, over a real Redis. */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationIT {

    private static final int CALLERS = 64;

    private RedisProcess redis;

    @BeforeEach
    void startRedis() {
        this.redis = RedisProcess.start();
    }

    @AfterEach
    void stopRedis() {
        this.redis.close();
    }

    @Test
    void manyCallersOfTwoInstancesLoadOnce() {
        try (ConfigurableApplicationContext one = start("one"); ConfigurableApplicationContext two = start("two")) {
            Shop here = one.getBean(Shop.class);
            Shop there = two.getBean(Shop.class);
            assertThat(AopUtils.isCglibProxy(here)).isTrue();
            Crowd crowd = Crowd.of(CALLERS, () -> here.totals("DE"));
            List<@Nullable Object> totals = crowd.results();
            assertThat(totals).hasSize(CALLERS).containsOnly(new Totals("DE", 1));
            assertThat(there.totals("DE")).isEqualTo(new Totals("DE", 1));
            assertThat(one.getBean(Loads.class).count).hasValue(1);
            assertThat(two.getBean(Loads.class).count).hasValue(0);
        }
    }

    @Test
    void aStartWarnsOfNothing(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("one")) {
            assertThat(context.isRunning()).isTrue();
        }
        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aStartGoesTheWayOfAFirstMissAndLeavesNothingBehind() {
        try (CommandStats stats = new CommandStats(this.redis.host(), this.redis.port());
                RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            assertThat(stats.during(() -> start("one").close())).containsKeys("get", "evalsha");
            await().until(() -> console.send("KEYS", "*"), List.of()::equals);
        }
    }

    @Test
    void aHitIsOneGet() {
        try (ConfigurableApplicationContext context = start("one");
                CommandStats stats = new CommandStats(this.redis.host(), this.redis.port())) {
            Shop shop = context.getBean(Shop.class);
            Crowd.of(CALLERS, () -> shop.totals("DE")).results();
            awaitNoLease();
            assertThat(stats.during(() -> {
                for (int i = 0; i < 50; i++) {
                    shop.totals("DE");
                }
            })).containsEntry("get", 50).doesNotContainKeys("evalsha", "eval", "set", "publish", "del");
        }
    }

    @Test
    void anEvictIsSeenByTheOtherInstanceAtOnce() {
        try (ConfigurableApplicationContext one = start("one"); ConfigurableApplicationContext two = start("two")) {
            Crowd.of(CALLERS, () -> one.getBean(Shop.class).totals("DE")).results();
            two.getBean(Shop.class).sold("DE");
            two.getBean(Misses.class).release();
            assertThat(two.getBean(Shop.class).totals("DE")).isEqualTo(new Totals("DE", 1));
            assertThat(one.getBean(Shop.class).totals("DE")).isEqualTo(new Totals("DE", 1));
            assertThat(two.getBean(Loads.class).count).hasValue(1);
        }
    }

    @Test
    void switchedOffEveryCallLoads() {
        try (ConfigurableApplicationContext context = start("one", "--stampede-safe.enabled=false")) {
            context.getBean(Misses.class).release();
            Shop shop = context.getBean(Shop.class);
            assertThat(shop.totals("DE")).isEqualTo(new Totals("DE", 1));
            assertThat(shop.totals("DE")).isEqualTo(new Totals("DE", 2));
            assertThat(AopUtils.isAopProxy(shop)).isFalse();
        }
    }

    /** A lease is given back in the background. */
    private void awaitNoLease() {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            CommandStats.awaitNoLease(console);
        }
    }

    private ConfigurableApplicationContext start(String instance, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "--spring.data.redis.host=" + this.redis.host();
        all[1] = "--spring.data.redis.port=" + this.redis.port();
        all[2] = "--spring.application.name=shop";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run(all);
        context.getBeanProvider(RedisSignals.class).ifAvailable((signals) -> await().until(signals::isSubscribed));
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        /** Made before most beans are, as that for method validation is. */
        @Bean
        static BeanPostProcessor early() {
            return new BeanPostProcessor() {
            };
        }

        @Bean
        Shop shop(Loads loads, Misses misses) {
            return new Shop(loads, misses);
        }

        @Bean
        Loads loads() {
            return new Loads();
        }

        @Bean
        Misses misses() {
            return new Misses();
        }

    }

    record Totals(String country, int load) {
    }

    static class Shop {

        private final Loads loads;

        private final Misses misses;

        Shop(Loads loads, Misses misses) {
            this.loads = loads;
            this.misses = misses;
        }

        /** As slow as it takes for all callers to come. */
        @StampedeSafeCacheable(cacheName = "totals", key = "#country")
        Totals totals(String country) {
            Totals totals = new Totals(country, this.loads.count.incrementAndGet());
            this.misses.awaitAll();
            return totals;
        }

        @StampedeSafeCacheEvict(cacheName = "totals", key = "#country")
        void sold(String country) {
        }

    }

    static class Loads {

        final AtomicInteger count = new AtomicInteger();

    }

    /** Lets a load end when every caller has found nothing. */
    static class Misses implements CacheListener {

        final CountDownLatch latch = new CountDownLatch(CALLERS);

        @Override
        public void miss(CacheKey key) {
            this.latch.countDown();
        }

        void release() {
            while (this.latch.getCount() > 0) {
                this.latch.countDown();
            }
        }

        void awaitAll() {
            try {
                assertThat(this.latch.await(10, TimeUnit.SECONDS)).isTrue();
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }

    }

}
