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

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The bug that vanished when watched: a reader in the gap between clear and update. */
class VanishingBugIT {

    private final Hold gap = new Hold();

    private @Nullable RedisProcess redis;

    private @Nullable ConfigurableApplicationContext context;

    @AfterEach
    void stop() {
        if (this.context != null) {
            this.context.close();
        }
        if (this.redis != null) {
            this.redis.close();
        }
    }

    @Test
    void withoutProtectionAReaderFallsIntoTheGapOfARefresh() {
        Map<String, String> dictionary = new TreeMap<>(Map.of("word", "meaning"));
        Crowd refresh = Crowd.of(1, () -> {
            dictionary.clear();
            this.gap.stop();
            return dictionary.put("word", "new meaning");
        });
        this.gap.awaitReached();

        assertThat(dictionary.get("word")).isNull();

        this.gap.release();
        refresh.results();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void withProtectionThereIsNoGapWhetherOneWordOrAllAreRefreshed(boolean all) throws Exception {
        Dictionary dictionary = start();
        Lookups lookups = this.context.getBean(Lookups.class);
        assertThat(dictionary.meaning("word")).isEqualTo("meaning 1");
        lookups.held = this.gap;
        if (all) {
            dictionary.refreshAll();
        }
        else {
            dictionary.refresh("word");
        }

        assertThat(dictionary.meaning("word")).as("it begins the refresh").isEqualTo("meaning 1");
        this.gap.awaitReached();
        for (int i = 0; i < 100; i++) {
            assertThat(dictionary.meaning("word")).as("while the refresh lasts").isEqualTo("meaning 1");
        }
        this.gap.release();

        await().until(() -> dictionary.meaning("word"), "meaning 2"::equals);
        assertThat(lookups.count).hasValue(2);
    }

    private Dictionary start() {
        this.redis = RedisProcess.start();
        this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .run("--spring.main.banner-mode=off", "--stampede-safe.redis.timeout=5s",
                    "--spring.data.redis.port=" + this.redis.port());
        return this.context.getBean(Dictionary.class);
    }

    /** What the dictionary is made from. */
    static class Lookups {

        private final AtomicInteger count = new AtomicInteger();

        private volatile @Nullable Hold held;

        int next() throws InterruptedException {
            Hold gap = this.held;
            if (gap != null) {
                gap.stop();
            }
            return this.count.incrementAndGet();
        }

    }

    static class Dictionary {

        private final Lookups lookups;

        Dictionary(Lookups lookups) {
            this.lookups = lookups;
        }

        @StampedeSafeCacheable(cacheName = "words", ttl = "1h", beta = 0)
        public String meaning(String word) throws InterruptedException {
            return "meaning " + this.lookups.next();
        }

        @StampedeSafeCacheEvict(cacheName = "words", key = "#word", mode = EvictMode.EXPIRE)
        public void refresh(String word) {
        }

        @StampedeSafeCacheEvict(cacheName = "words", allEntries = true, mode = EvictMode.EXPIRE)
        public void refreshAll() {
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Dictionary dictionary(Lookups lookups) {
            return new Dictionary(lookups);
        }

        @Bean
        Lookups lookups() {
            return new Lookups();
        }

    }

}
