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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;

/** More callers at once than an instance has threads for without virtual ones. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads")
class VirtualThreadsIT {

    private static final int KEYS = 20;

    @Test
    void twelveThousandHitsAtOnceAreNoOutage() throws Exception {
        assertHits(12_000);
    }

    @Test
    void fortyThousandHitsAtOnceAreNoOutage() throws Exception {
        assertHits(40_000);
    }

    private static void assertHits(int callers) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        try (RedisProcess redis = RedisProcess.start();
                ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run("--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port(),
                            "--stampede-safe.defaults.beta=0")) {
            StampedeSafeCache cache = context.getBean(StampedeSafeCaches.class).cache("totals");
            for (int key = 0; key < KEYS; key++) {
                cache.put("key" + key, "stored");
            }
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService threads = virtualThreads();
            List<Future<String>> hits = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                String key = "key" + i % KEYS;
                hits.add(threads.submit(() -> {
                    start.await();
                    return cache.get(key, String.class, () -> "loaded " + loads.incrementAndGet());
                }));
            }
            start.countDown();
            for (Future<String> hit : hits) {
                assertThat(hit.get()).isEqualTo("stored");
            }
            threads.shutdown();
            assertThat(loads).hasValue(0);
            assertThat(context.getBean(RecordingListener.class).count("outage")).isZero();
        }
    }

    /** Compiled for Java 17, which has none. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RecordingListener listener() {
            return new RecordingListener();
        }

    }

}
