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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.AopContext;
import org.springframework.core.OverridingClassLoader;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.Load;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls on threads that know less of the application than it does itself. */
class ClassLoadersTests {

    private static final String KEYS = "io.github.stampedesafe.interceptor.ClassLoadersTests$Keys";

    @Test
    void aFirstCallOnAThreadOfAnotherLoaderSpoilsNoKey() throws Exception {
        try (CacheContext context = CacheContext.of(Shop.class)) {
            Shop shop = context.bean(Shop.class);
            FutureTask<String> first = new FutureTask<>(() -> shop.total("de"));
            Thread thread = new Thread(first);
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            thread.start();
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("de #1");
            assertThat(shop.total("de")).isEqualTo("de #1");
            assertThat(context.keys()).containsExactly("totals:DE");
        }
    }

    @Test
    void theClassesInKeysAreThoseOfTheApplicationsLoader() {
        ClassLoader application = new OverridingClassLoader(getClass().getClassLoader()) {

            @Override
            protected boolean isEligibleForOverriding(String className) {
                return className.equals(KEYS);
            }

        };
        try (CacheContext context = CacheContext.started((spring) -> {
            spring.setClassLoader(application);
            spring.registerBean(Shop.class);
        })) {
            assertThat(context.bean(Shop.class).where("fr")).isEqualTo("fr #1");
            assertThat(context.keys()).containsExactly("where:of the application");
        }
    }

    @Test
    void aBeanFindsItsProxyInBackgroundLoads() throws Throwable {
        try (CacheContext context = CacheContext.started((spring) -> {
            spring.registerBean(Shop.class);
            spring.addBeanFactoryPostProcessor(
                    (factory) -> factory.getBeanDefinition(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
                        .getPropertyValues()
                        .add("exposeProxy", true));
        })) {
            Shop shop = context.bean(Shop.class);
            assertThat(shop.twice("de")).isEqualTo("de #1 of the proxy");
            context.advance(Duration.ofMinutes(2));
            shop.twice("de");
            context.runRefreshes();
            assertThat(context.instance.listener().count("loadFailed")).isZero();
            assertThat(shop.twice("de")).isEqualTo("de #1 of the proxy");
            assertThat(context.instance.listener().count("loaded twice:de STALE")).isOne();
            Load recompute = context.asked.get(0).load().repeatable();
            assertThat(recompute).isNotNull();
            assertThat(recompute.load()).isEqualTo("de #1 of the proxy");
            Load scheduled = context.advisor().scheduledMethods().get(0).requests().call().get(0).load();
            assertThat(scheduled.load()).isEqualTo("x #2 of the proxy");
            assertThat(shop.isExposed()).isFalse();
        }
    }

    /** Makes keys. */
    public static final class Keys {

        private Keys() {
        }

        public static String where() {
            boolean isOverridden = Keys.class.getClassLoader() instanceof OverridingClassLoader;
            return isOverridden ? "of the application" : "of its parent";
        }

        public static String of(String country) {
            return country.toUpperCase(Locale.ROOT);
        }

    }

    /** A cached service. */
    static class Shop {

        private final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "totals", key = "T(" + KEYS + ").of(#country)")
        public String total(String country) {
            return country + " #" + this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "where", key = "T(" + KEYS + ").where()")
        public String where(String country) {
            return country + " #" + this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "twice", key = "#country", ttl = "1m", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        @ScheduledRecompute(fixedRate = "5m", arguments = "{'x'}")
        public String twice(String country) {
            Shop proxy = (Shop) AopContext.currentProxy();
            return proxy.total(country) + ((proxy != this) ? " of the proxy" : "");
        }

        public boolean isExposed() {
            return false;
        }

    }

}
