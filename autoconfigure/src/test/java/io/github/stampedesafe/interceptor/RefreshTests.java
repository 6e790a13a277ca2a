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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.core.Ordered;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.Load;

import static org.assertj.core.api.Assertions.assertThat;

/** Loads after their call has returned, on another thread. */
class RefreshTests {

    static class Prices {

        private final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "prices", key = "#article", ttl = "1m", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h", unless = "#article == 'secret' && #result > 1")
        public int price(String article) {
            return this.loads.incrementAndGet() + (article.isEmpty() ? 1000 : 0);
        }

        @StampedeSafeCacheable(cacheName = "near", key = "#article", ttl = "1m", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        @StampedeSafeCacheable(cacheName = "far", key = "#article", ttl = "1m", jitter = 0, beta = 0,
                staleWhileRevalidate = "1h")
        public int nested(String article) {
            return this.loads.incrementAndGet();
        }

    }

    /**
     * Advice inside of the cache that uses its invocation up, and spoils the arguments.
     */
    static class Recording implements MethodInterceptor {

        final List<MethodInvocation> exposed = new CopyOnWriteArrayList<>();

        final List<Thread> threads = new CopyOnWriteArrayList<>();

        final List<@Nullable Object> arguments = new CopyOnWriteArrayList<>();

        @Override
        public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
            this.exposed.add(ExposeInvocationInterceptor.currentInvocation());
            this.threads.add(Thread.currentThread());
            this.arguments.add(invocation.getArguments()[0]);
            Object result = invocation.proceed();
            invocation.getArguments()[0] = "spoilt";
            return result;
        }

    }

    private static CacheContext start(Recording recording) {
        return CacheContext.started((context) -> {
            context.registerBean(Prices.class);
            context.registerBean("recorder", DefaultPointcutAdvisor.class, () -> {
                DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(recording);
                advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
                return advisor;
            }, (definition) -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE));
        });
    }

    @Test
    void staleValueIsServedAndReplacedByCallingAllInnerAdviceAgain() {
        Recording recording = new Recording();
        try (CacheContext context = start(recording)) {
            Prices prices = context.bean(Prices.class);
            assertThat(prices.price("x")).isEqualTo(1);
            for (int refresh = 1; refresh <= 3; refresh++) {
                context.advance(Duration.ofMinutes(2));
                assertThat(prices.price("x")).isEqualTo(refresh);
                context.runRefreshes();
                assertThat(prices.price("x")).isEqualTo(refresh + 1);
            }
            assertThat(recording.arguments).containsExactly("x", "x", "x", "x");
            assertThat(recording.threads).doesNotHaveDuplicates();
            assertThat(recording.exposed).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Test
    void oneLoadCanRunAnyNumberOfTimesAfterItsCallHasReturned() throws Throwable {
        Recording recording = new Recording();
        List<Load> loads = new CopyOnWriteArrayList<>();
        ProxyFactory factory = new ProxyFactory(new Prices());
        factory.addAdvice((MethodInterceptor) (invocation) -> {
            loads.add(new InvocationLoads(ReturnType.of(invocation.getMethod(), Prices.class), true)
                .of((ProxyMethodInvocation) invocation));
            return 0;
        });
        factory.addAdvice(recording);
        assertThat(((Prices) factory.getProxy()).price("x")).isZero();
        Load load = loads.get(0);
        assertThat(List.of(load.load(), load.load(), load.load())).isEqualTo(List.of(1, 2, 3));
        assertThat(recording.arguments).containsExactly("x", "x", "x");
        assertThat(recording.exposed).doesNotHaveDuplicates();
    }

    @Test
    void unlessIsObservedByRefreshesToo() {
        try (CacheContext context = start(new Recording())) {
            Prices prices = context.bean(Prices.class);
            assertThat(prices.price("secret")).isEqualTo(1);
            context.advance(Duration.ofMinutes(2));
            assertThat(prices.price("secret")).isEqualTo(1);
            context.runRefreshes();
            assertThat(prices.price("secret")).isEqualTo(1);
        }
    }

    @Test
    void outerCacheIsRefreshedFromTheInnerOne() {
        try (CacheContext context = start(new Recording())) {
            Prices prices = context.bean(Prices.class);
            assertThat(prices.nested("x")).isEqualTo(1);
            context.advance(Duration.ofMinutes(2));
            assertThat(prices.nested("x")).isEqualTo(1);
            // The outer one takes the inner one's stale value, the inner one is
            // refreshed.
            context.runRefreshes();
            assertThat(prices.nested("x")).isEqualTo(1);
            context.advance(Duration.ofMinutes(2));
            prices.nested("x");
            context.runRefreshes();
            assertThat(prices.nested("x")).isEqualTo(2);
        }
    }

}
