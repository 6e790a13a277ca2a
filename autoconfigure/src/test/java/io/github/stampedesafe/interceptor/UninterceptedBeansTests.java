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
import java.util.function.Consumer;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.DefaultIntroductionAdvisor;
import org.springframework.aop.support.DelegatingIntroductionInterceptor;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans whose annotations do nothing are named when the application starts. */
class UninterceptedBeansTests {

    static class Totals {

        @StampedeSafeCacheable(cacheName = "totals", key = "#country")
        public String total(String country) {
            return country;
        }

        @StampedeSafeCacheEvict(cacheName = "totals", key = "#country")
        public void changed(String country) {
        }

    }

    static class Early implements BeanPostProcessor, PriorityOrdered {

        Early(Totals totals) {
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

    }

    static class TotalsFactory implements FactoryBean<Totals> {

        @Override
        public Totals getObject() {
            return new Totals();
        }

        @Override
        public Class<?> getObjectType() {
            return Totals.class;
        }

    }

    @Test
    void aBeanThatAPostProcessorNeedsIsNamed() {
        assertThat(warnings((context) -> {
            context.registerBean("totals", Totals.class);
            context.registerBean(Early.class, () -> new Early(context.getBean(Totals.class)));
        })).containsExactly("[bean=\"totals\"] Bean 'totals' is not intercepted, so that the annotations on "
                + "Totals.changed(String), Totals.total(String) do nothing: it was created before the advice was there, "
                + "mostly because a BeanPostProcessor or a BeanFactoryPostProcessor needs it. Let that one ask for it later, "
                + "through an ObjectProvider.");
    }

    @Test
    void aFinishedObjectIsNamed() {
        assertThat(warnings((context) -> context.getBeanFactory().registerSingleton("totals", new Totals())))
            .containsExactly("[bean=\"totals\"] Bean 'totals' is not intercepted, so that the annotations on "
                    + "Totals.changed(String), Totals.total(String) do nothing: it was registered as a finished object. "
                    + "Declare it as a @Bean, so that Spring can proxy it.");
    }

    @Test
    void aFinishedObjectBehindAProxyOfSomebodyElseIsNamed() {
        ProxyFactory proxy = new ProxyFactory(new Totals());
        proxy.setProxyTargetClass(true);
        proxy.addAdvisor(new DefaultIntroductionAdvisor(new DelegatingIntroductionInterceptor((Runnable) () -> {
        })));
        assertThat(warnings((context) -> context.getBeanFactory().registerSingleton("totals", proxy.getProxy())))
            .hasSize(1);
    }

    @Test
    void beansThatAreInterceptedAreNotNamed() {
        assertThat(warnings((context) -> {
            context.registerBean("totals", Totals.class);
            context.registerBean("made", TotalsFactory.class);
            context.registerBean("lazy", Totals.class, (definition) -> definition.setLazyInit(true));
            context.registerBean("many", Totals.class, (definition) -> definition.setScope("prototype"));
        })).isEmpty();
    }

    @Test
    void aScopedProxyIsNotNamedThoughItsScopeIsNotActive() {
        assertThat(warnings((context) -> {
            context.getBeanFactory().registerScope("thread", new SimpleThreadScope());
            RootBeanDefinition scoped = new RootBeanDefinition(Totals.class);
            scoped.setScope("thread");
            BeanDefinitionHolder proxy = ScopedProxyUtils.createScopedProxy(new BeanDefinitionHolder(scoped, "totals"),
                    context, true);
            context.registerBeanDefinition("totals", proxy.getBeanDefinition());
        })).isEmpty();
    }

    private static List<String> warnings(Consumer<AnnotationConfigApplicationContext> beans) {
        Logger logger = (Logger) LoggerFactory.getLogger(UninterceptedBeans.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            CacheContext.started(beans).close();
        }
        finally {
            logger.detachAppender(log);
        }
        return log.list.stream().map((event) -> event.getKeyValuePairs() + " " + event.getFormattedMessage()).toList();
    }

}
