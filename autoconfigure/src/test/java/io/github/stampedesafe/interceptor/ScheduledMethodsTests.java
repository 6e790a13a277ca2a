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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.recompute.ScheduledMethod;
import io.github.stampedesafe.recompute.Trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From a method with a schedule to what the engine is asked for. */
class ScheduledMethodsTests {

    static class Shop {

        final List<String> calls = new ArrayList<>();

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", condition = "#country != 'XX'",
                unless = "#result == 'FR'")
        @ScheduledRecompute(fixedRate = "${totals.rate:5m}", arguments = "countries()")
        public String totals(String country) {
            this.calls.add(country);
            return country;
        }

        public List<String> countries() {
            return List.of("DE", "FR", "XX");
        }

    }

    @Test
    void aRecomputeGoesTheWayOfACallWithKeyConditionAndUnless() throws Exception {
        try (CacheContext context = CacheContext.of(Shop.class)) {
            List<Request> requests = recompute(context);
            assertThat(requests).extracting((request) -> request.key().text()).containsExactly("DE", "FR");
            assertThat(context.bean(Shop.class).totals("DE")).isEqualTo("DE");
            assertThat(context.instance.listener().count("miss totals:DE")).isZero();
            context.bean(Shop.class).totals("FR");
            assertThat(context.instance.listener().count("miss totals:FR")).isOne();
        }
    }

    interface Prices {

        int price();

    }

    static class Catalogue implements Prices {

        private int loads;

        @Override
        @StampedeSafeCacheable("prices")
        @ScheduledRecompute(cron = "0 0 6 * * *", zone = "Europe/Berlin", onStartup = true)
        public int price() {
            return ++this.loads;
        }

    }

    @Test
    void theAdviceInsideIsCalledAndThatOutsideIsNot() throws Exception {
        List<String> called = new ArrayList<>();
        try (CacheContext context = CacheContext.started((spring) -> {
            spring.registerBean(Catalogue.class);
            spring.registerBean("outside", DefaultPointcutAdvisor.class,
                    () -> advisor("outside", Ordered.HIGHEST_PRECEDENCE, called),
                    (definition) -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE));
            spring.registerBean("inside", DefaultPointcutAdvisor.class,
                    () -> advisor("inside", Ordered.LOWEST_PRECEDENCE, called),
                    (definition) -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE));
        })) {
            recompute(context);
            recompute(context);
            assertThat(called).containsExactly("inside", "inside");
            assertThat(context.bean(Prices.class).price()).isEqualTo(2);
            assertThat(context.advisor().scheduledMethods()).singleElement()
                .satisfies((method) -> assertThat(method.name()).isEqualTo("Catalogue.price()"))
                .extracting(ScheduledMethod::trigger)
                .hasToString("Cron[calendar=0 0 6 * * *, zone=Europe/Berlin, onStartup=true]");
        }
    }

    @Test
    void aProxyAroundOurProxyIsLookedThrough() throws Exception {
        try (CacheContext context = CacheContext.started((spring) -> {
            spring.registerBean(Catalogue.class);
            spring.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return (bean instanceof Catalogue) ? bean : around(bean);
                }

            });
        })) {
            assertThat(context.advisor().scheduledMethods()).hasSize(1);
            recompute(context);
            assertThat(context.instance.listener().count("loaded prices:() RECOMPUTE")).isOne();
        }
    }

    private static Object around(Object bean) {
        if (!(bean instanceof Prices)) {
            return bean;
        }
        ProxyFactory factory = new ProxyFactory(bean);
        factory.addAdvice((MethodInterceptor) (invocation) -> {
            throw new IllegalStateException("This is about callers");
        });
        return factory.getProxy();
    }

    @StampedeSafeCacheable(cacheName = "all", key = "#root.methodName")
    static class OfAClass {

        @ScheduledRecompute(fixedDelay = "1m")
        public String scheduled() {
            return "scheduled";
        }

        public String other() {
            return "other";
        }

    }

    @Test
    void theCacheOfTheClassIsRecomputedToo() throws Exception {
        try (CacheContext context = CacheContext.of(OfAClass.class)) {
            recompute(context);
            assertThat(context.advisor().scheduledMethods()).extracting(ScheduledMethod::trigger)
                .containsExactly(new Trigger.FixedDelay(Duration.ofMinutes(1)));
            assertThat(context.bean(OfAClass.class).scheduled()).isEqualTo("scheduled");
            assertThat(context.instance.listener().count("miss all:scheduled")).isZero();
        }
    }

    static class Pairs {

        static @Nullable Object lists = List.of();

        @StampedeSafeCacheable("pairs")
        @ScheduledRecompute(fixedRate = "1m", arguments = "@lists")
        public String pair(String name, long number) {
            return name + number;
        }

        @StampedeSafeCacheable("singles")
        @ScheduledRecompute(fixedRate = "1m", arguments = "{1, '2', {3}}")
        public String single(long number) {
            return "" + number;
        }

        @StampedeSafeCacheable("joined")
        @ScheduledRecompute(fixedRate = "1m", arguments = "supplied")
        public String joined(List<String> names) {
            return String.join(",", names);
        }

    }

    @Test
    void argumentsComeAsListsArraysStreamsOrOneByOne() throws Exception {
        try (CacheContext context = CacheContext.started((spring) -> {
            spring.registerBean(Pairs.class);
            spring.registerBean("lists", Callable.class, () -> () -> Pairs.lists);
            spring.registerBean("supplied", Supplier.class, () -> () -> List.of(List.of("a", "b"), List.of()));
        })) {
            for (Object lists : List.of(List.of(List.of("a", 1), List.of("b", "2")),
                    new Object[][] { { "a", 1L }, { "b", 2 } },
                    Stream.of(Arrays.asList("a", 1), new Object[] { "b", 2 }))) {
                Pairs.lists = lists;
                assertThat(keys(context, "pair")).containsExactly("(a,(int)1)", "(b,(int)2)");
            }
            assertThat(keys(context, "single")).hasSize(3);
            assertThat(keys(context, "joined")).hasSize(2);
            Pairs.lists = List.of(List.of("a"));
            assertThatIllegalArgumentException().isThrownBy(() -> keys(context, "pair"))
                .withMessage("'arguments' on Pairs.pair(String, long) gave 1 for 2 parameters: [a].");
            Pairs.lists = "a";
            assertThatIllegalArgumentException().isThrownBy(() -> keys(context, "pair"))
                .withMessage("'arguments' on Pairs.pair(String, long) gave java.lang.String, and not a collection, "
                        + "array or stream of arguments.");
            Pairs.lists = null;
            assertThatIllegalArgumentException().isThrownBy(() -> keys(context, "pair"))
                .withMessage("'arguments' on Pairs.pair(String, long) gave null, and not a collection, array or stream "
                        + "of arguments.");
            Pairs.lists = List.of(List.of("a", "b"));
            assertThatThrownBy(() -> keys(context, "pair")).hasMessageContaining("java.lang.String");
        }
    }

    private static List<String> keys(CacheContext context, String method) throws Exception {
        ScheduledMethod scheduled = context.advisor()
            .scheduledMethods()
            .stream()
            .filter((any) -> any.name().contains("." + method + "("))
            .findFirst()
            .orElseThrow();
        return scheduled.requests().call().stream().map((request) -> request.key().text()).toList();
    }

    private static List<Request> recompute(CacheContext context) throws Exception {
        List<RecomputeOutcome> ends = new CopyOnWriteArrayList<>();
        List<Request> requests = context.advisor().scheduledMethods().get(0).requests().call();
        for (Request request : requests) {
            context.instance.engine().recompute(request, (entry) -> true, ends::add);
        }
        context.runRefreshes();
        assertThat(ends).extracting(RecomputeOutcome::failure).containsOnlyNulls();
        return requests;
    }

    private static DefaultPointcutAdvisor advisor(String name, int order, List<String> called) {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor((MethodInterceptor) (invocation) -> {
            called.add(name);
            return invocation.proceed();
        });
        advisor.setOrder(order);
        return advisor;
    }

}
