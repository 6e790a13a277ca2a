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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.SimpleThreadScope;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Keys that only the caller's thread can make, and arguments that the caller changes. */
class CallerContextTests {

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private static final String REMEDY = " Pass what it reads as an argument, or have it carried by a Micrometer "
            + "'ThreadLocalAccessor' or a bean marked with '@StampedeSafeTaskDecorator', to have values refreshed in the "
            + "background.";

    private static final String ARGUMENTS_CHANGED = " were changed after the call. Pass arguments that nobody changes "
            + "to have values refreshed in the background.";

    @AfterEach
    void leaveTheThreadAsItWas() {
        TENANT.remove();
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void noValueOfAnotherTenantIsStored() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            assertThat(invoices.invoice(1)).isEqualTo("1 of acme #1");
            context.advance(Duration.ofSeconds(3));
            assertThat(invoices.invoice(1)).isEqualTo("1 of acme #1");
            context.runRefreshes();
            assertThat(invoices.loads()).isOne();
            assertThat(refusals(context)).containsExactly("invoices:acme:1 The key of Invoices.invoice(long) reads "
                    + "'@tenants' of the calling thread." + REMEDY);
            assertThat(context.instance.listener().count("loadFailed")).isZero();
        }
    }

    @Test
    void theNextCallerRefreshesWhatTheBackgroundCannotAndNobodyElseWaits() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.invoice(1);
            context.advance(Duration.ofSeconds(3));
            invoices.invoice(1);
            context.runRefreshes();
            Hold load = new Hold();
            invoices.meanwhile(() -> {
                load.stop();
                return null;
            });
            Crowd caller = Crowd.one(() -> as("acme", invoices));
            load.awaitReached();
            assertThat(Crowd.of(8, () -> as("acme", invoices)).results()).containsOnly("1 of acme #1");
            load.release();
            assertThat(caller.result()).isEqualTo("1 of acme #2");
            assertThat(invoices.invoice(1)).isEqualTo("1 of acme #2");
            assertThat(invoices.loads()).isEqualTo(2);
            assertThat(context.instance.refreshes().waiting()).isZero();
        }
    }

    @Test
    void aValueThatIsDueEarlyIsRefreshedByACallerToo() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.meanwhile(() -> {
                context.advance(Duration.ofSeconds(1));
                return null;
            });
            invoices.early(1);
            context.advance(Duration.ofMillis(8_500));
            context.instance.random().exponential(9);
            assertThat(invoices.early(1)).isEqualTo("1 of acme #1");
            context.runRefreshes();
            context.instance.random().exponential(9);
            assertThat(invoices.early(1)).isEqualTo("1 of acme #2");
            assertThat(context.instance.listener().count("loaded early:acme:1 EARLY")).isOne();
            assertThat(context.instance.listener().count("miss")).isOne();
        }
    }

    @Test
    void aKeyThatIsTheSameWithoutItsCallerIsRefreshedInTheBackground() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            assertThat(invoices.invoice(1)).isEqualTo("1 of public #1");
            context.advance(Duration.ofSeconds(3));
            TENANT.set("public");
            invoices.invoice(1);
            context.runRefreshes();
            assertThat(invoices.invoice(1)).isEqualTo("1 of public #2");
            assertThat(refusals(context)).isEmpty();
        }
    }

    @Test
    void aContextThatChangesDuringTheLoadIsNoticed() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            invoices.invoice(1);
            context.advance(Duration.ofSeconds(3));
            invoices.invoice(1);
            invoices.meanwhile(() -> {
                TENANT.set("acme");
                return null;
            });
            context.runRefreshes();
            assertThat(invoices.loads()).isEqualTo(2);
            assertThat(context.instance.listener().count("stored")).isOne();
            assertThat(invoices.invoice(1)).isEqualTo("1 of public #3");
        }
    }

    @Test
    void aListThatIsFilledAnewAfterTheCallIsNotStoredUnderTheOldKey() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            List<Integer> ids = new ArrayList<>(List.of(1, 2));
            assertThat(invoices.sum(ids)).isEqualTo(3);
            context.advance(Duration.ofSeconds(3));
            assertThat(invoices.sum(ids)).isEqualTo(3);
            ids.clear();
            ids.addAll(List.of(100, 200));
            context.runRefreshes();
            assertThat(invoices.sum(List.of(1, 2))).isEqualTo(3);
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line.endsWith("The arguments of Invoices.sum(List)" + ARGUMENTS_CHANGED));
        }
    }

    @Test
    void aListThatIsFilledAnewDuringTheLoadIsNotStoredUnderTheOldKey() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            List<Integer> ids = new ArrayList<>(List.of(1, 2));
            invoices.sum(ids);
            context.advance(Duration.ofSeconds(3));
            invoices.sum(ids);
            invoices.meanwhile(() -> ids.set(0, 298));
            context.runRefreshes();
            assertThat(invoices.loads()).isEqualTo(2);
            assertThat(invoices.sum(List.of(1, 2))).isEqualTo(3);
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line.endsWith("The arguments of Invoices.sum(List)" + ARGUMENTS_CHANGED));
        }
    }

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

    @Test
    void recomputesAreCheckedOnTheirOwnThread() throws Exception {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.invoice(1);
            Load repeatable = context.asked.get(0).load().repeatable();
            assertThat(repeatable).isNotNull();
            assertThat(Crowd.one(() -> {
                repeatable.verify();
                return null;
            }).failure()).isInstanceOf(LoadNeedsCallerException.class);
            repeatable.verify();
            Load scheduled = context.advisor().scheduledMethods().get(0).requests().call().get(0).load();
            scheduled.verify();
            TENANT.set("other");
            assertThatExceptionOfType(LoadNeedsCallerException.class).isThrownBy(scheduled::load);
            assertThat(invoices.loads()).isOne();
        }
    }

    @Test
    void ofNestedCachesTheInnerOneStoresNothingOfAnotherTenantEither() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            assertThat(invoices.nested(1)).isEqualTo("1 of acme #1");
            context.advance(Duration.ofSeconds(3));
            invoices.nested(1);
            context.instance.evict(new CacheKey("inner", "acme:1"));
            context.runRefreshes();
            assertThat(invoices.loads()).isOne();
            assertThat(invoices.nested(1)).isEqualTo("1 of acme #2");
            assertThat(context.keys()).contains("inner:acme:1", "outer:(int)1");
        }
    }

    private static String as(String tenant, Invoices invoices) {
        TENANT.set(tenant);
        return invoices.invoice(1);
    }

    private static CacheContext start() {
        return CacheContext.started((spring) -> {
            spring.registerBean("tenants", Tenants.class);
            spring.registerBean("byTenant", KeyGenerator.class,
                    () -> (target, method, arguments) -> List.of(new Tenants().current(), arguments[0]));
            spring.registerBean(Invoices.class);
        });
    }

    private static List<String> refusals(CacheContext context) {
        String event = "refreshNeedsCaller ";
        return context.instance.listener()
            .events()
            .stream()
            .filter((line) -> line.startsWith(event))
            .map((line) -> line.substring(event.length()))
            .toList();
    }

    /** Knows whose call it is. */
    static class Tenants {

        public String current() {
            String tenant = TENANT.get();
            return (tenant != null) ? tenant : "public";
        }

        public String required() {
            String tenant = TENANT.get();
            if (tenant == null) {
                throw new IllegalStateException("No tenant");
            }
            return tenant;
        }

    }

    /** Reads the same thread as its keys. */
    static class Invoices {

        private final AtomicInteger loads = new AtomicInteger();

        private final AtomicReference<@Nullable Callable<?>> meanwhile = new AtomicReference<>();

        /** Lets the next load do something. */
        public void meanwhile(Callable<?> action) {
            this.meanwhile.set(action);
        }

        public int loads() {
            return this.loads.get();
        }

        @StampedeSafeCacheable(cacheName = "invoices", key = "@tenants.current() + ':' + #id", ttl = "2s", jitter = 0,
                beta = 0, staleWhileRevalidate = "1h")
        @ScheduledRecompute(fixedRate = "5m", arguments = "ids()")
        public String invoice(long id) {
            return read(id);
        }

        public List<Long> ids() {
            return List.of(7L);
        }

        @StampedeSafeCacheable(cacheName = "early", key = "@tenants.current() + ':' + #id", ttl = "10s", jitter = 0)
        public String early(long id) {
            return read(id);
        }

        @StampedeSafeCacheable(cacheName = "sums", key = "#ids", ttl = "2s", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        public int sum(List<Integer> ids) {
            int sum = ids.stream().mapToInt(Integer::intValue).sum();
            read(0);
            return sum;
        }

        @StampedeSafeCacheable(cacheName = "greetings",
                key = "T(org.springframework.context.i18n.LocaleContextHolder).getLocale().getLanguage() + #name",
                ttl = "2s", jitter = 0, beta = 0, staleWhileRevalidate = "1h")
        public String greeting(String name) {
            return LocaleContextHolder.getLocale().getLanguage() + name;
        }

        @StampedeSafeCacheable(cacheName = "generated", keyGenerator = "byTenant", ttl = "2s", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        public String generated(long id) {
            return read(id);
        }

        @StampedeSafeCacheable(cacheName = "customers", key = "#id", condition = "@tenants.current() != 'public'",
                ttl = "2s", jitter = 0, beta = 0, staleWhileRevalidate = "1h")
        public String forCustomers(long id) {
            return read(id);
        }

        @StampedeSafeCacheable(cacheName = "strict", key = "@tenants.required() + ':' + #id", ttl = "2s", jitter = 0,
                beta = 0, staleWhileRevalidate = "1h")
        public String strict(long id) {
            return read(id);
        }

        @StampedeSafeCacheable(cacheName = "requests", key = "#id", ttl = "2s", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        public String ofRequest(long id) {
            if (TENANT.get() == null) {
                throw new IllegalStateException("Wrapped",
                        new ScopeNotActiveException("basket", "request", new IllegalStateException("No scope")));
            }
            return read(id);
        }

        @StampedeSafeCacheable(cacheName = "outer", key = "#id", ttl = "2s", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        @StampedeSafeCacheable(cacheName = "inner", key = "@tenants.current() + ':' + #id", ttl = "2s", jitter = 0,
                beta = 0, staleWhileRevalidate = "1h")
        public String nested(long id) {
            return read(id);
        }

        private String read(long id) {
            int number = this.loads.incrementAndGet();
            Callable<?> action = this.meanwhile.getAndSet(null);
            try {
                if (action != null) {
                    action.call();
                }
            }
            catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
            return id + " of " + new Tenants().current() + " #" + number;
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
