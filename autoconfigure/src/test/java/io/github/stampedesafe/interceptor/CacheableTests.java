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

package io.github.stampedesafe.interceptor;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CacheableTests {

    static class Orders {

        final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable("plain")
        public String plain(String country) {
            return country + this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "conditional", condition = "#country.length() == 2")
        public int conditional(String country) {
            return this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "filtered", key = "#country", unless = "#result > 1 && #country == 'DE'")
        public int filtered(String country) {
            return this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "optional", key = "#country", unless = "#result == 'skip'")
        public Optional<String> optional(String country) {
            this.loads.incrementAndGet();
            return Optional.of(country).filter((name) -> !name.isEmpty());
        }

        @StampedeSafeCacheable("nothing")
        public @Nullable Object nothing(String country) {
            this.loads.incrementAndGet();
            return null;
        }

        @StampedeSafeCacheable("failing")
        public int failing(String country) throws IOException {
            throw new IOException("no line " + this.loads.incrementAndGet());
        }

        @StampedeSafeCacheable(cacheName = "near", key = "#country")
        @StampedeSafeCacheable(cacheName = "far", key = "'all'")
        public int nested(String country) {
            return this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "alone", condition = "#country == 'DE'")
        protected int alone(String country) {
            return this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "lengthy", ttl = "${totals.ttl}", nullTtl = "${totals.none}",
                staleWhileRevalidate = "PT1H", staleIfError = "1500ms", jitter = 0, beta = 2)
        public int settings() {
            return this.loads.incrementAndGet();
        }

        public int notCached() {
            return this.loads.incrementAndGet();
        }

        public AtomicInteger loads() {
            return this.loads;
        }

    }

    @Test
    void secondCallIsServedFromTheCache() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThat(orders.plain("DE")).isEqualTo("DE1");
            assertThat(orders.plain("DE")).isEqualTo("DE1");
            assertThat(orders.plain("FR")).isEqualTo("FR2");
            assertThat(context.keys()).containsExactly("plain:DE", "plain:FR");
            assertThat(orders.notCached()).isEqualTo(3);
        }
    }

    @Test
    void callThatDoesNotMeetTheConditionIsNotCached() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThat(orders.conditional("DEU")).isEqualTo(1);
            assertThat(orders.conditional("DEU")).isEqualTo(2);
            assertThat(orders.conditional("DE")).isEqualTo(3);
            assertThat(orders.conditional("DE")).isEqualTo(3);
            assertThat(orders.alone("DE")).isEqualTo(4);
            assertThat(orders.alone("DE")).isEqualTo(4);
        }
    }

    @Test
    void resultThatMeetsUnlessIsReturnedButNotStored() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThat(orders.filtered("FR")).isEqualTo(1);
            assertThat(orders.filtered("FR")).isEqualTo(1);
            assertThat(orders.filtered("DE")).isEqualTo(2);
            assertThat(orders.filtered("DE")).isEqualTo(3);
            assertThat(context.keys()).containsExactly("filtered:FR");
        }
    }

    @Test
    void optionalIsStoredAsWhatIsInIt() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            for (int i = 0; i < 2; i++) {
                assertThat(orders.optional("DE")).contains("DE");
                assertThat(orders.optional("")).isEmpty();
                assertThat(orders.optional("skip")).contains("skip");
            }
            assertThat(orders.loads()).hasValue(4);
            assertThat(context.keys()).containsExactly("optional:", "optional:DE");
        }
    }

    @Test
    void nullIsCached() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThat(orders.nothing("DE")).isNull();
            assertThat(orders.nothing("DE")).isNull();
            assertThat(orders.loads()).hasValue(1);
        }
    }

    @Test
    void checkedExceptionReachesTheCallerUnchanged() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> orders.failing("DE"))
                .withMessage("no line 1");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> orders.failing("DE"))
                .withMessage("no line 2");
        }
    }

    @Test
    void repeatedCacheableIsLoadedFromTheNextOne() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            Orders orders = context.bean(Orders.class);
            assertThat(orders.nested("DE")).isEqualTo(1);
            assertThat(orders.nested("FR")).isEqualTo(1);
            assertThat(context.keys()).containsExactly("far:all", "near:DE", "near:FR");
        }
    }

    @Test
    void settingsOfTheAnnotationApply() {
        try (CacheContext context = CacheContext.of(Orders.class)) {
            assertThat(context.advisor().uses()).filteredOn((method) -> method.cache().equals("lengthy"))
                .singleElement()
                .satisfies((method) -> {
                    assertThat(method.method()).isEqualTo("Orders.settings()");
                    assertThat(method.policy().ttl()).isEqualTo(Duration.ofMinutes(42));
                    assertThat(method.policy().nullTtl()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(method.policy().staleWhileRevalidate()).isEqualTo(Duration.ofHours(1));
                    assertThat(method.policy().staleIfError()).isEqualTo(Duration.ofMillis(1500));
                    assertThat(method.policy().jitter()).isZero();
                    assertThat(method.policy().beta()).isEqualTo(2);
                });
        }
    }

}
