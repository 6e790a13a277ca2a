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
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.actuate.StampedeSafeEndpoint;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.autoconfigure.StampedeSafeActuatorAutoConfiguration;
import io.github.stampedesafe.autoconfigure.StampedeSafeAutoConfiguration;
import io.github.stampedesafe.event.CacheCounter;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A site refreshed its reports in the background, on eight threads at most, which it
 * counted by all live threads of the process. When the web server was given sixteen, no
 * report was ever refreshed again, and nothing was logged.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RefreshThatStoppedTests {

    private static final int BOUND = 8;

    private final CountDownLatch requestsEnd = new CountDownLatch(1);

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withConfiguration(
                AutoConfigurations.of(StampedeSafeAutoConfiguration.class, StampedeSafeActuatorAutoConfiguration.class))
        .withBean(EntryStore.class, () -> this.store)
        .withBean(LeaseProvider.class, () -> new InMemoryLeases(this.store))
        .withBean(Reports.class)
        .withPropertyValues("stampede-safe.refresh.threads=2", "stampede-safe.refresh.queue=1",
                "management.endpoints.web.exposure.include=stampedesafe");

    @BeforeEach
    void setClock() {
        this.clock.advance(Duration.between(this.clock.instant(), Instant.now()));
    }

    @AfterEach
    void endRequests() {
        this.requestsEnd.countDown();
    }

    @Test
    void withoutProtectionBusyRequestThreadsKeepEverythingOld() {
        HomeMadeRefresh refresh = new HomeMadeRefresh();
        assertThat(refresh.report("sales")).isEqualTo("sales #1");
        occupyRequestThreads();
        for (int i = 0; i < 100; i++) {
            assertThat(refresh.report("sales")).isEqualTo("sales #1");
        }
        assertThat(refresh.loads).hasValue(1);
    }

    @Test
    void withProtectionOnlyRefreshesCountAsRefreshes() {
        this.application.run((context) -> {
            Reports reports = context.getBean(Reports.class);
            reports.report("sales");
            occupyRequestThreads();
            expire(context, "sales");
            assertThat(reports.report("sales")).isEqualTo("sales #1");
            Awaitility.await().until(() -> reports.report("sales").equals("sales #2"));
            assertThat(refusals(context)).isZero();
        });
    }

    @Test
    void whatTheBoundDoesNotAdmitIsCountedLoggedAndShown(CapturedOutput output) {
        this.application.run((context) -> {
            Reports reports = context.getBean(Reports.class);
            String[] keys = { "sales", "stock", "staff", "costs" };
            for (String key : keys) {
                reports.report(key);
                expire(context, key);
            }
            occupyRequestThreads();
            reports.hold();
            for (String key : keys) {
                assertThat(reports.report(key)).startsWith(key + " #");
            }
            // Two run, one waits, one is refused.
            Awaitility.await().until(() -> refusals(context) == 1);
            assertThat(output).contains("Refreshing key 'costs' of cache 'reports' in the background was refused");
            StampedeSafeEndpoint endpoint = context.getBean(StampedeSafeEndpoint.class);
            assertThat(endpoint.cache("reports").figures().events()).containsEntry("refreshRefused", 1L);
            reports.goOn();
            Awaitility.await().until(() -> reports.loads() == keys.length + 3);
            Awaitility.await().until(() -> {
                reports.report("costs");
                return reports.loads() == keys.length * 2;
            });
            assertThat(refusals(context)).isOne();
        });
    }

    private void occupyRequestThreads() {
        for (int i = 0; i < 2 * BOUND; i++) {
            Thread request = new Thread(this::serve, "request-" + i);
            request.setDaemon(true);
            request.start();
        }
    }

    private void serve() {
        try {
            this.requestsEnd.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static void expire(ApplicationContext context, String key) {
        context.getBean(StampedeSafeCaches.class).cache("reports").expire(key);
    }

    private static long refusals(ApplicationContext context) {
        return context.getBean(CacheStatistics.class).count("reports", CacheCounter.REFRESH_REFUSED);
    }

    /** Serves what it has and refreshes it unless too many threads live. */
    private static final class HomeMadeRefresh {

        private final AtomicInteger loads = new AtomicInteger();

        private final Map<String, String> values = new ConcurrentHashMap<>();

        private String report(String name) {
            String old = this.values.get(name);
            if (old == null || Thread.activeCount() < BOUND) {
                this.values.put(name, name + " #" + this.loads.incrementAndGet());
            }
            return this.values.getOrDefault(name, "");
        }

    }

    /** The site's reports. */
    static class Reports {

        private final AtomicInteger loads = new AtomicInteger();

        private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();

        private volatile @Nullable CountDownLatch held;

        @StampedeSafeCacheable(cacheName = "reports", key = "#name", ttl = "8h", staleWhileRevalidate = "16h")
        public String report(String name) throws InterruptedException {
            CountDownLatch gate = this.held;
            if (gate != null) {
                gate.await();
            }
            this.loads.incrementAndGet();
            return name + " #" + this.numbers.computeIfAbsent(name, (same) -> new AtomicInteger()).incrementAndGet();
        }

        void hold() {
            this.held = new CountDownLatch(1);
        }

        void goOn() {
            CountDownLatch gate = this.held;
            this.held = null;
            if (gate != null) {
                gate.countDown();
            }
        }

        int loads() {
            return this.loads.get();
        }

    }

}
