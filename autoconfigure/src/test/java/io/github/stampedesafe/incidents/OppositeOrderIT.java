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

package io.github.stampedesafe.incidents;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Two handlers of an event pipeline that need the same two things in opposite order. */
class OppositeOrderIT {

    private RedisProcess redis;

    private ConfigurableApplicationContext context;

    private Items items;

    private Rows rows;

    @BeforeEach
    void start() {
        this.redis = RedisProcess.start();
        this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .run("--spring.main.banner-mode=off", "--stampede-safe.redis.timeout=5s",
                    "--stampede-safe.caches.pairs.wait-timeout=300ms", "--spring.data.redis.port=" + this.redis.port());
        this.items = this.context.getBean(Items.class);
        this.rows = this.context.getBean(Rows.class);
    }

    @AfterEach
    void stop() {
        this.context.close();
        this.redis.close();
    }

    @Test
    void withoutProtectionTwoHandlersThatTakeTwoLocksInOppositeOrderGetNoFurther() {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock two = new ReentrantLock();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        CyclicBarrier bothHaveTried = new CyclicBarrier(2);
        Crowd handlers = Crowd.of(List.of(() -> both(one, two, bothHoldOne, bothHaveTried),
                () -> both(two, one, bothHoldOne, bothHaveTried)));

        assertThat(handlers.results()).containsExactly(false, false);
    }

    @Test
    void withProtectionTwoMethodsThatLoadEachOthersKeysInOppositeOrderComeBack() throws Exception {
        Crowd handlers = Crowd.of(List.of(() -> this.items.pair("a", "b"), () -> this.items.pair("b", "a")));

        assertThat(handlers.failures()).hasSize(2).hasOnlyElementsOfType(WaitTimeoutException.class);
        this.rows.meeting = null;
        assertThat(this.items.pair("a", "c")).isEqualTo("ac").as("nothing is left behind");
    }

    private static boolean both(ReentrantLock first, ReentrantLock second, CyclicBarrier bothHoldOne,
            CyclicBarrier bothHaveTried) throws Exception {
        first.lock();
        try {
            bothHoldOne.await(30, TimeUnit.SECONDS);
            boolean gotBoth = second.tryLock();
            bothHaveTried.await(30, TimeUnit.SECONDS);
            return gotBoth;
        }
        finally {
            first.unlock();
        }
    }

    /** Where two loads meet. */
    static class Rows {

        private volatile @Nullable CyclicBarrier meeting = new CyclicBarrier(2);

        /** Comes back when two are here. */
        void meet() throws Exception {
            CyclicBarrier barrier = this.meeting;
            if (barrier != null) {
                barrier.await(30, TimeUnit.SECONDS);
            }
        }

    }

    static class Items {

        private final Rows rows;

        private final Items proxy;

        Items(Rows rows, @Nullable Items proxy) {
            this.rows = rows;
            this.proxy = (proxy != null) ? proxy : this;
        }

        /** Loads one key and, while that lasts, the other. */
        @StampedeSafeCacheable(cacheName = "pairs", key = "#first")
        public String pair(String first, String second) throws Exception {
            this.rows.meet();
            return first + this.proxy.half(second);
        }

        @StampedeSafeCacheable(cacheName = "pairs", key = "#key")
        public String half(String key) {
            return key;
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Rows rows() {
            return new Rows();
        }

        @Bean
        Items halves(Rows rows) {
            return new Items(rows, null);
        }

        @Bean
        @Primary
        Items items(Rows rows, @Qualifier("halves") Items halves) {
            return new Items(rows, halves);
        }

    }

}
