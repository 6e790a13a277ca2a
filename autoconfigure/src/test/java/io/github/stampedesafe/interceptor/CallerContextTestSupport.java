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

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.i18n.LocaleContextHolder;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** Invoices whose keys read the tenant of the calling thread. */
abstract class CallerContextTestSupport {

    static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    static final String REMEDY = " Pass what it reads as an argument, or have it carried by a Micrometer "
            + "'ThreadLocalAccessor' or a bean marked with '@StampedeSafeTaskDecorator', to have values refreshed in the "
            + "background.";

    @AfterEach
    void leaveTheThreadAsItWas() {
        TENANT.remove();
        LocaleContextHolder.resetLocaleContext();
    }

    static String as(String tenant, Invoices invoices) {
        TENANT.set(tenant);
        return invoices.invoice(1);
    }

    static CacheContext start() {
        return CacheContext.started((spring) -> {
            spring.registerBean("tenants", Tenants.class);
            spring.registerBean("byTenant", KeyGenerator.class,
                    () -> (target, method, arguments) -> List.of(new Tenants().current(), arguments[0]));
            spring.registerBean(Invoices.class);
        });
    }

    static List<String> refusals(CacheContext context) {
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

}
