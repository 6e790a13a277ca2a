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

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.SimpleThreadScope;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of a refresh that is left to a caller: what it needs of the caller. */
class CallerContextCausesTests extends CallerContextTestSupport {

    @Test
    void theLocaleOfTheCallerIsNamedIfItIsNotCarried() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            LocaleContextHolder.setLocale(Locale.FRENCH);
            invoices.greeting("x");
            context.advance(Duration.ofSeconds(3));
            invoices.greeting("x");
            context.runRefreshes();
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line.endsWith("The key of Invoices.greeting(String) reads "
                        + "'T(org.springframework.context.i18n.LocaleContextHolder)' of the calling thread." + REMEDY));
        }
    }

    @Test
    void aKeyGeneratorThatReadsTheThreadIsNamed() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.generated(1);
            context.advance(Duration.ofSeconds(3));
            invoices.generated(1);
            context.runRefreshes();
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line
                    .endsWith("The key of Invoices.generated(long) reads 'byTenant' of the calling thread." + REMEDY));
        }
    }

    @Test
    void aConditionThatHoldsForTheCallerOnlyIsNotIgnored() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.forCustomers(1);
            context.advance(Duration.ofSeconds(3));
            invoices.forCustomers(1);
            context.runRefreshes();
            assertThat(invoices.loads()).isOne();
            assertThat(refusals(context)).hasSize(1)
                .allMatch(
                        (line) -> line.endsWith("The condition of Invoices.forCustomers(long) reads '@tenants' of the "
                                + "calling thread." + REMEDY));
        }
    }

    @Test
    void aKeyThatCannotBeEvaluatedWithoutItsCallerIsLeftToCallers() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.strict(1);
            context.advance(Duration.ofSeconds(3));
            invoices.strict(1);
            context.runRefreshes();
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line
                    .endsWith("The key or the condition of Invoices.strict(long) cannot be evaluated "
                            + "without its caller. Pass what it reads as an argument to have values refreshed in the "
                            + "background."));
            assertThat(invoices.strict(1)).isEqualTo("1 of acme #2");
        }
    }

    @Test
    void aMethodThatNeedsARequestIsLeftToCallers() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.ofRequest(1);
            context.advance(Duration.ofSeconds(3));
            invoices.ofRequest(1);
            context.runRefreshes();
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line
                    .endsWith("Invoices.ofRequest(long) needs a request, and only its caller has one. "
                            + "Read what it needs from the request before the call, and pass it as an argument, to have "
                            + "values refreshed in the background."));
            assertThat(invoices.ofRequest(1)).isEqualTo("1 of acme #2");
            assertThat(context.instance.listener().count("loadFailed")).isZero();
        }
    }

    @Test
    void aBeanThatEndsWithItsScopeIsCalledByCallersOnly() {
        try (CacheContext context = CacheContext.started((spring) -> {
            spring.getBeanFactory().registerScope("call", new SimpleThreadScope());
            spring.register(Basket.class);
        })) {
            Basket basket = context.bean(Basket.class);
            assertThat(basket.total("x")).isEqualTo("x #1");
            context.advance(Duration.ofSeconds(3));
            assertThat(basket.total("x")).isEqualTo("x #2");
            assertThat(context.instance.refreshes().waiting()).isZero();
            assertThat(refusals(context))
                .containsExactly("baskets:x The bean of Basket.total(String) may end with the call, because it is no "
                        + "singleton. Use a singleton to have values refreshed in the background.");
        }
    }

    /** Lives as long as a call. */
    @Scope(scopeName = "call", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class Basket {

        private final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "baskets", key = "#article", ttl = "2s", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        public String total(String article) {
            return article + " #" + this.loads.incrementAndGet();
        }

    }

}
