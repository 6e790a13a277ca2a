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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Methods that other advice is on, too: on the same or beside. */
class BesideOtherAdviceTests {

    @AfterEach
    void logout() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void whoMayNotCallIsDeniedWhatIsCachedForThoseWhoMay() {
        try (CacheContext context = CacheContext.of(Config.class, Accounts.class)) {
            Accounts accounts = context.bean(Accounts.class);
            login("ADMIN");
            assertThat(accounts.balance("a")).isEqualTo(1);
            assertThat(accounts.balance("a")).as("cached").isEqualTo(1);

            login("USER");

            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> accounts.balance("a"));
        }
    }

    @Test
    void anAsynchronousMethodEvictsWhenItHasRunOnItsOwnThread() throws Exception {
        try (CacheContext context = CacheContext.of(Config.class, Accounts.class)) {
            Accounts accounts = context.bean(Accounts.class);
            login("ADMIN");
            accounts.balance("a");

            Thread thread = accounts.close("a").get(30, TimeUnit.SECONDS);

            assertThat(thread).isNotSameAs(Thread.currentThread());
            assertThat(context.keys()).isEmpty();
            assertThat(accounts.balance("a")).isEqualTo(2);
        }
    }

    @Test
    void springsOwnCacheableCachesItsOwnMethods() {
        try (CacheContext context = CacheContext.of(Config.class, Accounts.class)) {
            Accounts accounts = context.bean(Accounts.class);

            assertThat(List.of(accounts.owner("a"), accounts.owner("a"))).containsExactly("owner 1", "owner 1");
            assertThat(context.keys()).as("not ours").isEmpty();
        }
    }

    private static void login(String role) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ada", "", "ROLE_" + role));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    @EnableCaching
    @EnableMethodSecurity
    static class Config {

        @Bean
        ConcurrentMapCacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }

        @Bean
        SimpleAsyncTaskExecutor taskExecutor() {
            return new SimpleAsyncTaskExecutor("asynchronous-");
        }

    }

    static class Accounts {

        private final AtomicInteger loads = new AtomicInteger();

        @PreAuthorize("hasRole('ADMIN')")
        @StampedeSafeCacheable(cacheName = "balances", key = "#id")
        public int balance(String id) {
            return this.loads.incrementAndGet();
        }

        @Async
        @StampedeSafeCacheEvict(cacheName = "balances", key = "#id", beforeInvocation = true)
        public CompletableFuture<Thread> close(String id) {
            return CompletableFuture.completedFuture(Thread.currentThread());
        }

        @Cacheable("owners")
        public String owner(String id) {
            return "owner " + this.loads.incrementAndGet();
        }

    }

}
