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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bugs of an event pipeline that only a customer with many events shows. Its starvation
 * is {@code StarvationIT}, its deadlock {@code OppositeOrderIT}.
 */
class EventPipelineIT {

    private static final int ITEMS = 100;

    private RedisProcess redis;

    private ConfigurableApplicationContext context;

    private Items items;

    private Rows rows;

    @BeforeEach
    void start() {
        this.redis = RedisProcess.start();
        this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .run("--spring.main.banner-mode=off", "--stampede-safe.redis.timeout=5s",
                    "--stampede-safe.caches.together.jitter=0", "--stampede-safe.caches.spread.jitter=0.5",
                    "--spring.data.redis.port=" + this.redis.port());
        this.items = this.context.getBean(Items.class);
        this.rows = this.context.getBean(Rows.class);
    }

    @AfterEach
    void stop() {
        this.context.close();
        this.redis.close();
    }

    @Test
    void deletingTwiceIsNoError() {
        this.items.delete("a", 1);
        this.items.delete("a", 1);
        this.items.forget("a");
        this.items.forget("a");
    }

    @Test
    void withoutProtectionACreateThatComesAfterItsDeleteBringsTheItemBack() {
        Map<String, Item> cache = new ConcurrentHashMap<>();
        cache.remove("a");
        cache.put("a", new Item("a", 1));

        assertThat(cache).containsKey("a");
    }

    @Test
    void withProtectionACreateThatComesAfterItsDeleteChangesNothing() throws Exception {
        this.items.delete("a", 2);
        this.items.save(new Item("a", 1));

        assertThat(this.items.item("a")).as("what the source has").isNull();
        this.items.save(new Item("a", 1));
        assertThat(this.items.item("a")).as("also after a reader has asked").isNull();
    }

    @Test
    void withoutProtectionACursorThatWasReadBeforeTheCommitIsCachedAfterIt() {
        Map<String, Item> cache = new ConcurrentHashMap<>();
        this.rows.set("a", 1);
        Hold afterRead = this.rows.hold();
        Crowd reader = Crowd.of(1, () -> {
            Item read = this.rows.read("a");
            cache.put("a", read);
            return read;
        });
        afterRead.awaitReached();
        this.rows.set("a", 2);
        cache.remove("a");
        afterRead.release();

        assertThat(reader.result()).isEqualTo(new Item("a", 1));
        assertThat(cache).containsEntry("a", new Item("a", 1));
    }

    @Test
    void withProtectionACursorThatWasReadBeforeTheCommitIsNotCached() throws Exception {
        this.rows.set("a", 1);
        Hold afterRead = this.rows.hold();
        Crowd reader = Crowd.of(1, () -> this.items.item("a"));
        afterRead.awaitReached();
        this.rows.set("a", 2);
        this.items.forget("a");
        Crowd later = Crowd.of(1, () -> this.items.item("a"));
        afterRead.release();

        assertThat(reader.result()).as("it began before the commit").isEqualTo(new Item("a", 1));
        assertThat(later.result()).isEqualTo(new Item("a", 2));
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 2));
    }

    @Test
    void withoutProtectionItemsThatWereCachedTogetherExpireTogether() {
        assertThat(spreadOfExpiries("together")).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void withProtectionTheirExpiriesAreSpreadOverHalfTheirLife() {
        assertThat(spreadOfExpiries("spread")).isGreaterThan(Duration.ofMinutes(3));
    }

    private Duration spreadOfExpiries(String cache) {
        StampedeSafeCaches caches = this.context.getBean(StampedeSafeCaches.class);
        StringRedisTemplate template = this.context.getBean(StringRedisTemplate.class);
        IntStream.range(0, ITEMS).forEach((i) -> caches.cache(cache).put(i, "value"));
        List<Long> lives = template.keys("*{" + cache + ":*}")
            .stream()
            .map((key) -> template.getExpire(key, TimeUnit.MILLISECONDS))
            .sorted()
            .toList();
        assertThat(lives).hasSize(ITEMS);
        return Duration.ofMillis(lives.get(ITEMS - 1) - lives.get(0));
    }

    record Item(String id, long version) {
    }

    /** The truth: rows with versions. A read may be held after it has read. */
    static class Rows {

        private final Map<String, Item> rows = new ConcurrentHashMap<>();

        private volatile @Nullable Hold hold;

        void set(String id, long version) {
            this.rows.put(id, new Item(id, version));
        }

        Hold hold() {
            Hold next = new Hold();
            this.hold = next;
            return next;
        }

        @Nullable Item read(String id) throws InterruptedException {
            Item row = this.rows.get(id);
            Hold stop = this.hold;
            this.hold = null;
            if (stop != null) {
                stop.stop();
            }
            return row;
        }

    }

    static class Items {

        private final Rows rows;

        Items(Rows rows) {
            this.rows = rows;
        }

        @StampedeSafeCacheable(cacheName = "items", key = "#id", version = "#result.version")
        public @Nullable Item item(String id) throws InterruptedException {
            return this.rows.read(id);
        }

        @StampedeSafeCachePut(cacheName = "items", key = "#item.id", version = "#item.version")
        public Item save(Item item) {
            return item;
        }

        @StampedeSafeCacheEvict(cacheName = "items", key = "#id", version = "#version")
        public void delete(String id, long version) {
        }

        @StampedeSafeCacheEvict(cacheName = "items", key = "#id")
        public void forget(String id) {
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
        Items items(Rows rows) {
            return new Items(rows);
        }

    }

}
