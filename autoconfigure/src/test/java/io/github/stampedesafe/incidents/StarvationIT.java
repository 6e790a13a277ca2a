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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A whale customer asks for a hundred reports, then a small customer for one. The source
 * can make one at a time.
 */
class StarvationIT {

    private static final int REPORTS_OF_THE_WHALE = 100;

    private final Source source = new Source();

    @Test
    void withoutFairnessTheSmallCustomerWaitsForAllReportsOfTheWhale() {
        ExecutorService oneAtATime = Executors.newSingleThreadExecutor();
        List<CompletableFuture<?>> reports = new ArrayList<>();
        for (int i = 0; i < REPORTS_OF_THE_WHALE; i++) {
            String report = "whale " + i;
            reports.add(CompletableFuture.runAsync(() -> this.source.report(report), oneAtATime));
        }
        reports.add(CompletableFuture.runAsync(() -> this.source.report("small"), oneAtATime));
        this.source.open.countDown();
        reports.forEach(CompletableFuture::join);
        oneAtATime.shutdown();
        assertThat(this.source.begun.indexOf("small")).isEqualTo(REPORTS_OF_THE_WHALE);
    }

    @Test
    void withFairnessTheSmallCustomersReportIsAmongTheNext() {
        AtomicInteger misses = new AtomicInteger();
        try (RedisProcess redis = RedisProcess.start();
                ConfigurableApplicationContext context = start(redis, new CountingMisses(misses))) {
            Reports reports = context.getBean(Reports.class);
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < REPORTS_OF_THE_WHALE; i++) {
                String id = Integer.toString(i);
                callers.add(caller(() -> reports.report("whale", id)));
            }
            awaitAllInLine(callers, misses);
            callers.add(caller(() -> reports.report("small", "")));
            awaitAllInLine(callers, misses);
            this.source.open.countDown();
            await().atMost(Duration.ofSeconds(30)).until(() -> callers.stream().noneMatch(Thread::isAlive));
        }
        assertThat(this.source.begun).hasSize(REPORTS_OF_THE_WHALE + 1);
        // One was being made when the small customer came, and one had its turn first.
        assertThat(this.source.begun.indexOf("small ")).isEqualTo(2);
        assertThat(this.source.most).hasValue(1);
    }

    /** Whoever has missed and is parked stands in the line, or at the held source. */
    private static void awaitAllInLine(List<Thread> callers, AtomicInteger misses) {
        await().atMost(Duration.ofSeconds(30))
            .until(() -> misses.get() == callers.size()
                    && callers.stream().allMatch((caller) -> caller.getState() == Thread.State.TIMED_WAITING));
    }

    private static Thread caller(Runnable call) {
        Thread caller = new Thread(call);
        caller.setDaemon(true);
        caller.start();
        return caller;
    }

    private ConfigurableApplicationContext start(RedisProcess redis, CacheListener listener) {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).initializers((context) -> {
            context.getBeanFactory().registerSingleton("source", this.source);
            context.getBeanFactory().registerSingleton("listener", listener);
        })
            .run("--spring.main.banner-mode=off", "--stampede-safe.redis.timeout=5s",
                    "--stampede-safe.caches.reports.max-concurrent-loads=1",
                    "--spring.data.redis.port=" + redis.port());
    }

    /** Makes reports, all held until the gate is open. */
    private static final class Source {

        private final CountDownLatch open = new CountDownLatch(1);

        private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

        private final AtomicInteger running = new AtomicInteger();

        private final AtomicInteger most = new AtomicInteger();

        String report(String name) {
            this.most.accumulateAndGet(this.running.incrementAndGet(), Math::max);
            this.begun.add(name);
            try {
                if (!this.open.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The gate was never opened");
                }
                return name;
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
            finally {
                this.running.decrementAndGet();
            }
        }

    }

    private record CountingMisses(AtomicInteger misses) implements CacheListener {

        @Override
        public void miss(CacheKey key) {
            this.misses.incrementAndGet();
        }

    }

    static class Reports {

        private final Source source;

        Reports(Source source) {
            this.source = source;
        }

        @StampedeSafeCacheable(cacheName = "reports", key = "#customer + ':' + #id", fairnessKey = "#customer")
        public String report(String customer, String id) {
            return this.source.report(customer + " " + id);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Reports reports(Source source) {
            return new Reports(source);
        }

    }

}
